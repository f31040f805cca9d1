import { describe, expect, test } from 'vitest';
import { daniel, maya, aNewId } from '../../tests/support/board-page.ts';
import type { Intent, Lost } from './intent.ts';
import { createKeptInk } from './kept-ink.ts';
import { lostReason, type LostReason } from './lost-reason.ts';
import { lostSentences, lostWords } from './lost-words.ts';
import { withLost } from './replay.ts';

const nameOf = (id: string): string => (id === daniel ? 'you' : 'Maya');
const reword = (seen: string, words: string, id = aNewId()): Intent => ({
  ...{ does: 'reword', id },
  ...{ seen, words },
});
const lostTo = (reason: LostReason, intent = reword('', 'words'), by = daniel): Lost => ({
  ...{ reason, intent },
  about: { kind: 'note', by },
});

describe('what could not stay', () => {
  test('is said with its reason in one plain sentence', () => {
    expect(lostSentences([lostTo('locked')], nameOf)).toEqual([
      'That note is locked just now, so your change couldn’t stay.',
    ]);
    expect(lostSentences([lostTo('childs', undefined, maya)], nameOf)).toEqual([
      'Only Maya can do that with this note, so your change couldn’t stay.',
    ]);
  });

  test('is said once for many, and summed up when there are many kinds', () => {
    expect(lostSentences([lostTo('locked'), lostTo('locked')], nameOf)).toHaveLength(1);
    const many = (['locked', 'gone', 'items', 'order'] as const).map((reason) => lostTo(reason));
    expect(lostSentences(many, nameOf)).toHaveLength(3);
  });

  test('is never said with an exclamation mark or a word of the machine', () => {
    const all = lostReason.options.flatMap((reason) => lostSentences([lostTo(reason)], nameOf));
    expect(all.join(' ')).not.toMatch(/!|error|invalid|sync|server|client|frame|schema/i);
    for (const sentence of all) expect(sentence).toMatch(/couldn’t stay\.$|isn’t saved\.$/);
  });

  test('keeps its words whole where they are one’s own, and of another’s only what one wrote', () => {
    const own = lostTo('locked', reword('lemonade', 'lemonade with ice'));
    const others = lostTo('locked', reword('treehouse', 'old treehouse'), maya);
    expect(lostWords([own, others], daniel)).toEqual(['lemonade with ice', 'old']);
  });

  test('is one thing where it was one act in many pieces', () => {
    const id = aNewId();
    const pieces = [reword('', 'l', id), reword('l', 'le', id), reword('le', 'lemonade', id)];
    const lost = withLost(
      [],
      pieces.map((intent) => lostTo('locked', intent)),
    );
    expect(lost).toHaveLength(1);
    expect(lostWords(lost, daniel)).toEqual(['lemonade']);
  });
});

test('[B10] what is kept of a zone is handed over once, offered if the board was covered since', () => {
  const kept = createKeptInk();
  const one = {
    ...{ intent: reword('', 'a'), about: { kind: 'note', by: maya } as const },
    ...{ client: 1, clock: 1, movedClock: true },
  };
  kept.keep('joint', { waiting: [one], offered: [], lost: [] });
  kept.covered();
  kept.keep('joint', { waiting: [one, one], offered: [], lost: [] });
  expect(kept.take(`own:${maya}`)).toEqual({ waiting: [], offered: [], lost: [] });
  expect(kept.take('joint')).toEqual({ waiting: [one, one], offered: [one], lost: [] });
  expect(kept.take('joint').offered).toEqual([]);
});
