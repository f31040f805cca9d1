/** Sends a load at its moments, and has the meters read at given ones. */
import type { Moments } from './moments.ts';
import type { DrawnRoom } from './room.ts';

/** Milliseconds between two looks at what is due; what is due at once is of different rooms. */
const lookEveryMs = 2;

export interface Replayed {
  readonly cursors: number;
  /** By how many milliseconds the generator was late, of each thing that was due in the window. */
  readonly lateMs: readonly number[];
}

/** When the load has gone on for `atMs`, `read` is called with the time of `performance.now`. */
interface Mark<Reading> {
  readonly atMs: number;
  readonly read: (nowMs: number) => Reading;
}

interface ReplayParts<Begun, Between, Ended> {
  readonly moments: Moments;
  readonly rooms: readonly DrawnRoom[];
  /** Rising: where the measured window begins, something in it or at its end, and where it ends. */
  readonly marks: readonly [Mark<Begun>, Mark<Between>, Mark<Ended>];
}

/** @returns what was sent in the window and what was read, once it has ended; nothing is sent after it. */
export async function replay<Begun, Between, Ended>({
  moments,
  rooms,
  marks: [begin, between, end],
}: ReplayParts<Begun, Between, Ended>): Promise<
  Replayed & { readonly read: readonly [Begun, Between, Ended] }
> {
  const lateMs: number[] = [];
  let cursors = 0;
  let next = 0;
  let isMeasured = false;
  const beganAt = performance.now();

  function send(at: number, now: number): void {
    const room = rooms[moments.room[at] ?? 0];
    const edit = moments.edit[at] ?? -1;
    if (edit >= 0) room?.sendEdit(edit);
    else room?.moveCursor(moments.seat[at] ?? 0);
    if (!isMeasured) return;
    if (edit < 0) cursors += 1;
    lateMs.push(now - (moments.atMs[at] ?? 0));
  }

  const sendUntil = (mark: Mark<unknown>): Promise<void> =>
    new Promise((reached) => {
      const timer = setInterval(() => {
        const now = performance.now() - beganAt;
        while (next < moments.count && (moments.atMs[next] ?? 0) <= Math.min(now, mark.atMs)) {
          send(next, now);
          next += 1;
        }
        if (now < mark.atMs) return;
        clearInterval(timer);
        reached();
      }, lookEveryMs);
    });

  await sendUntil(begin);
  isMeasured = true;
  const begun = begin.read(performance.now());
  await sendUntil(between);
  const read = between.read(performance.now());
  await sendUntil(end);
  const ended = end.read(performance.now());
  return { cursors, lateMs, read: [begun, read, ended] };
}
