import { flushSync, mount, unmount } from 'svelte';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { personId, therapistId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { FamilyView } from '../../shared/session/visible-to.ts';
import { maxWordsLength } from '../../shared/session/words.ts';
import { Presses } from './presses.svelte.ts';
import PrivateLine from './PrivateLine.svelte';

const view = (whispers: FamilyView['line']['whispers']): FamilyView => ({
  as: 'person',
  you: {
    ...{ id: v.parse(personId, '00000000-0000-7000-8000-000000000001'), firstName: 'Maya' },
    ...{ role: 'child', ageBand: '6-9', colour: 'lake', shape: 'circle' },
  },
  therapists: [
    { id: v.parse(therapistId, '00000000-0000-7000-8000-0000000000a1'), name: 'Dr. Okafor' },
  ],
  line: { asks: [], whispers, picture: 'star' },
  place: 'waiting',
});

/** The line over a room that takes nothing until the test says so. */
function aLine() {
  const sent: Command[] = [];
  let answer: { reason: string; sentence: string } | null = null;
  const presses = new Presses((command) => {
    sent.push(command);
    return Promise.resolve(answer);
  });
  const props = $state({ view: view([]), presses });
  const target = document.createElement('div');
  const component = mount(PrivateLine, { target, props });
  flushSync();
  const find = (selector: string): HTMLElement => {
    const found = target.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const field = (): HTMLTextAreaElement => {
    const found = find('textarea');
    if (!(found instanceof HTMLTextAreaElement)) throw new Error('no field');
    return found;
  };
  return {
    sent,
    find,
    field,
    dropLine: () => (answer = { reason: 'no-line', sentence: 'The line is down.' }),
    whisper(...words: readonly string[]) {
      props.view = view(
        words.map((one, at) => ({ n: at + 1, from: 'therapist', words: one, by: null })),
      );
      flushSync();
    },
    type(words: string) {
      field().value = words;
      field().dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    },
    async send() {
      find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await new Promise((resume) => setTimeout(resume));
      flushSync();
    },
    fold() {
      find('button.ask').click();
      flushSync();
    },
    remove: () => unmount(component),
  };
}

test('[S11] the limit of some words is said before it is met, and nothing is cut off or lost by meeting it', async () => {
  const { sent, find, field, type, send, dropLine, remove } = aLine();
  type('a'.repeat(maxWordsLength - 20));
  expect(find('form').textContent).toContain('20 characters left');
  const long = 'a'.repeat(maxWordsLength + 1);
  type(long);
  expect(find('form').textContent).toContain('1 character too many');
  await send();
  expect(sent).toEqual([]);
  expect(field().value).toBe(long);

  type('short enough');
  dropLine();
  await send();
  expect(sent).toHaveLength(1);
  expect(field().value).toBe('short enough');
  await remove();
});

test('[S11] what has not been read is counted and said, until the line is opened', async () => {
  const { find, field, fold, whisper, type, remove } = aLine();
  whisper('are you there?', 'take your time');
  expect(find('button.ask').textContent).toMatch(/2\s*unread/);
  expect(find('[role=status]').textContent).toContain('2 unread from Dr. Okafor.');
  type('not sent yet');
  fold();
  whisper('are you there?', 'take your time', 'I am here');
  fold();
  expect(find('button.ask').textContent).not.toContain('unread');
  expect(field().value).toBe('not sent yet');
  whisper('are you there?', 'take your time', 'I am here', 'and will stay');
  expect(find('button.ask').textContent).toMatch(/1\s*unread/);
  await remove();
});
