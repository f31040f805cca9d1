/** Several judged updates as one, without a document: structs stay as they are, byte for byte. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { noLimits } from './gate/limits.ts';
import { readUpdate, type DeleteRange } from './gate/read-update.ts';

/** What is to be merged does not follow on each other. */
export class MissingInk extends Error {
  override readonly message = '[B6] ink is missing between two updates';
}

interface Run {
  readonly clock: number;
  /** Where the next update of this client must begin. */
  end: number;
  count: number;
  readonly chunks: Uint8Array[];
}

/** The store of a document that has nothing: everything in an update is new to it. */
const nothing: Y.Doc['store'] = new Y.Doc().store;

/**
 * @param updates judged by the gate, in the order of the log: of each client without a gap
 * @returns one canonical update; the only one itself when there is but one
 * @throws when an update is none that the gate let in, or one is missing
 */
export function mergeInk(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (only && updates.length === 1) return only;
  const runs = new Map<number, Run>();
  const deletes = new Map<number, DeleteRange[]>();
  for (const update of updates) addTo(runs, deletes, update);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.size);
  for (const [client, run] of descending(runs)) {
    encoding.writeVarUint(encoder, run.count);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, run.clock);
    for (const chunk of run.chunks) encoding.writeUint8Array(encoder, chunk);
  }
  encoding.writeVarUint(encoder, deletes.size);
  for (const [client, ranges] of descending(deletes)) {
    const joined = join(ranges);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, joined.length);
    for (const { clock, length } of joined) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

function addTo(
  runs: Map<number, Run>,
  deletes: Map<number, DeleteRange[]>,
  update: Uint8Array,
): void {
  const read = readUpdate(update, nothing, noLimits);
  for (const { client, structs } of read.sections) {
    const [first, last] = [structs[0], structs.at(-1)];
    if (!first || !last) continue;
    const run = runs.get(client) ?? { clock: first.clock, end: first.clock, count: 0, chunks: [] };
    if (run.end !== first.clock) throw new MissingInk();
    run.end = last.clock + last.length;
    run.count += structs.length;
    run.chunks.push(update.subarray(first.at, last.end));
    runs.set(client, run);
  }
  for (const range of read.deletes) {
    const ranges = deletes.get(range.client);
    if (ranges) ranges.push(range);
    else deletes.set(range.client, [range]);
  }
}

const descending = <Value>(map: ReadonlyMap<number, Value>): [number, Value][] =>
  [...map].sort(([one], [other]) => other - one);

/** Sorted, and what touches or overlaps made one. */
function join(ranges: readonly DeleteRange[]): readonly { clock: number; length: number }[] {
  const joined: { clock: number; length: number }[] = [];
  for (const { clock, length } of [...ranges].sort((one, other) => one.clock - other.clock)) {
    const last = joined.at(-1);
    if (last && clock <= last.clock + last.length) {
      last.length = Math.max(last.length, clock + length - last.clock);
    } else joined.push({ clock, length });
  }
  return joined;
}

/**
 * The same as one update where nothing is missing between them, else each by itself: a link that lacks
 * only its own ink may have written in the middle of another link's.
 */
export function mergedOrEach(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return [mergeInk(updates)];
  } catch (cause) {
    if (cause instanceof MissingInk) return updates;
    throw cause;
  }
}
