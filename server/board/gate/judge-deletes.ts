/** What an update deletes: reduced to what still lives, then judged by what it would take from whom. */
import * as Y from 'yjs';
import {
  refusalOfRemoving,
  refusalOfRewording,
  refusalOfSetting,
} from '../../../shared/board/rights.ts';
import { fieldAt, homeOfStored, itemOf, type JudgedItem, type YType } from './home.ts';
import { sectionOf, type Judging } from './judging.ts';
import { indexIn, mustNotSplit, RefusedInk } from './references.ts';
import type { DeleteRange, Section } from './read-update.ts';
import { endOf, indexOf, structsOf } from './stored.ts';
import type { Denial, DeniedPlace } from './verdict.ts';

/** A living piece of the document that the update deletes. */
export interface Piece extends DeleteRange {
  readonly item: Y.Item;
  refused: Denial | null;
}

export interface SplitDeletes {
  /** In the order of the update. What it deletes of its own structs is noted in their sections. */
  readonly pieces: readonly Piece[];
  /** Every range is exactly what it takes away: nothing in it was gone already. */
  readonly isExact: boolean;
}

/** @throws RefusedInk for a range beyond what there is: it would delete what is yet to be written. */
export function splitDeletes(judging: Judging, deletes: readonly DeleteRange[]): SplitDeletes {
  const pieces: Piece[] = [];
  let isExact = true;
  for (const range of deletes) {
    const structs = structsOf(judging, range.client);
    const state = endOf(structs);
    const end = range.clock + range.length;
    if (end > state) noteGone(judging, range, Math.max(range.clock, state), end);
    const upTo = Math.min(end, state);
    if (range.clock >= upTo) continue;
    const living = piecesOf(judging, structs, range.clock, upTo, pieces);
    if (living < upTo - range.clock) isExact = false;
  }
  return { pieces, isExact };
}

/** The update deletes from `clock` to `end` of what it brings itself. */
function noteGone(judging: Judging, { client }: DeleteRange, clock: number, end: number): void {
  const section = sectionOf(judging, client);
  const last = section?.structs.at(-1);
  if (!section || !last || end > last.clock + last.length) throw new RefusedInk('gap');
  mustNotSplitOwn(section, clock);
  mustNotSplitOwn(section, end);
  (section.gone ??= []).push({ client, clock, length: end - clock });
}

function mustNotSplitOwn({ structs }: Section, clock: number): void {
  const struct = structs[indexIn(structs, clock)];
  if (struct) mustNotSplit(struct, clock);
}

/** Adds the living pieces of a range; @returns how many clocks they take. */
function piecesOf(
  judging: Judging,
  structs: readonly (Y.Item | Y.GC)[],
  from: number,
  end: number,
  pieces: Piece[],
): number {
  let living = 0;
  for (let at = indexOf(judging, structs, from); at < structs.length; at += 1) {
    const item = structs[at];
    if (!item || item.id.clock >= end) break;
    if (!(item instanceof Y.Item) || item.deleted) continue;
    const clock = Math.max(from, item.id.clock);
    const length = Math.min(end, item.id.clock + item.length) - clock;
    mustNotSplit(item, clock);
    mustNotSplit(item, clock + length);
    pieces.push({ client: item.id.client, clock, length, item, refused: null });
    living += length;
  }
  return living;
}

/** Notes in each piece why it is refused, if it is. @returns what is refused, by its place */
export function judgeDeletes(judging: Judging, pieces: readonly Piece[]): readonly DeniedPlace[] {
  let denied: DeniedPlace[] | null = null;
  const holders = judgeHolders(judging, pieces);
  for (const piece of pieces) {
    const above = holders && refusalAbove(holders, piece.item);
    piece.refused =
      above === undefined || above === null ? judgePiece(judging, piece) : above.refused;
    if (piece.refused === null) continue;
    judging.hasRefused = true;
    // What lies in something that may not be removed is named once, by that.
    if (!above) (denied ??= []).push(placeOf(judging, piece, piece.refused));
  }
  return denied ?? noneDenied;
}
const noneDenied: readonly DeniedPlace[] = [];

/** Deleted items, texts and strokes, by their type: what lies in them is judged with them. */
type Holders = ReadonlyMap<YType, Piece>;

/** Whole items first: their texts and strokes are judged with them. */
function judgeHolders(judging: Judging, pieces: readonly Piece[]): Holders | null {
  let holders: Map<YType, Piece> | null = null;
  for (const piece of pieces) {
    const { content } = piece.item;
    if (!(content instanceof Y.ContentType)) continue;
    (holders ??= new Map<YType, Piece>()).set(content.type, piece);
    if (piece.item.parent === judging.items)
      piece.refused = refusalOfRemoving(judging.sender, itemOf(judging, content.type));
  }
  if (!holders) return null;
  for (const piece of holders.values()) {
    if (piece.item.parent === judging.items) continue;
    const above = refusalAbove(holders, piece.item);
    piece.refused = above ? above.refused : 'fixed';
  }
  return holders;
}

/** The deletion of what holds `item`: its text or stroke, or the item that has it. */
function refusalAbove(holders: Holders, item: Y.Item): Piece | undefined {
  for (let at: Y.Item['parent'] = item.parent; at instanceof Y.AbstractType;) {
    const found = holders.get(at);
    if (found) return found;
    at = at._item?.parent ?? null;
  }
  return undefined;
}

function judgePiece(judging: Judging, piece: Piece): Denial | null {
  const { content } = piece.item;
  if (content instanceof Y.ContentType) return piece.refused; // Judged before.
  const home = homeOfStored(judging, piece.item);
  switch (home?.in) {
    case undefined:
    case 'nowhere':
    case 'root':
      return 'fixed'; // Nothing alive lies there.
    case 'item':
      return refusalOfClearing(judging, home.item, home.key);
    case 'list': {
      const isText = fieldAt(home.item, home.key)?.type === 'text';
      const refused = isText ? refusalOfRewording(judging.sender, home.item) : 'fixed';
      if (refused === null) home.length -= piece.length;
      return refused;
    }
    default:
      return home satisfies never;
  }
}

function refusalOfClearing(judging: Judging, item: JudgedItem, key: string): Denial | null {
  const field = fieldAt(item, key);
  if (!field) return 'fixed';
  const refused = refusalOfSetting(judging.sender, item, field.setBy);
  if (refused !== null || field.setBy !== 'therapist') return refused;
  return item.mark ? null : 'fixed'; // Marked anew in the same breath: the mark stays.
}

function placeOf(judging: Judging, { item }: Piece, reason: Denial): DeniedPlace {
  const home = homeOfStored(judging, item);
  if (home?.in === 'root') return { item: home.key, field: '', reason };
  if (home?.in === 'item' || home?.in === 'list')
    return { item: home.item.id, field: home.key, reason };
  return { item: '', field: '', reason };
}
