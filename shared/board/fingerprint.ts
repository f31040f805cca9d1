/** What somebody has read of an item, in a few characters. */
import { toBase64 } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import type { Item } from './item.ts';

/**
 * SHA-256 of an item's content in base64, 44 characters: its words or its strokes and who made it. Not
 * its place: moving a thing does not change what it says.
 */
export const fingerprintOf = (item: Item): string =>
  toBase64(digest(encodeUtf8(JSON.stringify(contentOf(item)))));

function contentOf(item: Item): readonly unknown[] {
  switch (item.kind) {
    case 'note':
    case 'text':
      return [item.kind, item.by, item.text];
    case 'ink':
      return [item.kind, item.by, item.colour, item.width, item.scale, item.points];
    default:
      return item satisfies never;
  }
}
