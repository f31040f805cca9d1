/** Second look: may the sender put a struct where it lies? Field by field, as the kinds declare. */
import * as Y from 'yjs';
import { madeByOf } from '../../../shared/board/item.ts';
import {
  refusalOfMaking,
  refusalOfRemoving,
  refusalOfRewording,
  refusalOfSetting,
} from '../../../shared/board/rights.ts';
import { chargeEntry } from './entries.ts';
import { mustBePoints, mustFit, schema } from './fits.ts';
import { fieldAt, itemOf, type Home, type JudgedItem, type JudgedList } from './home.ts';
import { goneOf, isDeletedHere, type Judging } from './judging.ts';
import { isInOrder } from './order.ts';
import { isStruct } from './references.ts';
import { contentRef, isContent, type Struct } from './struct.ts';
import type { Denial } from './verdict.ts';

/**
 * Notes in `struct` why it is refused, if it is; what it refers to has been judged before.
 * @throws UnreadableInk
 */
export function judgeStruct(judging: Judging, struct: Struct): void {
  struct.refused = refusedBefore(struct) ?? refusalOf(judging, struct);
  if (struct.refused === null) return;
  judging.hasRefused = true;
  if (struct.born) struct.born.isRefused = true;
}

/** What builds on something refused is refused with it. */
function refusedBefore({ origin, right, parent }: Struct): Denial | null {
  if (origin && isStruct(origin) && origin.refused) return origin.refused;
  if (right && isStruct(right) && right.refused) return right.refused;
  return parent && isStruct(parent) ? parent.refused : null;
}

function refusalOf(judging: Judging, struct: Struct): Denial | null {
  const { home } = struct;
  switch (home?.in) {
    case undefined:
    case 'nowhere':
      return null;
    case 'root':
      return inRoot(judging, struct, home);
    case 'item':
      return inItem(judging, struct, home);
    case 'list':
      return inList(judging, struct, home);
    default:
      return home satisfies never;
  }
}

function inRoot(
  judging: Judging,
  struct: Struct,
  { key, type }: Extract<Home, { in: 'root' }>,
): Denial | null {
  const there = type._map.get(key);
  const entries = (judging.rootEntries ??= new Map<string, number>());
  const brought = entries.get(key) ?? 0;
  entries.set(key, brought + 1);
  chargeEntry(judging, struct, there, brought);
  const before =
    there && !there.deleted && there.content instanceof Y.ContentType
      ? itemOf(judging, there.content.type)
      : null;
  const refused = before && refusalOfRemoving(judging.sender, before);
  const { born } = struct;
  if (!born) return refused;
  if (born.kind === null || !born.isSigned) return schema();
  const isGone = isDeletedHere(judging, struct);
  if (born.isStripped && !isGone) return schema();
  if (refused || isGone) return refused;
  const unmade = refusalOfMaking(judging.sender, madeByOf(born.kind));
  if (unmade || before) return unmade;
  if (judging.roomForItems <= 0) return 'items';
  judging.roomForItems -= 1;
  return null;
}

function inItem(
  judging: Judging,
  struct: Struct,
  { item, key, type }: Extract<Home, { in: 'item' }>,
): Denial | null {
  const field = fieldAt(item, key) ?? schema();
  if (!isContent(struct, contentRef.deleted)) mustFit(judging, struct, field, item);
  const last = type?._map.get(key);
  chargeEntry(judging, struct, last, item.brought);
  item.brought += 1;
  if (item.isNew) return null;
  if (field.type === 'text' || field.type === 'points') return 'fixed';
  const refused = refusalOfSetting(judging.sender, item, field.setBy);
  return (
    refused ?? (field.setBy === 'therapist' ? refusalOfMark(judging, struct, item, last) : null)
  );
}

/** The mark "edited" is never taken off again, and words may follow it only when it holds for certain. */
function refusalOfMark(
  judging: Judging,
  struct: Struct,
  item: JudgedItem,
  last: Y.Item | undefined,
): Denial | null {
  const isMark = Array.isArray(struct.content) && struct.content[0] === true;
  if (!isMark || isDeletedHere(judging, struct)) return 'fixed';
  if (isLastEntry(struct, item.mark ?? last)) {
    item.edited = true;
    item.mark = struct;
    return null;
  }
  // Beside an entry it hasn't seen it may lose. No harm where that one is a mark too, and stays.
  return item.edited ? null : 'order';
}

/** Whether it comes to stand at its key whatever its clientID: it follows what stands there now. */
function isLastEntry({ origin, originClock }: Struct, last: Y.Item | Struct | undefined): boolean {
  if (origin !== (last ?? null)) return false;
  if (last === undefined) return true;
  const clock = last instanceof Y.Item ? last.id.clock : last.clock;
  return originClock === clock + last.length - 1;
}

function inList(judging: Judging, struct: Struct, list: JudgedList): Denial | null {
  const { item, type } = list;
  const field = fieldAt(item, list.key);
  const isDeletion = isContent(struct, contentRef.deleted);
  if (field?.type === 'text') {
    if (!isDeletion && !isContent(struct, contentRef.string)) schema();
  } else if (field?.type === 'points') {
    if (!isDeletion) mustBePoints(struct, field.min, field.max);
  } else return schema();
  if (!isDeletion) list.length += struct.length - goneOf(judging, struct);
  if (type !== null) {
    const refused =
      field.type === 'text'
        ? refusalOfRewording(judging.sender, item)
        : refusalOfSetting(judging.sender, item, field.setBy);
    if (refused) return refused;
    if (field.type === 'points' && !isAppended(struct, list)) return 'fixed';
  }
  return isInOrder(judging, struct, list) ? null : 'order';
}

/** Strokes only grow at their end (rule B5). */
function isAppended({ origin, originClock, right }: Struct, { type }: JudgedList): boolean {
  if (right !== null) return false;
  if (origin === null) return type?._start === null;
  if (isStruct(origin)) return true;
  const isLast = origin instanceof Y.Item && origin.right === null;
  return isLast && originClock === origin.id.clock + origin.length - 1;
}
