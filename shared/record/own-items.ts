/** What one person made, and nobody else's words: as a further part, or as their own copy. */
import { describeItem, inReadingOrder, type Item } from '../board/item.ts';
import type { Instant, PersonId } from '../ids.ts';
import type { AgreedGoal } from './agreed.ts';
import { standsWords } from './agreed.ts';
import { dayWriter } from './days.ts';
import type { Block, Document } from './document.ts';
import { bar } from './redaction.ts';

export interface OwnSession {
  readonly title: string;
  readonly at: Instant;
  readonly items: readonly Item[];
  /** How many things are blacked out. */
  readonly bars: number;
  /** Each as a question’s name and what was answered. */
  readonly answers: readonly (readonly [asked: string, words: string])[];
}

interface OwnAsked {
  readonly firstName: string;
  readonly person: PersonId;
  readonly sessions: readonly OwnSession[];
  readonly timeZone: string;
}

const lineOf = (item: Item): string =>
  'edited' in item && item.edited
    ? `${describeItem(item)} (edited by the therapist)`
    : describeItem(item);

/** A line an item; several strokes of ink that follow each other are one drawing. */
function linesOf({ items, bars }: OwnSession): readonly string[] {
  const lines: string[] = [];
  let strokes = 0;
  const endDrawing = (): void => {
    if (strokes > 0)
      lines.push(strokes === 1 ? 'A stroke by hand' : `A drawing of ${String(strokes)} strokes`);
    strokes = 0;
  };
  for (const item of inReadingOrder(items)) {
    if (item.kind === 'ink' && item.alt === '') strokes += 1;
    else {
      endDrawing();
      lines.push(lineOf(item));
    }
  }
  endDrawing();
  return [...lines, ...Array.from({ length: bars }, () => bar)];
}

function sessionBlocks({ sessions, timeZone }: OwnAsked): readonly Block[] {
  const day = dayWriter(timeZone);
  const blocks = sessions.flatMap((session): readonly Block[] => {
    const { title, at, answers } = session;
    const lines = linesOf(session);
    if (lines.length + answers.length === 0) return [];
    const list: Block = { is: 'list', items: lines };
    const facts: Block = { is: 'facts', rows: answers };
    return [
      { is: 'heading', words: `${title}, ${day(at)}` },
      ...(lines.length > 0 ? [list] : []),
      ...(answers.length > 0 ? [facts] : []),
    ];
  });
  if (blocks.length > 0) return blocks;
  return [{ is: 'text', words: 'Nothing is kept of them in any session.' }];
}

/** A further part: a person's own items. */
export const ownItemsDocument = (asked: OwnAsked, reference: string): Document => ({
  title: `What ${asked.firstName} put on the boards`,
  language: 'en',
  blocks: [
    { is: 'facts', rows: [['Case reference', reference || 'None was given']] },
    { is: 'text', words: 'As it lay there when each session ended. What was torn up is not here.' },
    ...sessionBlocks(asked),
  ],
});

/** A person's copy: their own items and answers, and what was agreed with them. */
export function ownCopyDocument(
  asked: OwnAsked,
  agreed: {
    readonly goals: readonly AgreedGoal[];
    readonly agreements: readonly { readonly at: Instant; readonly words: readonly string[] }[];
  },
): Document {
  const day = dayWriter(asked.timeZone);
  const mine = agreed.goals.filter(({ names }) => names.includes(asked.person));
  return {
    title: `${asked.firstName}’s own copy`,
    language: 'en',
    blocks: [
      {
        is: 'text',
        words:
          'What you made and answered, and what was agreed with you. Nothing that somebody else wrote is in it, but for the words of what was agreed.',
      },
      { is: 'heading', words: 'What was agreed' },
      ...(mine.length + agreed.agreements.length === 0
        ? ([{ is: 'text', words: 'Nothing has been agreed on yet.' }] satisfies Block[])
        : []),
      ...agreed.agreements.flatMap(({ at, words }): readonly Block[] => [
        { is: 'text', words: `Agreed on ${day(at)}:` },
        { is: 'list', items: words },
      ]),
      ...(mine.length > 0
        ? ([
            {
              is: 'list',
              items: mine.map(
                ({ wording, agreedAt, stands }) =>
                  `“${wording}” Agreed on ${day(agreedAt)}, now ${standsWords[stands]}.`,
              ),
            },
          ] satisfies Block[])
        : []),
      ...sessionBlocks(asked),
    ],
  };
}
