/** Taking something out of a record: every version of it, and whatever repeats its words. */
import { wordsOf } from '../../shared/board/item.ts';
import type { ItemId, ParticipantId, PersonId } from '../../shared/ids.ts';
import type { RecordItem } from '../../shared/record/record.ts';
import type { TearUp } from '../../shared/record/tear-up.ts';
import { withEntries, type Body } from './chain.ts';
import { readAnswerLeaf, readItemLeaf, readWordsLeaf, type RecordEntry } from './entries.ts';
import { folded } from '../storage/folded.ts';

type Removed = Extract<RecordEntry, { is: 'removed' }>;

export interface TornBody {
  readonly body: Body;
  readonly removed: Removed;
  readonly laid: readonly Laid[];
}

/** Something that an exercise laid and that is torn up: a later round has laid it again, word for word. */
export interface Laid {
  readonly by: ParticipantId | null;
  readonly whole: readonly string[];
}

/** Something that can be torn up; an item is one thing, however many moments it lay in. */
interface Thing {
  /** Of an item its id, else its leaf. */
  readonly name: string;
  readonly by: ParticipantId | null;
  readonly leaves: readonly string[];
  /** What it says, in words. */
  readonly says: readonly (readonly string[])[];
  /** The same, each as one; of what has no words, a heart, the characters themselves. */
  readonly whole: readonly string[];
  /** Laid by an exercise: its words are whoever's that answered. */
  readonly isLeft: boolean;
}

/** Words in a row from which on they count as somebody's own, wherever they stand again. */
const leastToRepeat = 3;

function holds(words: readonly string[], part: readonly string[]): boolean {
  if (part.length < leastToRepeat) return false;
  return words.some((_, from) => part.every((word, at) => words[from + at] === word));
}

const saying = (texts: readonly string[]): Pick<Thing, 'says' | 'whole'> => ({
  says: texts.map(folded),
  whole: texts.flatMap((text) => folded(text).join(' ') || text.trim() || []),
});

const isSame = (one: Pick<Thing, 'whole'>, other: Pick<Thing, 'whole'>): boolean =>
  one.whole.some((words) => other.whole.includes(words));

/** Whether two things say the same: all of it, or the one within the other. */
const repeats = (one: Thing, other: Thing): boolean =>
  isSame(one, other) ||
  one.says.some((words) => other.says.some((more) => holds(words, more) || holds(more, words)));

/** Things laid on a board by an exercise are named so by the room that lays them. */
const isLeftByExercise = (id: ItemId): boolean => id.startsWith('exercise-');

function thingsIn(entries: readonly RecordEntry[], { leaves }: Body): readonly Thing[] {
  const items = new Map<ItemId, { versions: RecordItem[]; leaves: string[] }>();
  const things: Thing[] = [];
  for (const entry of entries) {
    if (entry.is === 'moment') {
      for (const [id, digest] of entry.zones.flatMap(({ put }) => put)) {
        const leaf = leaves.get(digest);
        if (!leaf) continue;
        const one = items.get(id) ?? { versions: [], leaves: [] };
        items.set(id, one);
        one.versions.push(readItemLeaf(leaf.content));
        one.leaves.push(digest);
      }
    } else if (entry.is === 'answer' || entry.is === 'words') {
      const leaf = leaves.get(entry.leaf);
      if (leaf) things.push(saidThing(entry, leaf.content));
    }
  }
  for (const [name, { versions, leaves: theirs }] of items) {
    const by = versions[0]?.by ?? null;
    const said = saying(versions.map(wordsOf));
    things.push({ name, by, leaves: theirs, ...said, isLeft: isLeftByExercise(name) });
  }
  return things;
}

function saidThing(
  { is, leaf }: Extract<RecordEntry, { is: 'answer' | 'words' }>,
  content: string,
): Thing {
  const named = { name: leaf, leaves: [leaf], isLeft: false };
  if (is === 'words') {
    const { by, words } = readWordsLeaf(content);
    return { ...named, by, ...saying([words]) };
  }
  const { by, values } = readAnswerLeaf(content);
  const said = Object.values(values ?? {}).flatMap((one) => (typeof one === 'string' ? [one] : []));
  return { ...named, by, ...saying(said) };
}

/**
 * @param at when, and by which role it was asked for
 * @returns null where there is no such thing, or not any more
 */
export function tornUp(
  entries: readonly RecordEntry[],
  body: Body,
  what: TearUp,
  { at, role }: Pick<Removed, 'at' | 'role'>,
): TornBody | null {
  const all = thingsIn(entries, body);
  const name = what.is === 'item' ? what.item : what.leaf;
  const meant = all.find((one) => one.name === name);
  if (!meant) return null;
  const gone = all.filter(
    (one) =>
      one === meant || ((one.by === meant.by || one.isLeft || meant.isLeft) && repeats(one, meant)),
  );
  return without(gone, body, { at, role });
}

/**
 * Of another record of the same family: what exercises laid there of the same author that is, word for
 * word, among `laid`, and what says exactly the same beside it.
 * @returns null where nothing of it is there
 */
export function copiesTornUp(
  entries: readonly RecordEntry[],
  body: Body,
  laid: readonly Laid[],
  by: Pick<Removed, 'at' | 'role'>,
): TornBody | null {
  const all = thingsIn(entries, body);
  const isAmong = (one: Thing, some: readonly Laid[]): boolean =>
    some.some((other) => other.by === one.by && isSame(one, other));
  const copies = all.filter((one) => one.isLeft && isAmong(one, laid));
  if (copies.length === 0) return null;
  return without(
    all.filter((one) => isAmong(one, copies)),
    body,
    by,
  );
}

function without(
  gone: readonly Thing[],
  body: Body,
  { at, role }: Pick<Removed, 'at' | 'role'>,
): TornBody {
  const digests = new Set(gone.flatMap(({ leaves }) => leaves));
  const removed: Removed = { is: 'removed', at, role, things: gone.length, leaves: [...digests] };
  const leaves = new Map([...body.leaves].filter(([digest]) => !digests.has(digest)));
  const laid = gone.flatMap(({ isLeft, by, whole }) => (isLeft ? [{ by, whole }] : []));
  return { body: withEntries({ ...body, leaves }, [removed]), removed, laid };
}

/** By which role something was asked for; null for who was not there. */
export function roleOf(entries: readonly RecordEntry[], asked: PersonId | null) {
  const [head] = entries;
  if (asked === null) return 'therapist';
  const people = head?.is === 'head' ? head.people : [];
  return people.find(({ id }) => id === asked)?.role ?? null;
}
