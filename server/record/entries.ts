/** What the entries and the leaves of a record say. What does not stand here is not in a record. */
import * as v from 'valibot';
import { completed } from '../../shared/board/board-doc.ts';
import { isItemKind, type Item } from '../../shared/board/item.ts';
import { zoneName } from '../../shared/board/zone-name.ts';
import { values } from '../../shared/exercise/form.ts';
import { ageBands, colours, roles, shapes } from '../../shared/family/person.ts';
import {
  familyId,
  goalId,
  instant,
  itemId,
  personId,
  sessionId,
  therapistId,
} from '../../shared/ids.ts';
import type { RecordAnswer, RecordItem, RecordWords } from '../../shared/record/record.ts';
import { floorOf } from '../../shared/session/floor.ts';
import { sessionKinds } from '../../shared/session/plan.ts';
import { steps } from '../../shared/session/step.ts';
import { pointsOf, stepsOf } from './stroke-steps.ts';

/** The form of entries and leaves; a later one is said to be newer than this version of Kinbridge. */
export const recordFormat = 1;

const digest = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const at = instant;

const head = v.strictObject({
  is: v.literal('head'),
  format: v.literal(recordFormat),
  session: sessionId,
  family: familyId,
  kind: v.picklist(sessionKinds),
  title: v.string(),
  openedAt: at,
  endedAt: at,
  plannedMinutes: v.number(),
  people: v.array(
    v.strictObject({
      id: personId,
      firstName: v.string(),
      role: v.picklist(roles),
      ageBand: v.nullable(v.picklist(ageBands)),
      colour: v.picklist(colours),
      shape: v.picklist(shapes),
    }),
  ),
  therapists: v.array(v.strictObject({ id: therapistId, name: v.string() })),
});

/** `put` names items and the leaf of what each was; `gone` names items. */
const moment = v.strictObject({
  is: v.literal('moment'),
  at,
  zones: v.array(
    v.strictObject({
      zone: zoneName,
      put: v.array(v.strictTuple([itemId, digest])),
      gone: v.array(itemId),
    }),
  ),
});

export const recordEntry = v.variant('is', [
  head,
  moment,
  v.strictObject({ is: v.literal('let-in'), at, person: personId }),
  v.strictObject({ is: v.literal('sent-back'), at, person: personId }),
  v.strictObject({ is: v.literal('left'), at, person: personId }),
  v.strictObject({ is: v.literal('short-break'), at, until: at }),
  v.strictObject({ is: v.literal('step'), at, step: v.picklist(steps) }),
  v.strictObject({ is: v.literal('floor'), at, of: floorOf }),
  v.strictObject({ is: v.literal('passed-on'), at, person: personId, item: itemId }),
  v.strictObject({
    is: v.literal('exercise'),
    at,
    n: v.number(),
    name: v.string(),
    until: at,
  }),
  v.strictObject({ is: v.literal('goal'), at, goal: goalId }),
  v.strictObject({ is: v.literal('answer'), at, leaf: digest }),
  v.strictObject({ is: v.literal('words'), at, leaf: digest }),
  v.strictObject({ is: v.literal('end'), at }),
  /** `leaves` are those that were torn up; what never came into a moment has none. */
  v.strictObject({
    is: v.literal('removed'),
    at,
    role: v.picklist(['therapist', ...roles]),
    things: v.number(),
    leaves: v.array(digest),
  }),
]);
export type RecordEntry = v.InferOutput<typeof recordEntry>;
export type Head = Extract<RecordEntry, { is: 'head' }>;

/** In the words of whoever reads what a check found. */
export const entryNames: Readonly<Record<RecordEntry['is'], string>> = {
  head: 'who was there',
  moment: 'a moment of the boards',
  'let-in': 'somebody being let in',
  'sent-back': 'somebody being sent back',
  left: 'somebody leaving',
  'short-break': 'a short break',
  step: 'a change of step',
  floor: 'a change of turn',
  'passed-on': 'something being passed on',
  exercise: 'an exercise',
  goal: 'a goal being worked on',
  answer: 'an answer',
  words: 'words that were sent',
  end: 'the end of the session',
  removed: 'something being torn up',
};

/** The leaves an entry refers to. */
export function leavesOf(entry: RecordEntry): readonly string[] {
  switch (entry.is) {
    case 'moment':
      return entry.zones.flatMap(({ put }) => put.map(([, leaf]) => leaf));
    case 'answer':
    case 'words':
      return [entry.leaf];
    default:
      return [];
  }
}

const person = v.nullable(personId);
const answerLeaf = v.strictObject({
  n: v.number(),
  exercise: v.string(),
  step: v.string(),
  by: person,
  values: v.nullable(values),
});
const wordsLeaf = v.strictObject({
  is: v.picklist(['whisper', 'closing', 'comment']),
  by: person,
  with: person,
  words: v.string(),
});
export type AnswerLeaf = Omit<RecordAnswer, 'leaf' | 'at'>;
export type WordsLeaf = Omit<RecordWords, 'leaf' | 'at'>;

const itemLeaf = v.looseObject({
  id: itemId,
  by: v.union([personId, therapistId]),
  kind: v.custom<Item['kind']>(isItemKind),
  /** Of a stroke, in place of its points. */
  steps: v.optional(v.string()),
});

/** An item as its leaf says it; {@link readItemLeaf} reads it. */
export function itemContent(item: Item): unknown {
  if (item.kind !== 'ink') return item;
  const { points, ...rest } = item;
  return { ...rest, steps: stepsOf(points) };
}

/** @throws when it says something else */
export const readEntry = (line: string): RecordEntry => v.parse(recordEntry, JSON.parse(line));
export const readAnswerLeaf = (content: string): AnswerLeaf =>
  v.parse(answerLeaf, JSON.parse(content));
export const readWordsLeaf = (content: string): WordsLeaf =>
  v.parse(wordsLeaf, JSON.parse(content));
export function readItemLeaf(content: string): RecordItem {
  const { steps, ...read } = v.parse(itemLeaf, JSON.parse(content));
  const whole = steps !== undefined ? { ...read, points: pointsOf(steps) } : read;
  // Written whole by the closing; a version before may have known fewer fields.
  return completed(whole as unknown as Item);
}
