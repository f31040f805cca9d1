/** First look at an update: finds where each of its structs lies, and what new items it makes. */
import * as Y from 'yjs';
import { itemsRoot } from '../../../shared/board/board-doc.ts';
import { isItemKind } from '../../../shared/board/item.ts';
import type { Hand } from '../../../shared/board/rights.ts';
import { itemIdPattern } from '../../../shared/ids.ts';
import { homeBelow, homeBelowNew, homeOfStored, nowhere, type Home, type NewItem } from './home.ts';
import { isDeletedHere, type Judging } from './judging.ts';
import { UnreadableInk } from './reader.ts';
import { isStruct, mustNotSplit, RefusedInk } from './references.ts';
import { contentRef, infoBit, isContent, typeRef, type Referred, type Struct } from './struct.ts';

const schema = (): never => {
  throw new UnreadableInk('schema');
};

/**
 * Gives `struct` its home; what it refers to has been resolved before.
 * @throws UnreadableInk, RefusedInk
 */
export function resolve(judging: Judging, struct: Struct): void {
  if (isContent(struct, contentRef.gc)) {
    struct.home = nowhere;
    return;
  }
  const home = homeOf(judging, struct) ?? schema();
  struct.home = home;
  switch (home.in) {
    case 'nowhere':
      struct.isDead = true;
      judging.hasDead = true;
      return;
    case 'root':
      beginItem(struct, home.key, judging.sender);
      return;
    case 'item':
      if (home.item.isNew) noteBirth(judging, struct, home.item, home.key);
      return;
    case 'list':
      home.added.push(struct);
      return;
    default:
      home satisfies never;
  }
}

function homeOf(judging: Judging, struct: Struct): Home | null {
  const { origin, right } = struct;
  const home = origin || right ? besides(judging, struct) : below(judging, struct);
  if (home === null || home.in === 'nowhere') return home;
  const isKeyed = home.in !== 'list';
  // Beside a neighbour the key is left out; Y.mergeUpdates then forgets the bit too.
  if (!isKeyed && (struct.info & infoBit.key) !== 0) throw new UnreadableInk('malformed');
  // An entry of a map has what was there before to its left and nothing to its right.
  if (isKeyed && right) throw new UnreadableInk('schema');
  return home;
}

function below(judging: Judging, { parent, parentRoot, key }: Struct): Home | null {
  if (parentRoot !== null) {
    const isItems = parentRoot === itemsRoot && key !== null;
    return isItems ? { in: 'root', key, type: judging.items } : null;
  }
  if (parent === null) return null;
  if (isStruct(parent)) return parent.isDead ? nowhere : homeBelowNew(judging, parent, key);
  return parent instanceof Y.Item ? homeBelow(judging, parent, key) : nowhere;
}

function besides(judging: Judging, struct: Struct): Home | null {
  const { origin, right } = struct;
  if (origin) mustNotSplit(origin, struct.originClock + 1);
  const one = origin && placeOf(judging, origin);
  if (!right) return one;
  mustNotSplit(right, struct.rightClock);
  const other = placeOf(judging, right);
  if (!origin) return other;
  return one && other && isSamePlace(one, other) ? one : null; // Not between neighbours of two places.
}

function placeOf(judging: Judging, referred: Referred): Home | null {
  if (isStruct(referred)) return referred.home;
  return referred instanceof Y.Item ? homeOfStored(judging, referred) : nowhere;
}

function isSamePlace(one: Home, other: Home): boolean {
  if (one.in === 'list') return one === other;
  return one.in === 'nowhere' && other.in === 'nowhere';
}

function beginItem(struct: Struct, key: string, sender: Hand): void {
  if (!itemIdPattern.test(key)) schema();
  if (isContent(struct, contentRef.deleted)) return;
  if (!isContent(struct, contentRef.type) || struct.content !== typeRef.map) schema();
  struct.born = {
    id: key,
    by: sender.id,
    standing: sender.standing,
    kind: null,
    locked: false,
    edited: false,
    words: 'own',
    mark: null,
    brought: 0,
    isNew: true,
    isSigned: false,
    isStripped: false,
    isRefused: false,
  };
}

/** What a new item is, and whose: said once, and truly. */
function noteBirth(judging: Judging, struct: Struct, item: NewItem, key: string): void {
  if (key !== 'kind' && key !== 'by') return;
  const { content } = struct;
  const value: unknown = Array.isArray(content) && content.length === 1 ? content[0] : undefined;
  if (!isContent(struct, contentRef.any)) schema();
  if (isDeletedHere(judging, struct)) item.isStripped = true;
  if (key === 'by') {
    if (item.isSigned || value !== item.by) throw new RefusedInk('author');
    item.isSigned = true;
    return;
  }
  if (item.kind !== null || !isItemKind(value)) schema();
  else item.kind = value;
}
