/** Kinbridge itself: gate, authorship, SQLite log with its syncs, everything on. */
import { rmSync } from 'node:fs';
import { freePort } from '../../support/process.ts';
import { newDataDir, startServer, urlOf } from './kinbridge-process.ts';
import { createPractice } from './kinbridge-rooms.ts';
import type { Peer } from './peer.ts';

interface KinbridgeParts {
  /** Whether therapists' pages say what has reached them. */
  readonly saysSeen: boolean;
  /** Where a CPU profile goes, or null for none. */
  readonly profileDir: string | null;
}

/**
 * Milliseconds between two looks at each link's right to be there. With a thousand people's two links
 * each that costs something; in the meeting, with a fifth of them, about half a percent.
 */
const recheckEveryMs = 60_000;

export const kinbridge = ({ saysSeen, profileDir }: KinbridgeParts): Peer => ({
  name: 'Kinbridge',
  leastWindowMs: ({ name }) => (name === 'thin' ? recheckEveryMs : 0),
  async start({ rooms, cursorsPerSecond }) {
    const port = await freePort();
    const dataDir = newDataDir();
    const child = await startServer({ port, dataDir, profileDir });
    const step = cursorsPerSecond > 0 ? 'cursors' : 'board';
    const practice = await createPractice({ url: urlOf(port), rooms, step, saysSeen }).catch(
      async (cause: unknown) => {
        await child.end();
        throw cause;
      },
    );
    return {
      child,
      people: practice.rooms.map((one) => one.people),
      async open(room, clientIds) {
        await practice.open(room);
        return practice.addresses(room, clientIds);
      },
      remarks: child.remarks,
      async end() {
        practice.leave();
        await child.end();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
});
