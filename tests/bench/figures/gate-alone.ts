/**
 * What judging an update costs beside applying it, on boards of 500 and of 5,000 items: no sockets, no
 * log, one update after the other, each judged and then applied to the same document.
 */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/board/board-doc.ts';
import type { Standing } from '../../../shared/board/rights.ts';
import { judge } from '../../../server/board/gate/gate.ts';
import type { Births } from '../../../server/board/gate/home.ts';
import { seats } from '../load/loads.ts';
import { recordRoom, updateIn, type RoomRecording } from '../load/recording.ts';
import { strangers } from '../peers/people.ts';
import { percentile } from './percentile.ts';

export interface GateAlone {
  readonly items: number;
  readonly updates: number;
  /** Microseconds. */
  readonly judge: Spread;
  readonly apply: Spread;
}
interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** Milliseconds of recorded drawing by four, at five edits a second each. */
const drawnForMs = 200_000;
const editsPerSecond = 5;

export const gateAlone = (): readonly GateAlone[] => {
  measure(recording(50)); // Compilers warm up.
  return [500, 5_000].map((items) => measure(recording(items)));
};

const [people] = strangers(1);

function recording(items: number): RoomRecording {
  if (!people) throw new Error('nobody draws');
  return recordRoom({
    load: { editsPerSecond },
    room: 0,
    people,
    forMs: drawnForMs,
    itemsBefore: items / seats.length,
  });
}

function measure({ board, clientIds, edits }: RoomRecording): GateAlone {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, board);
  let told = 0;
  doc.on('update', (update: Uint8Array) => {
    told += update.byteLength; // A relay would send it on: so it is encoded.
  });
  const judged: number[] = [];
  const applied: number[] = [];
  const items = itemsOf(doc).size;
  const births: Births = new WeakMap();
  const standings = new Map<string, Standing>(
    seats.map((seat) => [people?.[seat] ?? '', standingAt(seat)]),
  );
  const standingOf = (id: string): Standing => standings.get(id) ?? 'child';
  const onBoard = { doc, items: itemsOf(doc), births, standingOf, roomForItems: 1_000 };
  for (const { seat, frame } of edits) {
    const id = people?.[seats[seat] ?? 'child'];
    if (!id) throw new Error('nobody drew this');
    const isOwn = (clientId: number): boolean => clientId === clientIds[seat];
    const sender = { id, standing: standingOf(id), isOwn };
    const update = updateIn(frame).slice();
    const began = performance.now();
    const verdict = judge(update, onBoard, sender);
    const between = performance.now();
    Y.applyUpdate(doc, update);
    const ended = performance.now();
    if (!('bytes' in verdict) || verdict.denied.length > 0 || verdict.bytes === null) {
      throw new Error(`the gate refused an honest edit: ${JSON.stringify(verdict)}`);
    }
    judged.push((between - began) * 1_000);
    applied.push((ended - between) * 1_000);
  }
  if (told === 0) throw new Error('nothing was applied');
  doc.destroy();
  return { items, updates: edits.length, judge: spread(judged), apply: spread(applied) };
}

const standingAt = (seat: (typeof seats)[number]): Standing =>
  seat === 'therapist' || seat === 'child' ? seat : 'adult';

function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  return { p50: percentile(sorted, 50), p90: percentile(sorted, 90), p99: percentile(sorted, 99) };
}
