/** Kinbridge itself: gate, authorship, SQLite log with its syncs, everything on. */
import { rmSync } from 'node:fs';
import { freePort } from '../../support/process.ts';
import type { Load } from '../load/loads.ts';
import { newDataDir, startServer, urlOf } from './kinbridge-process.ts';
import { createPractice, type OpenRoom, type PlannedRoom } from './kinbridge-rooms.ts';
import type { Peer, RunningPeer } from './peer.ts';

interface KinbridgeParts {
  /** Where a CPU profile goes, or null for none. */
  readonly profileDir: string | null;
  /** Any free one, where it isn't said. */
  readonly port?: number;
  /** Where therapists reach the server, when their way there is another. */
  readonly therapistsUrl?: string;
}

export interface RunningKinbridge extends RunningPeer {
  readonly rooms: readonly PlannedRoom[];
  /** The pages of a room that has been opened. */
  pages(room: number): OpenRoom;
}

/**
 * Milliseconds between two looks at each link's right to be there. With a thousand people's two links
 * each that costs something; in the meeting, with a fifth of them, about half a percent.
 */
const recheckEveryMs = 60_000;

export const kinbridge = (parts: KinbridgeParts): Peer => ({
  name: 'Kinbridge',
  leastWindowMs: ({ name }) => (name === 'thin' ? recheckEveryMs : 0),
  start: (load) => startKinbridge(load, parts),
});

/** Starts it with a practice that has as many rooms as the load. */
export async function startKinbridge(
  { rooms, cursorsPerSecond }: Load,
  parts: KinbridgeParts,
): Promise<RunningKinbridge> {
  const port = parts.port ?? (await freePort());
  const url = urlOf(port);
  const dataDir = newDataDir();
  const child = await startServer({ port, dataDir, profileDir: parts.profileDir });
  const step = cursorsPerSecond > 0 ? 'cursors' : 'board';
  const therapistsUrl = parts.therapistsUrl ?? url;
  const practice = await createPractice({ url, rooms, step, therapistsUrl }).catch(
    async (cause: unknown) => {
      await child.end();
      throw cause;
    },
  );
  const opened = new Map<number, OpenRoom>();
  return {
    child,
    rooms: practice.rooms,
    people: practice.rooms.map((one) => one.people),
    async open(room, clientIds) {
      opened.set(room, await practice.open(room));
      return practice.addresses(room, clientIds);
    },
    pages(room) {
      const pages = opened.get(room);
      if (!pages) throw new Error(`room ${String(room)} is not open`);
      return pages;
    },
    remarks: () => [...child.remarks(), ...[...opened].flatMap(whyHeld).slice(0, 3)],
    async end() {
      practice.leave();
      await child.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function whyHeld([room, { therapist }]: readonly [number, OpenRoom]): readonly string[] {
  const { view } = therapist;
  if (view?.as !== 'therapist' || view.phase !== 'held') return [];
  return [`room ${room} is held: ${view.heldBecause ?? 'by somebody'}`];
}
