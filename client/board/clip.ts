/**
 * Items as they lie in the clipboard. Whatever comes out of one is hostile until the board's own reader
 * has read it: anybody can write anything there.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { itemsOf, readItem } from '../../shared/board/board-doc.ts';
import { fieldOf, isItemKind, type Item } from '../../shared/board/item.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';

/** A type of its own beside the plain words, so that other programs are given words and nothing else. */
export const clipType = 'application/x-kinbridge-items+json';

/** Items copied at once: more than anybody arranges by hand. */
export const maxClippedItems = 200;
/** Characters of a clip: two hundred drawings of a minute's work. */
export const maxClipLength = 2_000_000;

const clip = v.object({
  kinbridge: v.literal(1),
  items: v.pipe(
    v.array(
      v.record(v.string(), v.union([v.number(), v.string(), v.boolean(), v.array(v.number())])),
    ),
    v.minLength(1),
    v.maxLength(maxClippedItems),
  ),
});

/** What a copy does not take along: whose it was, its lock, and whose words are in it. */
const leftOut: ReadonlySet<string> = new Set(['id', 'by', 'locked', 'edited']);

/** @returns null when it is more than a clip holds. */
export function clipOf(items: readonly Item[]): string | null {
  if (items.length > maxClippedItems) return null;
  const copied = items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => !leftOut.has(key))),
  );
  const written = JSON.stringify({ kinbridge: 1, items: copied });
  return written.length > maxClipLength ? null : written;
}

/** The items of a clip as `by` would make them; null when it is none, or not whole. */
export function itemsInClip(
  written: string,
  by: ParticipantId,
  newId: () => ItemId,
): readonly Item[] | null {
  if (written.length > maxClipLength) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), clip), written);
  if (!read.success) return null;
  const doc = new Y.Doc();
  const items: Item[] = [];
  for (const fields of read.output.items) {
    const id = newId();
    const stored = storedOf(fields, by);
    if (!stored) return null;
    itemsOf(doc).set(id, stored);
    const item = readItem(id, itemsOf(doc).get(id));
    if (!item) return null;
    items.push(item);
  }
  doc.destroy();
  return items;
}

/** The fields as a board stores them; null where one is longer than it may be. */
function storedOf(
  fields: v.InferOutput<typeof clip>['items'][number],
  by: ParticipantId,
): Y.Map<unknown> | null {
  const { kind } = fields;
  if (!isItemKind(kind)) return null;
  const stored = new Y.Map<unknown>([
    ['kind', kind],
    ['by', by],
  ]);
  for (const [key, value] of Object.entries(fields)) {
    const field = fieldOf(kind, key);
    if (!field || field.type === 'kind' || leftOut.has(key)) continue;
    const isLong = typeof value === 'object' || typeof value === 'string';
    if (isLong && 'maxLength' in field && value.length > field.maxLength) return null;
    if (field.type === 'text' && typeof value === 'string') stored.set(key, new Y.Text(value));
    else if (Array.isArray(value)) stored.set(key, Y.Array.from(value));
    else stored.set(key, value);
  }
  return stored;
}
