/**
 * `npm run bench gateway`: what the board's gateway costs beside a bare relay, y-websocket's server
 * and hocuspocus, on this machine, in this run. Linux only. docs/benchmarks.md says what it measures.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../server/start/built.mjs';
import { figuresOf } from './figures/figures.ts';
import { coldLoad } from './figures/cold-load.ts';
import { gateAlone } from './figures/gate-alone.ts';
import {
  doubtsOf,
  showColdLoad,
  showFigures,
  showGateAlone,
  showMeasured,
  showResult,
} from './figures/show.ts';
import { loads } from './load/loads.ts';
import { measure, type Measured } from './load/measure.ts';
import { recordRoom, type RoomRecording } from './load/recording.ts';
import { hocuspocus } from './peers/hocuspocus.ts';
import { kinbridge } from './peers/kinbridge.ts';
import type { Peer } from './peers/peer.ts';
import { relay } from './peers/relay.ts';
import { yWebsocket } from './peers/y-websocket.ts';

const { values: asked } = parseArgs({
  options: {
    /** Seconds that are measured of each load at each peer. */
    seconds: { type: 'string', default: '20' },
    /** One part alone: thin, meeting, gate or load. */
    only: { type: 'string' },
    /** Some peers alone, by their letters. */
    peers: { type: 'string', default: 'a,b,c,d' },
    /** Kinbridge runs with a CPU profile, which lies in this folder then. */
    profile: { type: 'string' },
  },
});

process.on('SIGINT', () => process.exit(130)); // Children and folders go on exit.
process.on('SIGTERM', () => process.exit(143));

const kinbridgeHere = kinbridge({
  profileDir: asked.profile ?? null,
});
// Kinbridge first: the ids of its people are in the edits, which are then the same for all.
const peers: readonly (readonly [string, Peer])[] = [
  ['d', kinbridgeHere],
  ['a', relay],
  ['b', yWebsocket],
  ['c', hocuspocus],
];
const letters = asked.peers.split(',');
const chosen = peers.flatMap(([letter, peer]) => (letters.includes(letter) ? [peer] : []));
const seconds = Number(asked.seconds);

const isAsked = (part: string): boolean => asked.only === undefined || asked.only === part;

await ensureBuilt();
const measured: Measured[] = [];
for (const load of Object.values(loads)) {
  if (!isAsked(load.name)) continue;
  let recorded: readonly RoomRecording[] | null = null;
  for (const peer of chosen) {
    const one = await measure({
      peer,
      load,
      seconds,
      recordingsFor: (people, forMs) =>
        (recorded ??= people.map((four, room) => recordRoom({ load, room, people: four, forMs }))),
    });
    measured.push(one);
    showMeasured(one);
  }
}
const gate = isAsked('gate') ? gateAlone() : [];
if (gate.length > 0) showGateAlone(gate);
const load = isAsked('load') ? await coldLoad() : null;
if (load) showColdLoad(load);

const figures = figuresOf(measured, gate, load);
showFigures(figures);
for (const doubt of measured.flatMap(doubtsOf)) console.log(`doubtful: ${doubt}`);
const wrong = measured.flatMap((one) =>
  one.wrong.map((what) => `${one.peer}, ${one.load.name}: ${what}`),
);
for (const what of wrong) console.log(`WRONG: ${what}`);
if (wrong.length > 0) process.exitCode = 1;
showResult('gateway', figures);
