/** Everything that is sent in a load, in order of time, in arrays that cost the generator little. */
import { createChance } from './chance.ts';
import { seats, type Load } from './loads.ts';
import { beats, type RoomRecording } from './recording.ts';

/** Moment number n is at `atMs[n]`: in `room[n]`, by `seat[n]`, edit number `edit[n]` or a cursor. */
export interface Moments {
  readonly count: number;
  readonly atMs: Float64Array;
  readonly room: Uint16Array;
  readonly seat: Uint8Array;
  /** Of the room's recording; −1 for a move of the cursor. */
  readonly edit: Int32Array;
}

export function momentsOf(
  load: Load,
  recordings: readonly RoomRecording[],
  forMs: number,
): Moments {
  const all: { atMs: number; room: number; seat: number; edit: number }[] = [];
  recordings.forEach(({ edits }, room) => {
    edits.forEach(({ atMs, seat }, edit) => all.push({ atMs, room, seat, edit }));
    const chance = createChance(room + 1);
    seats.forEach((_, seat) => {
      for (const atMs of beats(load.cursorsPerSecond, forMs, chance)) {
        all.push({ atMs, room, seat, edit: -1 });
      }
    });
  });
  all.sort((one, other) => one.atMs - other.atMs);
  return {
    count: all.length,
    atMs: Float64Array.from(all, (one) => one.atMs),
    room: Uint16Array.from(all, (one) => one.room),
    seat: Uint8Array.from(all, (one) => one.seat),
    edit: Int32Array.from(all, (one) => one.edit),
  };
}
