/**
 * What somebody did on a board, in the board's own words: plain, so that it outlasts a document, a
 * line and a cover, and can be done again where it has not arrived.
 */
import { hasWords, type Item, type ItemKind } from '../../shared/board/item.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { LostReason } from './lost-reason.ts';

export type Fields = Readonly<Record<string, number | string | boolean>>;

export type Intent =
  /** A whole new item, with its words or points. Locked it is never: that is the server's (B13). */
  | { readonly does: 'add'; readonly id: ItemId; readonly item: Item }
  | { readonly does: 'set'; readonly id: ItemId; readonly fields: Fields }
  /** From the words `seen` to `words`; what others changed elsewhere in them stays. */
  | {
      readonly does: 'reword';
      readonly id: ItemId;
      readonly seen: string;
      readonly words: string;
    }
  /** `from`: how many numbers the stroke had before; so doing it twice is doing it once. */
  | {
      readonly does: 'append';
      readonly id: ItemId;
      readonly from: number;
      readonly points: readonly number[];
    }
  | { readonly does: 'remove'; readonly id: ItemId };

/** How an own act is undone. What another has done since is left alone (rule B2). */
export type TakeBack =
  | Extract<Intent, { does: 'add' | 'remove' | 'reword' }>
  /** Only while all of `given`, which the act left, is still so. */
  | (Extract<Intent, { does: 'set' }> & { readonly given: Fields });

/** What was done, and to what. */
export interface Done {
  readonly intent: Intent;
  readonly about: { readonly kind: ItemKind; readonly by: ParticipantId };
}

/** Something done whose arrival is not known, and where it lies in the document it was written to. */
export interface KeptIntent extends Done {
  /** The clientID of that document, and its clock after the transaction that wrote it. */
  readonly client: number;
  readonly clock: number;
  /** Whether that transaction moved the clock; one that only deletes does not. */
  readonly movedClock: boolean;
}

/** Something done that could not stay on the board. */
export interface Lost extends Done {
  readonly reason: LostReason;
}

/**
 * Both as one, where the second follows the first on one item with nothing between them; null where
 * they have to stay two. With `isUnsent`, an item made and taken off again is nothing at all.
 */
export function merged(first: Intent, next: Intent, isUnsent: boolean): Intent | 'nothing' | null {
  if (first.id !== next.id) return null;
  if (next.does === 'remove') {
    if (first.does === 'add') return isUnsent ? 'nothing' : null;
    return next;
  }
  switch (first.does) {
    case 'add':
      return added(first, next);
    case 'set':
      return next.does === 'set' ? { ...next, fields: { ...first.fields, ...next.fields } } : null;
    case 'reword':
      return next.does === 'reword' && next.seen === first.words
        ? { ...next, seen: first.seen }
        : null;
    case 'append':
      return next.does === 'append' && next.from === first.from + first.points.length
        ? { ...first, points: [...first.points, ...next.points] }
        : null;
    case 'remove':
      return null;
    default:
      return first satisfies never;
  }
}

function added(first: Extract<Intent, { does: 'add' }>, next: Intent): Intent | null {
  const { item } = first;
  if (next.does === 'set') return { ...first, item: { ...item, ...next.fields } };
  if (next.does === 'reword' && hasWords(item) && item.text === next.seen)
    return { ...first, item: { ...item, text: next.words } };
  if (next.does === 'append' && item.kind === 'ink' && item.points.length === next.from)
    return { ...first, item: { ...item, points: [...item.points, ...next.points] } };
  return null;
}
