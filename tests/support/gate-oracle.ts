/** What must be true of a board after a message, whatever it was: seen from the board, not from bytes. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { itemsOf } from '../../shared/board/board-doc.ts';
import type { Field } from '../../shared/board/fields.ts';
import { fieldOf, isItemKind } from '../../shared/board/item.ts';
import { pictureId } from '../../shared/ids.ts';
import type { Hand, Standing } from '../../shared/board/rights.ts';

export type PlainBoard = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

export const plain = (doc: Y.Doc): PlainBoard => itemsOf(doc).toJSON(); // By its type.

/** The first thing that is not as it must be, as a sentence; null when all is well. */
export function wrongWith(
  before: PlainBoard,
  after: PlainBoard,
  doc: Y.Doc,
  hand: Hand,
  standingOf: (id: unknown) => Standing,
): string | null {
  if ([...doc.share.keys()].join() !== 'items') return 'there is another root';
  for (const id of Object.keys(before)) {
    const wrong = wrongWithOld(before[id] ?? {}, after[id], hand, standingOf);
    if (wrong !== null) return `${id}: ${wrong}`;
  }
  for (const [id, item] of Object.entries(after)) {
    const wrong = wrongWithAny(item ?? {}) ?? (before[id] ? null : wrongWithNew(item ?? {}, hand));
    if (wrong !== null) return `${id}: ${wrong}`;
  }
  return null;
}

type PlainItem = Readonly<Record<string, unknown>>;
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function wrongWithOld(
  before: PlainItem,
  after: PlainItem | undefined,
  hand: Hand,
  standingOf: (id: unknown) => Standing,
): string | null {
  const isAuthor = before['by'] === hand.id;
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => !isSame(before[key], after?.[key]),
  );
  if (changed.length === 0) return null;
  if (before['locked'] === true) return 'it is locked and has changed';
  if (!after) return isAuthor ? null : "it is gone and was not the sender's";
  const isReplaced = isAuthor && changed.some((key) => ['kind', 'by'].includes(key));
  if (isReplaced) return after['by'] === hand.id ? null : 'it was replaced in another name';
  const isChilds = standingOf(before['by']) === 'child';
  const mayTouch = isAuthor || !isChilds || hand.standing === 'therapist';
  for (const key of changed) {
    const field = isItemKind(before['kind']) ? fieldOf(before['kind'], key) : undefined;
    if (field?.setBy === 'anyone' && mayTouch) continue;
    const mayReword =
      isAuthor || (hand.standing === 'therapist' && !isChilds && after['edited'] === true);
    if (field?.type === 'text' && mayReword) continue;
    if (field?.type === 'points' && isAuthor && startsWith(after[key], before[key])) continue;
    if (field?.setBy === 'therapist' && hand.standing === 'therapist' && after[key] === true)
      continue;
    // Its author may put another in its place, under the same name.
    if (isAuthor && isSame(after['by'], hand.id) && wrongWithNew(after, hand) === null) continue;
    return `${key} has changed`;
  }
  return null;
}

const startsWith = (all: unknown, start: unknown): boolean =>
  Array.isArray(all) && Array.isArray(start) && isSame(all.slice(0, start.length), start);

function wrongWithNew(item: PlainItem, hand: Hand): string | null {
  if (item['by'] !== hand.id) return "it is new and not under its maker's name";
  return item['locked'] === true ? 'it is new and locked' : null;
}

function wrongWithAny(item: PlainItem): string | null {
  const { kind } = item;
  if (!isItemKind(kind)) return 'it is of no kind';
  for (const [key, value] of Object.entries(item)) {
    const field = fieldOf(kind, key);
    if (!field) return `it has a ${key}`;
    if (!holds(field, value)) return `its ${key} holds ${JSON.stringify(value)}`;
  }
  return null;
}

function holds(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'integer':
      return isWithin(value, field);
    case 'choice':
      return field.of.some((one) => one === value);
    case 'flag':
      return typeof value === 'boolean';
    case 'author':
    case 'kind':
      return typeof value === 'string';
    case 'label':
      return typeof value === 'string' && value.length <= field.maxLength;
    case 'picture':
      return v.is(pictureId, value);
    case 'text':
      return typeof value === 'string' && value.length <= field.maxLength && !/\p{Cs}/u.test(value);
    case 'points':
      return (
        Array.isArray(value) &&
        value.length <= field.maxLength &&
        value.every((one) => isWithin(one, field))
      );
    default:
      return field satisfies never;
  }
}

const isWithin = (value: unknown, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && typeof value === 'number' && value >= min && value <= max;
