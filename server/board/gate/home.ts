/** Where structs lie on a board: in the root, in an item, in a text, in a list of points, or nowhere. */
import * as Y from 'yjs';
import type { Field } from '../../../shared/board/fields.ts';
import { fieldOf, isItemKind, type ItemKind } from '../../../shared/board/item.ts';
import { goalWordsOf } from '../../../shared/board/items/goal.ts';
import type { Owned } from '../../../shared/board/rights.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import type { Judging } from './judging.ts';
import { recalled, recallNow } from './recall.ts';
import type { Shadow } from './shadow.ts';
import { contentRef, isContent, type Struct } from './struct.ts';

/** Any of Yjs's types. */
export type YType = Extract<Y.Item['parent'], { readonly _map: unknown }>;

interface ItemBeforeJudging extends Owned {
  readonly id: string;
  kind: ItemKind | null;
  edited: boolean;
  /** The struct that sets the mark "edited", when that holds for certain. */
  mark: Struct | null;
  /** Entries that the update in judgement has brought. */
  brought: number;
}
/** An item of the update in judgement. */
export interface NewItem extends ItemBeforeJudging {
  readonly isNew: true;
  /** It names its author. */
  isSigned: boolean;
  /** The update takes its kind or its author away again: only together with all of it. */
  isStripped: boolean;
  /** It may not be made: what lies in it is refused with it. */
  isRefused: boolean;
}
/** What the rights ask of an item, and what an update in judgement has already done to it. */
export type JudgedItem = NewItem | (ItemBeforeJudging & { readonly isNew: false });

/** A text or a list of points. */
export interface JudgedList {
  readonly in: 'list';
  readonly item: JudgedItem;
  readonly key: string;
  /** Null when the update in judgement makes it. */
  readonly type: YType | null;
  /** How long it would become. */
  length: number;
  /** What the update in judgement would add. */
  readonly added: Struct[];
  /** Of it, what was put between two neighbours with nothing between them; see order.ts. */
  readonly placed: Struct[];
  shadow: Shadow | null;
}

export type Home =
  | { readonly in: 'root'; readonly key: string; readonly type: YType }
  /** `type` is null for an item of the update in judgement. */
  | {
      readonly in: 'item';
      readonly item: JudgedItem;
      readonly key: string;
      readonly type: YType | null;
    }
  | JudgedList
  | { readonly in: 'nowhere' };

/** Below what was deleted and collected: Yjs makes whatever lands there a gap, and so does the gate. */
export const nowhere: Home = { in: 'nowhere' };

/** The field an item's key stands for; undefined where items of that kind have none. */
export const fieldAt = (item: JudgedItem, key: string): Field | undefined =>
  item.kind === null ? undefined : fieldOf(item.kind, key);

/** What stands at a key of a map now; undefined where nothing does. */
export function valueAt(map: YType, key: string): unknown {
  const entry = map._map.get(key);
  if (!entry || entry.deleted || !(entry.content instanceof Y.ContentAny)) return undefined;
  return entry.content.arr[entry.length - 1];
}

/** What of an item is fixed at its birth. */
export interface Birth {
  readonly id: string;
  readonly by: ParticipantId;
  readonly kind: ItemKind | null;
}

/**
 * Births read so far, kept for as long as the document has the item: reading them from the document
 * for each stroke of each pen costs as much as all the rest of the judging.
 */
export type Births = WeakMap<YType, Birth>;

function birthOf(births: Births, map: YType): Birth {
  const found = births.get(map);
  if (found) return found;
  const kind = valueAt(map, 'kind');
  const birth: Birth = {
    id: map._item?.parentSub ?? '',
    by: valueAt(map, 'by') as ParticipantId, // Let in by this gate: a participant's id.
    kind: isItemKind(kind) ? kind : null,
  };
  births.set(map, birth);
  return birth;
}

/** The item that `map`, a child of the root, is. */
export function itemOf(judging: Judging, map: YType): JudgedItem {
  const seen = recalled(judging.seenItems, map);
  if (seen) return seen;
  const { id, by, kind } = birthOf(judging.births, map);
  const item: JudgedItem = {
    id,
    by,
    standing: judging.standingOf(by),
    kind,
    locked: valueAt(map, 'locked') === true,
    edited: valueAt(map, 'edited') === true,
    words: goalWordsOf(kind, kind === 'goal' ? valueAt(map, 'state') : null),
    mark: null,
    brought: 0,
    isNew: false,
  };
  recallNow(judging.seenItems, map, item);
  return item;
}

function listIn(
  judging: Judging,
  item: JudgedItem,
  key: string,
  owner: YType | Struct,
): JudgedList {
  const seen = recalled(judging.seenLists, owner);
  if (seen) return seen;
  const type = owner instanceof Y.AbstractType ? owner : null;
  const list: JudgedList = {
    in: 'list',
    item,
    key,
    type,
    length: type?._length ?? 0,
    added: [],
    placed: [],
    shadow: null,
  };
  recallNow(judging.seenLists, owner, list);
  return list;
}

/** Inside `type` of the document. */
function inside(judging: Judging, type: YType, key: string | null): Home | null {
  const { items } = judging;
  if (type === items) return key === null ? null : { in: 'root', key, type };
  const holder = type._item;
  if (!holder) return null; // Another root.
  if (holder.deleted) return nowhere;
  const above = holder.parent;
  if (!(above instanceof Y.AbstractType)) return nowhere;
  if (above === items) {
    return key === null ? null : { in: 'item', item: itemOf(judging, type), key, type };
  }
  if (above._item === null || above._item.deleted) return nowhere;
  const at = holder.parentSub;
  return key !== null || at === null ? null : listIn(judging, itemOf(judging, above), at, type);
}

/** Where something in the document lies; null for a place that no board has. */
export const homeOfStored = (judging: Judging, item: Y.Item): Home | null =>
  item.parent instanceof Y.AbstractType ? inside(judging, item.parent, item.parentSub) : nowhere;

/** The home of what names `parent` (something in the document) as its parent. */
export function homeBelow(judging: Judging, parent: Y.Item, key: string | null): Home | null {
  const { content } = parent;
  if (content instanceof Y.ContentDeleted) return nowhere;
  return content instanceof Y.ContentType ? inside(judging, content.type, key) : null;
}

/** The home of what names a struct of the same update as its parent. */
export function homeBelowNew(judging: Judging, parent: Struct, key: string | null): Home | null {
  if (parent.born) return key === null ? null : { in: 'item', item: parent.born, key, type: null };
  const { home } = parent;
  if (home?.in === 'nowhere') return nowhere;
  if (home?.in !== 'item' || key !== null || !isContent(parent, contentRef.type)) return null;
  return listIn(judging, home.item, home.key, parent);
}
