/** The measures as Prometheus reads them, with those that Node has of the process itself. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Measures } from '../measures.ts';

/** Seconds. From a commit of an idle SQLite to where every room would be in doubt. */
const commitBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2];
/** Seconds. From one beat of a therapist's page to where the room would be held. */
const fanOutBuckets = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2];

/** What is there now. */
export interface Live {
  readonly rooms: number;
  /** Sockets of people in rooms, on both planes. */
  readonly links: number;
}

export interface Metrics {
  readonly measures: Measures;
  /** Has this asked at each reading, from here on. */
  watch(live: () => Live): void;
  /** In the text format of Prometheus, with its content type. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

export function createMetrics(): Metrics {
  let live = (): Live => ({ rooms: 0, links: 0 });
  const register = new Registry();
  const registers = [register];
  // Event-loop delay, memory, garbage collection, handles: without any name of ours in it.
  collectDefaultMetrics({ register });

  const gauge = (name: string, help: string, read: (now: Live) => number): Gauge =>
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(read(live()));
      },
    });
  gauge('kinbridge_rooms', 'Rooms in memory', ({ rooms }) => rooms);
  gauge('kinbridge_links', 'Sockets of people in rooms', ({ links }) => links);

  const commits = new Histogram({
    ...{ name: 'kinbridge_commit_seconds', help: 'Commits of rooms’ logs', registers },
    ...{ labelNames: ['outcome'] as const, buckets: commitBuckets },
  });
  const fanOuts = new Histogram({
    ...{ name: 'kinbridge_fan_out_seconds', registers, buckets: fanOutBuckets },
    help: 'From durable ink to the other members of a family, by way of a therapist’s page',
  });
  const refusals = new Counter({
    ...{ name: 'kinbridge_ink_refused_total', help: 'Frames of ink the gate refused', registers },
    labelNames: ['reason'] as const,
  });
  const holds = new Counter({
    ...{ name: 'kinbridge_held_total', help: 'Holds of rooms', registers },
    labelNames: ['cause'] as const,
  });
  const doubts = new Counter({
    ...{ name: 'kinbridge_rooms_in_doubt_total', registers },
    help: 'Rooms thrown away because their log or document could not be trusted',
  });

  return {
    measures: {
      committed(ms, outcome) {
        commits.observe({ outcome }, ms / 1_000);
      },
      fannedOut(ms) {
        fanOuts.observe(ms / 1_000);
      },
      refusedInk(reason) {
        refusals.inc({ reason });
      },
      held(cause) {
        holds.inc({ cause });
      },
      doubted() {
        doubts.inc();
      },
    },
    watch(asked) {
      live = asked;
    },
    text: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}
