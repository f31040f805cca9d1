/** A sealed record as a file: its entries and leaves as JSON lines, then its seal, which names the key. */
import type { StoredRecord } from '../../storage/record-store.ts';
import { unpacked } from '../packed.ts';

/** What can't be unpacked any more is kept as it is stored: that it is damaged is for the check to say. */
export const recordFile = ({ bytes, seal }: StoredRecord): Uint8Array =>
  Buffer.concat([unpacked(bytes) ?? bytes, Buffer.from(`\n${seal}\n`)]);
