import { describe, expect, test } from 'vitest';
import { createHoldKeys, escHeldMs, isTypingInto } from './hold-keys.ts';

/** Keys over a clock that the test moves. */
function keysAt() {
  let held = 0;
  let due: { at: number; then: () => void } | null = null;
  let now = 0;
  const keys = createHoldKeys({
    hold: () => (held += 1),
    after: (ms, then) => {
      due = { at: now + ms, then };
      return () => (due = null);
    },
  });
  return {
    keys,
    held: () => held,
    wait(ms: number) {
      now += ms;
      if (!due || due.at > now) return;
      const { then } = due;
      due = null;
      then();
    },
  };
}

const press = (
  key: string,
  more: { shiftKey?: boolean; repeat?: boolean; ctrlKey?: boolean } = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

describe('hold on the keyboard', () => {
  test('Shift+H holds at once', () => {
    const { keys, held } = keysAt();
    keys.down(press('H', { shiftKey: true }), false);
    expect(held()).toBe(1);
  });

  test('a capital H typed into a field is a letter', () => {
    const { keys, held } = keysAt();
    keys.down(press('H', { shiftKey: true }), true);
    expect(held()).toBe(0);
  });

  test('another combination with H is left to the browser', () => {
    const { keys, held } = keysAt();
    keys.down(press('h', { shiftKey: true, ctrlKey: true }), false);
    keys.down(press('h'), false);
    expect(held()).toBe(0);
  });

  test('Esc holds once it was down long enough, also while typing', () => {
    const { keys, held, wait } = keysAt();
    keys.down(press('Escape'), true);
    wait(escHeldMs - 1);
    expect(held()).toBe(0);
    wait(1);
    expect(held()).toBe(1);
  });

  test('the repeats of a key held down neither delay nor repeat the hold', () => {
    const { keys, held, wait } = keysAt();
    keys.down(press('Escape'), false);
    wait(escHeldMs / 2);
    keys.down(press('Escape', { repeat: true }), false);
    wait(escHeldMs / 2);
    wait(escHeldMs * 3);
    expect(held()).toBe(1);
  });

  test('Esc that comes up early holds nothing', () => {
    const { keys, held, wait } = keysAt();
    keys.down(press('Escape'), false);
    wait(100);
    keys.up({ key: 'Escape' });
    wait(escHeldMs);
    expect(held()).toBe(0);
  });

  test('Esc that is down when the window loses the keyboard holds nothing', () => {
    const { keys, held, wait } = keysAt();
    keys.down(press('Escape'), false);
    keys.letGo();
    wait(escHeldMs);
    expect(held()).toBe(0);
  });
});

test('fields are typed into, buttons are not', () => {
  const made = (html: string) => {
    document.body.innerHTML = html;
    return document.body.firstElementChild;
  };
  expect(isTypingInto(made('<input>'))).toBe(true);
  expect(isTypingInto(made('<textarea></textarea>'))).toBe(true);
  expect(isTypingInto(made('<input type="checkbox">'))).toBe(false);
  expect(isTypingInto(made('<button></button>'))).toBe(false);
  expect(isTypingInto(null)).toBe(false);
});
