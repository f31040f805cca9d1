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
}

/** Something that can be torn up; an item is one thing, however many moments it lay in. */
interface Thing {
  /** Of an item its id, else its leaf. */
  readonly name: string;
  readonly by: ParticipantId | null;
  readonly leaves: readonly string[];
  /** What it says, in words. */
  readonly says: readonly (readonly string[])[];
  /** Laid by an exercise: its words are whoever's that answered. */
  readonly isLeft: boolean;
}

/** Words in a row from which on they count as somebody's own, wherever they stand again. */
const leastToRepeat = 3;

function holds(words: readonly string[], part: readonly string[]): boolean {
  if (part.length < leastToRepeat) return false;
  return words.some((_, from) => part.every((word, at) => words[from + at] === word));
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && one.join(' ') === other.join(' ');

/** Whether two things say the same: all of it, or the one within the other. */
const repeats = (one: Thing, other: Thing): boolean =>
  one.says.some((words) =>
    other.says.some((more) => isSame(words, more) || holds(words, more) || holds(more, words)),
  );

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
    const says = versions.map((item) => folded(wordsOf(item)));
    things.push({ name, by, leaves: theirs, says, isLeft: isLeftByExercise(name) });
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
    return { ...named, by, says: [folded(words)] };
  }
  const { by, values } = readAnswerLeaf(content);
  const said = Object.values(values ?? {}).flatMap((one) => (typeof one === 'string' ? [one] : []));
  return { ...named, by, says: said.map(folded) };
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
  const digests = new Set(gone.flatMap(({ leaves }) => leaves));
  const removed: Removed = { is: 'removed', at, role, things: gone.length, leaves: [...digests] };
  const leaves = new Map([...body.leaves].filter(([digest]) => !digests.has(digest)));
  return { body: withEntries({ ...body, leaves }, [removed]), removed };
}

/** By which role something was asked for; null for who was not there. */
export function roleOf(entries: readonly RecordEntry[], asked: PersonId | null) {
  const [head] = entries;
  if (asked === null) return 'therapist';
  const people = head?.is === 'head' ? head.people : [];
  return people.find(({ id }) => id === asked)?.role ?? null;
}
