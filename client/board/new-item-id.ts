/** Names for new items: 96 bits of chance, so that two hands never choose the same. */
import * as v from 'valibot';
import { itemId, type ItemId } from '../../shared/ids.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

export function newItemId(): ItemId {
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return v.parse(itemId, Array.from(chance, (byte) => alphabet[byte % 64]).join(''));
}
