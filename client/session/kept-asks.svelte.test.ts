import { expect, test } from 'vitest';
import type { Command } from '../../shared/session/commands.ts';
import { asks } from '../../shared/session/words.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import { keptWords } from './ask-words.ts';
import { KeptAsks } from './kept-asks.svelte.ts';
import { Presses } from './presses.svelte.ts';

const noLine: RefusalMessage = { reason: 'no-line', sentence: 'The line is down.' };
const pause: Command = { kind: 'ask', ask: 'pause' };

/** A strip over a line that the test cuts and mends. */
function aStrip() {
  const line = { answer: null as RefusalMessage | null };
  const arrived: Command[] = [];
  const kept = new KeptAsks((command) => {
    if (line.answer?.reason !== 'no-line') arrived.push(command);
    return Promise.resolve(line.answer);
  });
  const presses = new Presses((command) => kept.send(command));
  const back = async (answer: RefusalMessage | null = null): Promise<void> => {
    line.answer = answer;
    kept.sendAgain((command) => void presses.press(command));
    await new Promise((resume) => setTimeout(resume));
  };
  return { line, arrived, kept, presses, back };
}

test('[S13] a pause pressed while the line is down goes out once when it is back, and is no refusal', async () => {
  const { line, arrived, kept, presses, back } = aStrip();
  expect(kept.hasAny).toBe(false);
  line.answer = noLine;
  await presses.press(pause);
  await presses.press(pause);
  expect(presses.refusalAt(['ask'])).toBeNull();
  expect(kept.waiting).toEqual(['pause']);
  const tried = back(noLine); // Came and went again.
  expect([kept.waiting, kept.hasAny]).toEqual([[], true]);
  await tried;
  expect(kept.waiting).toEqual(['pause']);
  await back();
  await back();
  expect(arrived).toEqual([pause]);
  expect(kept.hasAny).toBe(false);
  expect(kept.has('pause')).toBe(false);
});

test('[S13] a pause counts on its own page from the press', async () => {
  const { kept, presses } = aStrip();
  const pressed = presses.press(pause);
  expect(kept.has('pause')).toBe(true);
  expect(kept.waiting).toEqual([]);
  await pressed;
  expect(kept.has('pause')).toBe(false);
});

test('[S13] of each kind one is kept, but never a pass, which would be for another turn', async () => {
  const { line, arrived, kept, presses, back } = aStrip();
  line.answer = noLine;
  for (const ask of ['help', 'near', 'help', 'pass', 'pause', 'break'] as const) {
    await presses.press({ kind: 'ask', ask });
  }
  expect(kept.waiting).toEqual(['help', 'near', 'pause', 'break']);
  await back();
  expect(arrived.map((one) => one.kind === 'ask' && one.ask)).toEqual([
    ...['help', 'near', 'pause', 'break'],
  ]);
});

test('[S13] what is taken back does not go out', async () => {
  const { line, arrived, kept, presses, back } = aStrip();
  line.answer = noLine;
  const pressed = presses.press(pause);
  kept.takeBack('pause');
  await pressed;
  await presses.press({ kind: 'ask', ask: 'help' });
  kept.takeBack('help');
  await back();
  expect(arrived).toEqual([]);
});

test('[S13] what the room refuses later is said, and not kept any longer', async () => {
  const { line, kept, presses, back } = aStrip();
  line.answer = noLine;
  await presses.press(pause);
  await back({ reason: 'has-ended', sentence: 'This session has ended.' });
  expect(presses.refusalAt(['ask'])).toBe('This session has ended.');
  expect(kept.has('pause')).toBe(false);
});

test('[S13] the words of what waits never say that somebody is near', () => {
  expect(keptWords('pause')).toBe('Your pause goes out as soon as the line is back.');
  for (const ask of asks) expect(keptWords(ask)).toMatch(/as soon as the line is back/);
  expect(keptWords('near')).toBe('This goes out as soon as the line is back.');
});
