/** The server's one process: its rooms, and the doors of both planes, without sockets. */
import type { LetterStore } from '../../../server/storage/letter-store.ts';
import type { Asker } from '../../../shared/session/session.ts';
import type { Command } from '../../../shared/session/commands.ts';
import type { View } from '../../../shared/session/visible-to.ts';
import type { Zone } from '../../../shared/board/zone.ts';
import { closeCode } from '../../../shared/wire/protocol.ts';
import type { BoardSeat } from '../../../server/board/board.ts';
import type { Log } from '../../../server/log.ts';
import { noGoalBoards } from '../../support/no-goals.ts';
import { noMeasures } from '../../../server/measures.ts';
import { createMemoryPresence } from '../../../server/presence/memory-presence.ts';
import { createRooms } from '../../../server/session/rooms.ts';
import type { Sealing } from '../../../server/record/sealing.ts';
import type { Room } from '../../../server/session/room.ts';
import type { Chance } from './chance.ts';
import { createLine, type Line } from './line.ts';
import { facts, session } from './people.ts';
import type { Connection, Storage } from './storage.ts';
import type { Watch, WatchedLink } from './watch.ts';

export interface Dialling {
  readonly asker: Asker;
  readonly zone: Zone;
  readonly speaks: 'ours' | 'stock';
  /** Null for a stock page. */
  readonly clientId: number | null;
  message(bytes: Uint8Array): void;
  closed(code: number): void;
}

/** A page's link on the decisions plane. */
export interface Seat {
  command(command: Command): void;
  leave(): void;
}

export interface Server {
  dial(asked: Dialling): Line;
  /** @returns null when there is no getting in just now */
  enter(asker: Asker, tell: (view: View) => void, closed: () => void): Promise<Seat | null>;
  /** Keeps a snapshot of the room as it is, if nothing is under way. */
  keepSnapshot(): void;
  /** The process is killed, and a new one begins on the same storage. */
  kill(): void;
  room(): Room | undefined;
}

interface ServerParts {
  readonly storage: Storage;
  readonly chance: Chance;
  readonly watch: Watch;
}

/** What the watch has to know of a room. */
interface Known {
  supervisors: number;
  underWay: Command[];
}

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The simulated session never ends. */
const noSealing: Sealing = {
  closedRoom: () => Promise.reject(new Error('a session that never ends')),
  stop: () => Promise.resolve(),
};

/** The simulated session has no exercises, so no letter is asked for. */
const noLetters: LetterStore = {
  envelopesOf: () => Promise.resolve([]),
  words: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
  choose: () => Promise.resolve(),
};

export function createServer({ storage, chance, watch }: ServerParts): Server {
  let connection: Connection;
  let rooms: ReturnType<typeof createRooms>;
  let lines = new Set<Line>();
  let seats = new Set<() => void>();
  /** Told when the process ends: what was asked of it gets no answer any more. */
  let onEnd = new Set<() => void>();
  const known = new WeakMap<Room, Known>();

  function start(): void {
    connection = storage.connect();
    rooms = createRooms({
      store: connection.store,
      letters: noLetters,
      sealing: noSealing,
      factsOf: () => Promise.resolve(facts),
      goals: noGoalBoards,
      presence: createMemoryPresence({ process: 'this', log }),
      onSealed: () => undefined,
      clock: { now: () => Date.now() },
      log,
      measures: noMeasures,
    });
    void rooms.holdRunning();
  }
  start();

  const knownOf = (room: Room): Known => {
    const one = known.get(room) ?? { supervisors: 0, underWay: [] };
    known.set(room, one);
    return one;
  };

  /** What `board-socket.ts` does with an upgrade. */
  async function letIn(asked: Dialling): Promise<Room | number> {
    const { asker, zone, clientId } = asked;
    const room = await rooms.room(session);
    if (!room?.board.mayJoin(asker, zone)) return closeCode.noAccess;
    if (clientId !== null && (await room.claim(clientId, asker)) !== null) return closeCode.refused;
    return room;
  }

  function dial(asked: Dialling): Line {
    let seat: BoardSeat | null = null;
    let waiting: Uint8Array[] = [];
    let isGone = false;
    let link: WatchedLink | null = null;
    const line = createLine({
      chance,
      onWrite: (bytes) => {
        if (link) watch.wrote(link, bytes);
      },
      page: asked,
      room: {
        message: (bytes) => {
          if (seat) seat.receive(bytes);
          else waiting.push(bytes);
        },
        closed: () => {
          isGone = true;
          lines.delete(line);
          seat?.leave();
        },
      },
    });
    lines.add(line);
    void letIn(asked)
      .catch(() => closeCode.tryAgain)
      .then((room) => {
        if (isGone || !lines.has(line)) return;
        if (typeof room === 'number') {
          line.server.close(room, 'no-access');
          return;
        }
        link = { asker: asked.asker, zone: asked.zone, speaks: asked.speaks, room: knownOf(room) };
        seat = room.board.join({
          asker: asked.asker,
          pass: asked.asker.id,
          zone: asked.zone,
          negotiated: asked.speaks === 'ours',
          clientId: asked.clientId,
          line: line.server,
        });
        for (const bytes of waiting) seat.receive(bytes);
        waiting = [];
      });
    return line;
  }

  async function enter(
    asker: Asker,
    tell: (view: View) => void,
    closed: () => void,
  ): Promise<Seat | null> {
    const ended = new Promise<null>((end) => {
      onEnd.add(() => {
        end(null);
      });
    });
    const room = await Promise.race([rooms.room(session).catch(() => null), ended]);
    if (!room) return null;
    let isHere = true;
    const end = (): void => {
      if (!isHere) return;
      isHere = false;
      seats.delete(end);
      if (asker.as === 'therapist') knownOf(room).supervisors -= 1;
      closed();
    };
    if (asker.as === 'therapist') knownOf(room).supervisors += 1;
    const hear = (view: View): void => {
      if (isHere) tell(view);
    };
    // The page answers as soon as it is asked: what a silent one does is seen elsewhere.
    const beat = (then?: () => void): void =>
      void setTimeout(() => {
        room.heard(asker);
        then?.();
      }, 2);
    const leave = room.join({
      asker,
      pass: asker.id,
      tell: hear,
      show: () => undefined,
      beat,
      close: end,
    });
    if (typeof leave === 'string') {
      if (asker.as === 'therapist') knownOf(room).supervisors -= 1;
      return null;
    }
    seats.add(end);
    return {
      command(command) {
        if (!isHere) return;
        const { underWay } = knownOf(room);
        underWay.push(command);
        const done = (): void => {
          underWay.splice(underWay.indexOf(command), 1);
        };
        void room.command(asker, command).then(done, done);
      },
      leave() {
        if (!isHere) return;
        end();
        leave();
      },
    };
  }

  return {
    dial,
    enter,
    keepSnapshot() {
      const snapshot = rooms.loaded(session)?.snapshot(1);
      if (snapshot)
        connection.store.keepSnapshot(session, snapshot.seq, snapshot.zones).catch(() => undefined);
    },
    kill() {
      connection.die();
      const [oldLines, oldSeats] = [lines, seats];
      lines = new Set();
      seats = new Set();
      for (const end of onEnd) end();
      onEnd = new Set();
      for (const line of oldLines) line.die();
      for (const end of oldSeats) end();
      start();
    },
    room: () => rooms.loaded(session),
  };
}
