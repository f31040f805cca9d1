/**
 * `npm run bench supervision`: how soon a Hold is felt, and what "therapist first" costs, on this
 * machine, in this run. Linux only. docs/benchmarks.md says what it measures.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../server/start/built.mjs';
import { doubtsOf, showFigures, showMeasured, showResult } from './figures/show.ts';
import {
  doubtsOfHolds,
  doubtsOfRoundTrips,
  showHolds,
  showRoundTrips,
} from './figures/show-supervision.ts';
import { supervisionFigures } from './figures/supervision-figures.ts';
import { pressHolds } from './load/holds.ts';
import { whoDraws, type Load } from './load/loads.ts';
import { measure, type Measured } from './load/measure.ts';
import { recordRoom, type RoomRecording } from './load/recording.ts';
import { measureRoundTrips } from './load/round-trips.ts';
import { kinbridge } from './peers/kinbridge.ts';
import type { Peer } from './peers/peer.ts';
import { yWebsocket } from './peers/y-websocket.ts';

const { values: asked } = parseArgs({
  options: {
    /** Seconds of each window; Hold is pressed for five and then, painted, for four times as long. */
    seconds: { type: 'string', default: '8' },
    /** One part alone: hold, cost or round-trips. */
    only: { type: 'string' },
    /** Kinbridge runs with a CPU profile, which lies in this folder then. */
    profile: { type: 'string' },
  },
});

process.on('SIGINT', () => process.exit(130)); // Children and folders go on exit.
process.on('SIGTERM', () => process.exit(143));

const seconds = Number(asked.seconds);
const profileDir = asked.profile ?? null;
const isAsked = (part: string): boolean => asked.only === undefined || asked.only === part;

/** The family's edits are the same bytes for both peers: Kinbridge's people are in them. */
async function measureCosts(): Promise<readonly Measured[]> {
  const here = kinbridge({ profileDir });
  const recorded = new Map<Load, readonly RoomRecording[]>();
  const at = async (peer: Peer, load: Load): Promise<Measured> => {
    const measured = await measure({
      peer,
      load,
      seconds,
      recordingsFor: (people, forMs) => {
        const known = recorded.get(load);
        const all =
          known ?? people.map((four, room) => recordRoom({ load, room, people: four, forMs }));
        recorded.set(load, all);
        return all;
      },
    });
    showMeasured(measured);
    return measured;
  };
  return [
    await at(here, whoDraws.family),
    await at(here, whoDraws.therapist),
    await at(yWebsocket, whoDraws.family),
  ];
}

await ensureBuilt();
const pressing = { inTurnSeconds: seconds * 5, paintedSeconds: seconds * 4, profileDir };
const holds = isAsked('hold') ? await pressHolds(pressing) : null;
if (holds) showHolds(holds);
const costs = isAsked('cost') ? await measureCosts() : [];
const roundTrips = isAsked('round-trips') ? await measureRoundTrips({ seconds, profileDir }) : null;
if (roundTrips) showRoundTrips(roundTrips);

const figures = supervisionFigures({ holds, costs, roundTrips });
showFigures(figures);
const doubts = [
  ...(holds ? doubtsOfHolds(holds) : []),
  ...costs.flatMap(doubtsOf),
  ...(roundTrips ? doubtsOfRoundTrips(roundTrips) : []),
];
for (const doubt of doubts) console.log(`doubtful: ${doubt}`);
const wrong = [
  ...(holds?.wrong ?? []).map((what) => `Hold: ${what}`),
  ...costs.flatMap((one) => one.wrong.map((what) => `${one.peer}, ${one.load.name}: ${what}`)),
  ...(roundTrips?.wrong ?? []).map((what) => `therapists away: ${what}`),
];
for (const what of wrong) console.log(`WRONG: ${what}`);
if (wrong.length > 0) process.exitCode = 1;
showResult('supervision', figures);
