/** The rooms of this process: each loaded once, on its first link, and let go when nobody is there. */
import type { SessionId } from '../../shared/ids.ts';
import { createClaims } from '../board/claims.ts';
import { withGaps } from '../board/gaps.ts';
import type { Clock } from '../clock.ts';
import { createDrafts } from '../exercise/drafts.ts';
import type { GoalBoards } from '../goal/goal-boards.ts';
import type { Log } from '../log.ts';
import type { Measures } from '../measures.ts';
import type { LetterStore } from '../storage/letter-store.ts';
import type { RoomStore } from '../storage/room-store.ts';
import type { Presence } from '../presence/presence.ts';
import type { Sealing } from '../record/sealing.ts';
import { createRoomSigns } from '../presence/room-signs.ts';
import type { FactsOf, Rooms } from './facts.ts';
import { createPulse } from '../pulse.ts';
import { commitEveryMs, createLogWriter } from './log-writer.ts';
import { createRoom, endings, type Room } from './room.ts';
import { createRoomLog } from './room-log.ts';
import { lookEveryMs } from './supervision.ts';

/** Milliseconds an empty room stays loaded: a reload must not cost a load from the log. */
export const unloadAfterMs = 30_000;

export interface LiveRooms extends Rooms {
  /** The room, loaded if need be; null when there is no such session. Rejects when storage fails. */
  room(session: SessionId): Promise<Room | null>;
  /** The room if it is loaded. */
  loaded(session: SessionId): Room | undefined;
  /** Holds every room that was open when the process last ended. To be awaited before listening. */
  holdRunning(): Promise<void>;
  /** What is in memory now: rooms, and the sockets of people in them. */
  count(): { readonly rooms: number; readonly links: number };
}

/** Entries of ink after which a room that nobody is in is worth a snapshot, and one that is in use. */
export const leastInkWhenEmpty = 500;
export const leastInkInUse = 5_000;
/**
 * Milliseconds between two beats of the cursors where no ink takes them along: the page draws the way
 * between, so that twenty a second look smooth.
 */
export const cursorsEveryMs = 50;
/**
 * Milliseconds between two beats of the acknowledgements that no other frame took along. Each is a
 * frame of its own, and nobody can tell "Saved" from "Saved a tenth of a second ago".
 */
export const acksEveryMs = 100;

interface RoomsParts {
  readonly store: RoomStore;
  readonly letters: LetterStore;
  readonly sealing: Sealing;
  readonly factsOf: FactsOf;
  readonly goals: GoalBoards;
  readonly presence: Presence;
  /** A session of this process has its record. */
  readonly onSealed: (session: SessionId) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly measures: Measures;
}

export function createRooms({
  store,
  letters,
  sealing,
  factsOf,
  goals,
  presence,
  onSealed,
  clock,
  log,
  measures,
}: RoomsParts): LiveRooms {
  const commits = createPulse({ everyMs: commitEveryMs, clock });
  const beats = createPulse({ everyMs: cursorsEveryMs, clock });
  const acks = createPulse({ everyMs: acksEveryMs, clock });
  const writer = createLogWriter({ store, pulse: commits, clock, measures });
  const loaded = new Map<SessionId, Room>();
  const loading = new Map<SessionId, Promise<Room | null>>();
  let stopped = false;

  async function load(id: SessionId): Promise<Room | null> {
    const facts = await factsOf(id);
    const owned = facts && (await store.own(id));
    if (!owned) return null;
    const began = clock.now();
    const [entries, held, snapshot, kept, familyGoals] = await Promise.all([
      store.read(id, 0),
      store.clientIds(id),
      store.latestSnapshot(id),
      store.drafts(id),
      goals.of(facts.family),
    ]);
    const onDoubt = (cause: unknown): void => {
      log.error({ room: id, err: cause }, 'room in doubt, thrown away');
      measures.doubted();
      discard(id, room);
    };
    const room: Room = createRoom({
      id,
      facts,
      factsNow: () => factsOf(id),
      entries,
      roomLog: createRoomLog({
        room: id,
        owned,
        writer,
        onDurable: (seq) => {
          room.durable(seq);
        },
        onDoubt,
      }),
      sealing,
      letters,
      drafts: createDrafts({ room: id, store, kept }),
      snapshot,
      goals: familyGoals,
      beats,
      acks,
      claims: createClaims({ room: id, held, voided: withGaps(entries), store }),
      clock,
      log,
      measures,
      presence: createRoomSigns({ presence, room: id }),
      onSealed: () => {
        onSealed(id);
      },
      onDoubt,
    });
    log.info({ room: id, entries: entries.length, ms: clock.now() - began }, 'room loaded');
    loaded.set(id, room);
    return room;
  }

  function discard(id: SessionId, room: Room): void {
    if (loaded.get(id) === room) loaded.delete(id);
    room.end(endings.inDoubt.code, endings.inDoubt.reason);
  }

  /** One loading promise a room: fifty links at once load it once. */
  function room(id: SessionId): Promise<Room | null> {
    const there = loaded.get(id);
    if (there) return Promise.resolve(there);
    const under = loading.get(id) ?? load(id).finally(() => loading.delete(id));
    loading.set(id, under);
    return under;
  }

  /** A snapshot is never needed, only quicker; whatever becomes of it, the log has everything. */
  function keepSnapshot(id: SessionId, room: Room, leastInk: number): void {
    const snapshot = room.snapshot(leastInk);
    if (!snapshot) return;
    store.keepSnapshot(id, snapshot.seq, snapshot.zones).catch((cause: unknown) => {
      log.warn({ room: id, err: cause }, 'a snapshot could not be kept');
    });
  }

  const emptySince = new Map<SessionId, number>();
  const sweep = setInterval(() => {
    for (const [id, one] of loaded) {
      keepSnapshot(id, one, leastInkInUse);
      if (!one.isEmpty()) emptySince.delete(id);
      else if (clock.now() - (emptySince.get(id) ?? Infinity) >= unloadAfterMs) {
        emptySince.delete(id);
        keepSnapshot(id, one, leastInkWhenEmpty);
        discard(id, one);
      } else if (!emptySince.has(id)) emptySince.set(id, clock.now());
    }
  }, unloadAfterMs / 3);
  sweep.unref();
  const looks = setInterval(() => {
    for (const one of loaded.values()) one.look();
  }, lookEveryMs);
  looks.unref();

  const every = (session: SessionId | undefined): readonly Room[] => {
    if (session === undefined) return [...loaded.values()];
    const one = loaded.get(session);
    return one ? [one] : [];
  };

  return {
    room: (id) => (stopped ? Promise.resolve(null) : room(id)),
    loaded: (id) => loaded.get(id),
    count: () => ({
      rooms: loaded.size,
      links: [...loaded.values()].reduce((sum, one) => sum + one.links(), 0),
    }),
    async holdRunning() {
      for (const id of await store.running()) {
        // A damaged log keeps its own room closed, not the practice's others.
        await room(id).catch((cause: unknown) => {
          log.error({ room: id, err: cause }, 'room could not be loaded');
        });
      }
      await writer.settled();
    },
    refresh: async (id) => {
      const one = loaded.get(id);
      if (!one) return;
      await one.refresh();
      // A change of plan takes the room from whoever was opening it as it was planned before. Now that
      // the new plan is known here, the room is this process's own again.
      await one.own(() => store.own(id));
    },
    sendBack: async (id, person) => {
      // A room that is not loaded may still remember that they were let in.
      const one = await (stopped ? null : room(id));
      await one?.sendBack(person);
    },
    closeLinks({ participant, session, pass, exceptPass }) {
      const isMeant = (one: string): boolean =>
        pass === undefined ? one !== exceptPass : one === pass;
      for (const one of every(session)) one.closeLinksOf(participant, isMeant);
    },
    async stop() {
      stopped = true;
      clearInterval(sweep);
      clearInterval(looks);
      await Promise.allSettled(loading.values());
      await writer.settled();
      for (const one of loaded.values()) one.end(endings.stopping.code, endings.stopping.reason);
      loaded.clear();
      await writer.settled();
      await sealing.stop();
      for (const pulse of [commits, beats, acks]) pulse.stop();
    },
  };
}
