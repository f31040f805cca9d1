/** Writes updates: a judged one without what was refused, or several judged ones as one. */
import * as encoding from 'lib0/encoding';
import type { DeleteRange, Section } from './read-update.ts';
import { contentRef, infoBit, isContent, type Struct } from './struct.ts';

const isGap = (struct: Struct): boolean =>
  struct.refused !== null || struct.isDead || isContent(struct, contentRef.gc);

/**
 * Refused and dead structs become gaps of their length, so that what follows keeps its clock.
 * @param deletes with equal clients together, sorted by clock within them
 */
export function writeUpdate(
  bytes: Uint8Array,
  sections: readonly Section[],
  deletes: readonly DeleteRange[],
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, structs } of sections) {
    encoding.writeVarUint(encoder, countWritten(structs));
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, structs[0]?.clock ?? 0);
    writeStructs(encoder, bytes, structs);
  }
  writeDeletes(encoder, deletes);
  return encoding.toUint8Array(encoder);
}

function countWritten(structs: readonly Struct[]): number {
  let count = 0;
  structs.forEach((struct, at) => {
    const before = structs[at - 1];
    if (!isGap(struct) || !before || !isGap(before)) count += 1;
  });
  return count;
}

function writeStructs(
  encoder: encoding.Encoder,
  bytes: Uint8Array,
  structs: readonly Struct[],
): void {
  let gap = 0;
  const writeGap = (): void => {
    if (gap === 0) return;
    encoding.writeUint8(encoder, contentRef.gc);
    encoding.writeVarUint(encoder, gap);
    gap = 0;
  };
  for (const struct of structs) {
    if (isGap(struct)) {
      gap += struct.length;
      continue;
    }
    writeGap();
    if (struct.isCut) writeCut(encoder, struct);
    else encoding.writeUint8Array(encoder, bytes.subarray(struct.at, struct.end));
  }
  writeGap();
}

/** A struct whose beginning was known: what is left of it follows on that beginning. */
function writeCut(encoder: encoding.Encoder, struct: Struct): void {
  encoding.writeUint8(encoder, struct.info | infoBit.origin);
  encoding.writeVarUint(encoder, struct.originClient);
  encoding.writeVarUint(encoder, struct.originClock);
  if (struct.info & infoBit.rightOrigin) {
    encoding.writeVarUint(encoder, struct.rightClient);
    encoding.writeVarUint(encoder, struct.rightClock);
  }
  const { content } = struct;
  if (typeof content === 'string') encoding.writeVarString(encoder, content);
  else if (Array.isArray(content)) {
    encoding.writeVarUint(encoder, content.length);
    for (const value of content) encoding.writeAny(encoder, value as encoding.AnyEncodable);
  } else encoding.writeVarUint(encoder, struct.length);
}

function writeDeletes(encoder: encoding.Encoder, deletes: readonly DeleteRange[]): void {
  const clients: number[] = [];
  for (const { client } of deletes) if (!clients.includes(client)) clients.push(client);
  clients.sort((one, other) => other - one);
  encoding.writeVarUint(encoder, clients.length);
  for (const client of clients) {
    const ranges = deletes.filter((one) => one.client === client);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}
