/** A record as it is read: moments with their items, what happened, who answered what. */
import type { ItemId } from '../../shared/ids.ts';
import type {
  Mark,
  Moment,
  RecordAnswer,
  RecordHead,
  RecordItem,
  RecordWords,
  Removal,
  SessionRecordRead,
} from '../../shared/record/record.ts';
import type { Leaf } from './chain.ts';
import type { CheckedRecord } from './check-record.ts';
import {
  readAnswerLeaf,
  readItemLeaf,
  readWordsLeaf,
  type Head,
  type RecordEntry,
} from './entries.ts';

export const headOf = ({ entries }: Pick<CheckedRecord, 'entries'>): Head | null =>
  entries[0]?.is === 'head' ? entries[0] : null;

/** Null where not even its beginning can be read. Of a leaf that is torn up nothing is left. */
export function recordRead(checked: CheckedRecord): SessionRecordRead | null {
  const head = headOf(checked);
  if (!head) return null;
  const { entries, body, verified } = checked;
  const items: RecordItem[] = [];
  const moments: Moment[] = [];
  const marks: Mark[] = [];
  const answers: RecordAnswer[] = [];
  const words: RecordWords[] = [];
  const removals: Removal[] = [];
  for (const entry of entries) {
    switch (entry.is) {
      case 'moment':
        moments.push(momentOf(entry, body.leaves, items));
        break;
      case 'answer': {
        const leaf = body.leaves.get(entry.leaf);
        if (!leaf) break;
        answers.push({ leaf: entry.leaf, at: entry.at, ...readAnswerLeaf(leaf.content) });
        break;
      }
      case 'words': {
        const leaf = body.leaves.get(entry.leaf);
        if (!leaf) break;
        words.push({ leaf: entry.leaf, at: entry.at, ...readWordsLeaf(leaf.content) });
        break;
      }
      case 'removed':
        removals.push({ at: entry.at, role: entry.role, things: entry.things });
        break;
      case 'let-in':
      case 'sent-back':
      case 'left':
      case 'short-break':
      case 'step':
      case 'exercise':
      case 'goal':
        marks.push(entry);
        break;
      case 'head':
      case 'floor':
      case 'passed-on':
      case 'end':
        break;
      default:
        return entry satisfies never;
    }
  }
  return { head: headRead(head), items, moments, marks, answers, words, removals, verified };
}

const headRead = ({ is: _is, format: _format, ...head }: Head): RecordHead => head;

/** Adds what it puts to `items`. */
function momentOf(
  { at, zones }: Extract<RecordEntry, { is: 'moment' }>,
  leaves: ReadonlyMap<string, Leaf>,
  items: RecordItem[],
): Moment {
  return {
    at,
    zones: zones.map(({ zone, put, gone }) => {
      const places: number[] = [];
      const lost: ItemId[] = [];
      for (const [id, digest] of put) {
        const leaf = leaves.get(digest);
        if (leaf) places.push(items.push(readItemLeaf(leaf.content)) - 1);
        // One state of it alone is torn up or changed: what was there before must not stand for it.
        else lost.push(id);
      }
      return { zone, put: places, gone: [...gone, ...lost] };
    }),
  };
}
