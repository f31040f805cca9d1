import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/session/commands.ts';
import HoldSwitch from './HoldSwitch.svelte';
import { Presses } from './presses.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The button over a room that the test holds and resumes. */
function aSwitch({ held }: { held: boolean }) {
  const asked: Command['kind'][] = [];
  const presses = new Presses((command) => {
    asked.push(command.kind);
    return Promise.resolve(null);
  });
  const props = $state({ held, presses });
  const target = document.createElement('div');
  const component = mount(HoldSwitch, { target, props });
  flushSync();
  const button = target.querySelector('button');
  if (!button) throw new Error('no button');
  return {
    asked,
    button,
    become(next: boolean) {
      props.held = next;
      flushSync();
    },
    press: (detail = 1) => button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail })),
    remove: () => unmount(component),
  };
}

test('one button is Hold and, while held, Resume', async () => {
  const { asked, button, become, press, remove } = aSwitch({ held: false });
  expect(button.getAttribute('aria-label')).toBe('Hold');
  press();
  become(true);
  expect(button.getAttribute('aria-label')).toBe('Resume');
  await vi.advanceTimersByTimeAsync(400);
  press();
  expect(asked).toEqual(['hold', 'resume']);
  await remove();
});

test('a press meant for Hold does not resume a room that was held in that moment', async () => {
  const { asked, become, press, remove } = aSwitch({ held: false });
  become(true);
  await vi.advanceTimersByTimeAsync(200);
  press();
  expect(asked).toEqual([]);
  await remove();
});

test('the second half of a double press on Resume does not hold again, a new press does', async () => {
  const { asked, become, press, remove } = aSwitch({ held: true });
  press();
  await vi.advanceTimersByTimeAsync(0);
  become(false);
  press(2);
  expect(asked).toEqual(['resume']);
  press(1);
  expect(asked).toEqual(['resume', 'hold']);
  await remove();
});
