/**
 * The edits of a load, recorded beforehand from real documents: every person has a Y.Doc, draws in
 * it, and takes in what the others drew. All peers are then sent the same bytes at the same moments,
 * and the generator's core is free for sending, receiving and looking at the clock; that the boards
 * really come out equal is checked afterwards from what arrived (see `converged.ts`).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { ParticipantId } from '../../../shared/ids.ts';
import { createChance, type Chance } from './chance.ts';
import { createHand } from './hand.ts';
import { seats, type Load, type Seat } from './loads.ts';

export type People = Readonly<Record<Seat, ParticipantId>>;

/** What one person sends at one moment. */
export interface Edit {
  /** Milliseconds after the load has begun. */
  readonly atMs: number;
  readonly seat: number;
  /** A whole y-websocket frame: sync, update, bytes. */
  readonly frame: Uint8Array;
  /** Where its author's clock stands after it. */
  readonly clock: number;
}

export interface RoomRecording {
  /** What lay on the board before, as one update. */
  readonly board: Uint8Array;
  /** One a seat; the same as everybody's document had. */
  readonly clientIds: readonly number[];
  /** In order of time. */
  readonly edits: readonly Edit[];
}

/**
 * Milliseconds after which a person draws upon what others drew; longer than it should take to come.
 * Where it does take longer, that person's edits are held back until it is there.
 */
export const seenAfterMs = 1_500;
/** How far a hand strays from its beat, as a share of it. */
const jitter = 0.4;

/** When things happen that happen `perSecond`, from a start of its own. */
export function beats(perSecond: number, forMs: number, chance: Chance): number[] {
  if (perSecond === 0) return [];
  const everyMs = 1_000 / perSecond;
  const start = chance.next() * everyMs;
  const times: number[] = [];
  for (let at = start; at < forMs; at += everyMs) {
    times.push(Math.max(0, at + (chance.next() - 0.5) * jitter * everyMs));
  }
  return times.sort((one, other) => one - other);
}

/** 32 bits, different for every seat of every room. */
const clientIdOf = (room: number, seat: number): number => 0x10_00_00_00 + room * 16 + seat * 5 + 1;

interface Asked {
  readonly load: Pick<Load, 'editsPerSecond' | 'drawing'>;
  readonly room: number;
  readonly people: People;
  readonly forMs: number;
  /** How many items each has made before. */
  readonly itemsBefore?: number;
}

export function recordRoom({ load, room, people, forMs, itemsBefore = 0 }: Asked): RoomRecording {
  const chance = createChance(room * 7_919 + load.editsPerSecond);
  const clientIds = seats.map((_, seat) => clientIdOf(room, seat));
  const adults = new Set(seats.filter((one) => one !== 'child').map((one) => people[one]));
  const everyone = new Set(Object.values(people));
  const updates: { readonly atMs: number; readonly seat: number; readonly bytes: Uint8Array }[] =
    [];
  const edits: Edit[] = [];

  const drawers = seats.map((seat, at) => {
    const doc = new Y.Doc();
    doc.clientID = clientIds[at] ?? 0;
    const drawn: Uint8Array[] = [];
    doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin === 'hand') drawn.push(bytes);
    });
    const hand = createHand({
      doc,
      by: people[seat],
      mayMove: seat === 'therapist' ? everyone : adults,
      chance,
      mark: `${seat}-${String(room)}`,
    });
    let read = 0;

    function catchUp(untilMs: number): void {
      doc.transact(() => {
        for (let next = updates[read]; next && next.atMs <= untilMs; next = updates[read]) {
          if (next.seat !== at) Y.applyUpdate(doc, next.bytes);
          read += 1;
        }
      }, 'others');
    }

    return {
      doc,
      isDrawing: load.drawing?.includes(seat) ?? true,
      fill: () => {
        doc.transact(() => {
          hand.fill(itemsBefore);
        }, 'before');
      },
      draw(atMs: number): void {
        catchUp(atMs - seenAfterMs);
        const before = Y.getState(doc.store, doc.clientID);
        doc.transact(hand.edit, 'hand');
        const bytes = drawn.pop();
        const clock = Y.getState(doc.store, doc.clientID);
        if (!bytes || clock === before) throw new Error('a hand made an edit without a new struct');
        updates.push({ atMs, seat: at, bytes });
        edits.push({ atMs, seat: at, frame: updateFrame(bytes), clock });
      },
    };
  });

  for (const drawer of drawers) drawer.fill();
  const board = Y.mergeUpdates(drawers.map(({ doc }) => Y.encodeStateAsUpdate(doc)));
  for (const { doc } of drawers) Y.applyUpdate(doc, board, 'before');
  const moments = drawers
    .filter(({ isDrawing }) => isDrawing)
    .flatMap((drawer) =>
      beats(load.editsPerSecond, forMs, chance).map((atMs) => ({ atMs, drawer })),
    );
  moments.sort((one, other) => one.atMs - other.atMs);
  for (const { atMs, drawer } of moments) drawer.draw(atMs);
  for (const { doc } of drawers) doc.destroy();
  return { board, clientIds, edits };
}

export const updateFrame = (bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, bytes);
  });

/** The update in such a frame; the frame's own memory. */
export function updateIn(frame: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(frame);
  decoder.pos = 2; // Sync, update.
  return decoding.readVarUint8Array(decoder);
}
