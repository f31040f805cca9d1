/** The short summary, which is what leaves a practice by default (rule R50). */
import type { Instant } from '../ids.ts';
import type { SessionKind } from '../session/plan.ts';
import { standsWords, type AgreedGoal } from './agreed.ts';
import { dayWriter } from './days.ts';
import type { Block, Document } from './document.ts';
import { leftOut, type ExportWords } from './export-words.ts';

export interface SummarySession {
  readonly kind: SessionKind;
  /** When it was held; else when it was offered for. */
  readonly at: Instant;
  readonly wasHeld: boolean;
  /** Of its sealed record; null where none was sealed. */
  readonly hash: string | null;
}

export interface SummaryFacts {
  readonly practice: string;
  readonly reference: string;
  readonly therapists: readonly string[];
  readonly words: ExportWords;
  readonly madeAt: Instant;
  readonly timeZone: string;
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** Oldest first. */
  readonly sessions: readonly SummarySession[];
  readonly agreements: readonly { readonly at: Instant; readonly words: readonly string[] }[];
  readonly goals: readonly AgreedGoal[];
  /** Over all the hashes, one a line; null where there are none. */
  readonly hashOfHashes: string | null;
}

const kindWords: Readonly<Record<SessionKind, string>> = {
  individual: 'Individual session',
  joint: 'Joint session',
  goals: 'Session on goals',
  between: 'Goal board between sessions',
};

/** Enough of a hash to tell one record from another; the last line holds all of them in full. */
const shownOfHash = 16;

export function summaryOf(facts: SummaryFacts): Document {
  const day = dayWriter(facts.timeZone);
  const { sessions, agreements, goals, words } = facts;
  const held = sessions.filter(({ wasHeld }) => wasHeld).length;
  const hashed = sessions.filter(({ hash }) => hash !== null);
  const first = facts.from ?? sessions[0]?.at ?? null;
  const last = facts.until ?? facts.madeAt;
  return {
    title: 'Summary of joint work with a family',
    language: 'en',
    blocks: [
      {
        is: 'facts',
        rows: [
          ['Case reference', facts.reference || 'None was given'],
          ['Practice', facts.practice],
          ['With', facts.therapists.join(', ')],
          ['Role', words.role],
          [
            'Period',
            `${first === null ? '' : `${day(first)} `}to ${day(last)}`.replace(/^to/, 'Up to'),
          ],
          ['Made on', day(facts.madeAt)],
        ],
      },
      { is: 'heading', words: 'What the role does not cover' },
      { is: 'text', words: words.notCovered },
      { is: 'heading', words: 'Sessions offered and held' },
      ...sessionBlocks(sessions, held, day),
      { is: 'heading', words: 'What was agreed' },
      ...agreedBlocks(agreements, goals, day),
      { is: 'heading', words: 'What this summary can’t tell' },
      { is: 'text', words: words.limits },
      { is: 'heading', words: 'What is left out' },
      { is: 'list', items: leftOut },
      ...(facts.hashOfHashes === null
        ? []
        : ([
            { is: 'heading', words: 'To check it against the records' },
            {
              is: 'small',
              words: `Each session above has a sealed record, named by the first ${String(shownOfHash)} characters of its hash. The SHA-256 of all ${String(hashed.length)} full hashes, each on a line, in this order, is ${facts.hashOfHashes}.`,
            },
          ] satisfies Block[])),
    ],
  };
}

function sessionBlocks(
  sessions: readonly SummarySession[],
  held: number,
  day: (at: Instant) => string,
): readonly Block[] {
  if (sessions.length === 0) {
    return [{ is: 'text', words: 'No session was offered or held in this period.' }];
  }
  return [
    {
      is: 'text',
      words: `${String(sessions.length)} ${sessions.length === 1 ? 'session was' : 'sessions were'} offered, ${String(held)} held.`,
    },
    {
      is: 'table',
      heads: ['Day', 'Kind', 'Held', 'Record'],
      widths: [0.27, 0.33, 0.14, 0.26],
      rows: sessions.map(({ at, kind, wasHeld, hash }) => [
        day(at),
        kindWords[kind],
        wasHeld ? 'held' : 'not held',
        hash === null ? '–' : hash.slice(0, shownOfHash),
      ]),
    },
  ];
}

function agreedBlocks(
  agreements: SummaryFacts['agreements'],
  goals: readonly AgreedGoal[],
  day: (at: Instant) => string,
): readonly Block[] {
  if (agreements.length + goals.length === 0) {
    return [{ is: 'text', words: 'Nothing has been agreed on in this period.' }];
  }
  return [
    ...agreements.flatMap(({ at, words }): readonly Block[] => [
      { is: 'text', words: `Agreed on ${day(at)}:` },
      { is: 'list', items: words },
    ]),
    ...(goals.length === 0
      ? []
      : ([
          { is: 'text', words: 'Goals that everybody they name has said yes to:' },
          {
            is: 'list',
            items: goals.map(({ wording, agreedAt, stands, found }) => {
              const where = found ? ` Found together on ${day(found.at)}: “${found.words}”.` : '';
              return `“${wording}” Agreed on ${day(agreedAt)}, now ${standsWords[stands]}.${where}`;
            }),
          },
        ] satisfies Block[])),
  ];
}
