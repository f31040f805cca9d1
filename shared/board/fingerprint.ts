/** What somebody has read of an item, in a few characters. */
import { toBase64 } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { ownFieldsOf, type Item } from './item.ts';

/**
 * SHA-256 of an item's content in base64, 44 characters: what it is, who made it and all that its kind
 * declares. Not its place: moving a thing does not change what it says.
 */
export const fingerprintOf = (item: Item): string =>
  toBase64(digest(encodeUtf8(JSON.stringify(contentOf(item)))));

function contentOf(item: Item): readonly unknown[] {
  const values: Readonly<Record<string, unknown>> = { ...item };
  return [item.kind, item.by, ...ownFieldsOf(item.kind).map(([key]) => values[key])];
}
