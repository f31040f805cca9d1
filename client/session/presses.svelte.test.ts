import * as v from 'valibot';
import { expect, test } from 'vitest';
import { itemId, personId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import { Presses } from './presses.svelte.ts';

/** A room whose answers the test gives. */
function aRoom() {
  const asked: { command: Command; answer: (refusal: RefusalMessage | null) => void }[] = [];
  const presses = new Presses(
    (command) => new Promise((answer) => asked.push({ command, answer })),
  );
  return { presses, asked };
}
const refusal = { reason: 'not-opened-yet', sentence: 'The room is not open yet.' };

test('[S4] a second press while the first is under way asks for nothing more', async () => {
  const { presses, asked } = aRoom();
  const first = presses.press({ kind: 'hold' });
  expect(presses.isUnderWay('hold')).toBe(true);
  expect(await presses.press({ kind: 'hold' })).toBe(false);
  asked[0]?.answer(null);
  expect(await first).toBe(true);
  expect(asked).toHaveLength(1);
  expect(presses.isUnderWay('hold')).toBe(false);
});

test('a press under way keeps no other press from being made', () => {
  const { presses, asked } = aRoom();
  void presses.press({ kind: 'change-step', step: 'apart' });
  void presses.press({ kind: 'hold' });
  expect(asked.map((one) => one.command.kind)).toEqual(['change-step', 'hold']);
});

test('[H9][S11] a child’s pause goes out while an earlier ask has no answer yet', async () => {
  const { presses, asked } = aRoom();
  void presses.press({ kind: 'ask', ask: 'help' });
  void presses.press({ kind: 'ask', ask: 'pause' });
  expect(await presses.press({ kind: 'ask', ask: 'pause' })).toBe(false);
  expect(asked.map((one) => one.command)).toEqual([
    { kind: 'ask', ask: 'help' },
    { kind: 'ask', ask: 'pause' },
  ]);
  asked[1]?.answer(refusal);
  await Promise.resolve();
  await Promise.resolve();
  expect(presses.refusalAt(['ask'])).toBe(refusal.sentence);
});

test('a step down, the floor and a removal wait for no other press of their kind', () => {
  const { presses, asked } = aRoom();
  const maya = v.parse(personId, '00000000-0000-7000-8000-000000000001');
  const commands: readonly Command[] = [
    { kind: 'change-step', step: 'apart' },
    { kind: 'change-step', step: 'board' },
    { kind: 'change-step', step: 'apart' },
    { kind: 'give-floor', to: maya, minutes: null },
    { kind: 'give-floor', to: 'nobody', minutes: null },
    { kind: 'whisper', person: maya, words: 'Shall we stop?' },
    { kind: 'answer-ask', person: maya, ask: 'help', words: null },
    { kind: 'check-first', person: maya, on: true },
    { kind: 'hide-items-of', person: maya, hidden: true },
    { kind: 'let-in', person: maya },
    { kind: 'remove', person: maya },
  ];
  for (const command of commands) void presses.press(command);
  expect(asked.map((one) => one.command)).toEqual(commands);
});

test('[S11] the same ask of a child twice is one, whatever was asked between', () => {
  const { presses, asked } = aRoom();
  for (const ask of ['help', 'pause', 'near', 'pause'] as const) {
    void presses.press({ kind: 'ask', ask });
  }
  expect(asked.map(({ command }) => command)).toEqual(
    ['help', 'pause', 'near'].map((ask) => ({ kind: 'ask', ask })),
  );
});

test('a refusal is shown where it was pressed, until the next press', async () => {
  const { presses, asked } = aRoom();
  const press = presses.press({ kind: 'open' });
  asked[0]?.answer(refusal);
  expect(await press).toBe(false);
  expect(presses.refusalAt(['open'])).toBe(refusal.sentence);
  expect(presses.refusalAt(['hold', 'resume'])).toBeNull();
  void presses.press({ kind: 'hold' });
  expect(presses.refusalAt(['open'])).toBeNull();
});

test('[B13] two items may be locked at once, and a refusal of either is shown at the board', async () => {
  const { presses, asked } = aRoom();
  const lock = (n: number) =>
    ({
      kind: 'lock-items',
      zone: 'joint',
      items: [v.parse(itemId, `item-number-${String(n)}`)],
      locked: true,
    }) as const;
  void presses.press(lock(1));
  expect(await presses.press({ ...lock(1), locked: false })).toBe(false);
  const other = presses.press(lock(2));
  expect(asked).toHaveLength(2);
  asked[1]?.answer({ reason: 'no-such-item', sentence: 'This is not on the board any more.' });
  expect(await other).toBe(false);
  expect(presses.refusalAt(['board'])).toBe('This is not on the board any more.');
  expect(presses.refusalAt(['hold'])).toBeNull();
});
