/** Sends a load at its moments. */
import type { Moments } from './moments.ts';
import type { DrawnRoom } from './room.ts';

/** Milliseconds between two looks at what is due; what is due at once is of different rooms. */
const lookEveryMs = 2;

export interface Replayed {
  readonly cursors: number;
  /** By how many milliseconds the generator was late, of each thing that was due. */
  readonly lateMs: readonly number[];
}

export interface Replay {
  /** Sends until the load has gone on for `atMs`, or was stopped; it begins with the first call. */
  until(atMs: number): Promise<void>;
  /** Nothing more is sent. */
  stop(): void;
  /** What was sent since the last call. */
  take(): Replayed;
}

interface ReplayParts {
  readonly moments: Moments;
  readonly rooms: readonly DrawnRoom[];
}

export function createReplay({ moments, rooms }: ReplayParts): Replay {
  let lateMs: number[] = [];
  let cursors = 0;
  let next = 0;
  let beganAt: number | null = null;
  let isStopped = false;

  function send(at: number, now: number): void {
    const room = rooms[moments.room[at] ?? 0];
    const edit = moments.edit[at] ?? -1;
    if (edit >= 0) room?.sendEdit(edit);
    else {
      room?.moveCursor(moments.seat[at] ?? 0);
      cursors += 1;
    }
    lateMs.push(now - (moments.atMs[at] ?? 0));
  }

  return {
    until: (atMs) =>
      new Promise((reached) => {
        const from = (beganAt ??= performance.now());
        const timer = setInterval(() => {
          const now = performance.now() - from;
          const due = isStopped ? -Infinity : Math.min(now, atMs);
          while (next < moments.count && (moments.atMs[next] ?? 0) <= due) {
            send(next, now);
            next += 1;
          }
          if (now < atMs && !isStopped) return;
          clearInterval(timer);
          reached();
        }, lookEveryMs);
      }),
    stop() {
      isStopped = true;
    },
    take() {
      const taken = { cursors, lateMs };
      lateMs = [];
      cursors = 0;
      return taken;
    },
  };
}
