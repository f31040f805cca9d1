/** 120 bits of chance, so that no two notes are ever one. */
import * as v from 'valibot';
import { privateNoteId, type PrivateNoteId } from '../../shared/ids.ts';

export function newNoteId(): PrivateNoteId {
  const chance = crypto.getRandomValues(new Uint8Array(20));
  return v.parse(privateNoteId, Array.from(chance, (byte) => (byte % 36).toString(36)).join(''));
}
