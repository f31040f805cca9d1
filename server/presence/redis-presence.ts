/** Presence of a practice that runs in several processes, told to each other through Redis. */
import * as v from 'valibot';
import type { SessionId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import { createOwnRooms } from './own-rooms.ts';
import { together, type Presence, type RoomSeen, type Told } from './presence.ts';
import { openRedisLine } from './redis-line.ts';
import {
  beatReply,
  fieldsOf,
  lookReply,
  readChange,
  readRoom,
  readRooms,
  versionReply,
} from './redis-reply.ts';
import { beatScript, changesChannel, endScript, lookScript, sayScript } from './redis-scripts.ts';
import { createWatchers } from './watchers.ts';

export interface Pace {
  /** Milliseconds for which what a process said counts without another word: a killed one is gone then. */
  readonly leaseMs: number;
  /** Milliseconds between two beats; three to a lease, so that one that is late or lost does no harm. */
  readonly beatEveryMs: number;
}
export const usualPace: Pace = { leaseMs: 15_000, beatEveryMs: 5_000 };

interface RedisPresenceParts {
  readonly url: string;
  readonly process: string;
  readonly log: Log;
  readonly pace?: Pace;
}

/**
 * Doesn't wait for Redis: until it answers, and whenever it doesn't, `isCertain` is false. Every beat
 * says everything again, so that whatever was lost, an emptied Redis included, is made good by the next.
 */
export function createRedisPresence(parts: RedisPresenceParts): Presence {
  const { url, process, log, pace = usualPace } = parts;
  const own = createOwnRooms();
  const watchers = createWatchers(log);
  /** Null: not known yet, so that a Redis that never answers is logged too. */
  let isCertain: boolean | null = null;
  let seenVersion = 0;
  let beating: Promise<void> | null = null;
  let isStopped = false;

  const heard = (version: number): void => {
    seenVersion = Math.max(seenVersion, version);
  };
  function settle(certain: boolean, cause?: unknown): void {
    if (certain === isCertain || isStopped) return;
    isCertain = certain;
    if (certain) log.info('presence is known');
    else log.warn({ err: cause }, 'presence is in doubt');
    watchers.tell('certainty');
  }
  const doubt = (cause: unknown): void => {
    settle(false, cause);
  };

  const line = openRedisLine({
    url,
    channel: changesChannel,
    onMessage(message) {
      const change = readChange(message);
      if (!change) return;
      heard(change.version);
      watchers.tell({ room: change.room });
    },
    onUp: () => void beat(),
    onDown: doubt,
  });

  /** This process's whole part of the room, as it is now. */
  async function tell(room: SessionId): Promise<void> {
    const told = own.of(room);
    const fields = told ? fieldsOf(told) : [];
    const args = [process, String(pace.leaseMs), String(seenVersion), room, ...fields];
    heard(v.parse(versionReply, await line.run(sayScript, args)));
  }

  function beat(): Promise<void> {
    beating ??= beatOnce()
      .catch(doubt)
      .finally(() => {
        beating = null;
      });
    return beating;
  }
  async function beatOnce(): Promise<void> {
    if (!line.isUp() || isStopped) return;
    const args = [process, String(pace.leaseMs), String(seenVersion)];
    const [theirs, reaped] = v.parse(beatReply, await line.run(beatScript, args));
    if (reaped > 0) log.info({ processes: reaped }, 'ghosts reaped');
    await Promise.all([...new Set([...own.rooms(), ...readRooms(theirs)])].map(tell));
    settle(line.isUp());
  }
  const timer = setInterval(() => void beat(), pace.beatEveryMs);
  timer.unref();

  /** Own pages hear at once; the others when Redis has it, at the latest by the next beat. */
  function changed(room: SessionId, hasChanged: boolean): void {
    if (!hasChanged || isStopped) return;
    watchers.tell({ room });
    if (line.isUp()) tell(room).catch(doubt);
  }

  /** Null when Redis does not answer. */
  async function lookThere(rooms: readonly SessionId[]): Promise<readonly string[][] | null> {
    if (!line.isUp()) return null;
    try {
      const [version, found] = v.parse(lookReply, await line.run(lookScript, rooms));
      heard(version);
      return found;
    } catch (cause) {
      doubt(cause);
      return null;
    }
  }

  return {
    process,
    join(room, link, participant) {
      changed(room, own.join(room, link, participant));
    },
    leave(room, link) {
      changed(room, own.leave(room, link));
    },
    say(room, state) {
      changed(room, own.say(room, state));
    },
    forget(room) {
      changed(room, own.forget(room));
    },
    async look(rooms) {
      const found = await lookThere(rooms);
      const seen = new Map<SessionId, RoomSeen>();
      rooms.forEach((room, at) => {
        const all = new Map<string, Told>(readRoom(found?.[at] ?? []));
        all.delete(process); // Of ourselves we know better than Redis.
        const mine = own.of(room);
        if (mine) all.set(process, mine);
        const one = together(all);
        if (one) seen.set(room, one);
      });
      return { isCertain: found !== null && isCertain === true, version: seenVersion, rooms: seen };
    },
    isCertain: () => isCertain === true,
    watch: watchers.add,
    async stop() {
      if (isStopped) return;
      isStopped = true;
      clearInterval(timer);
      await beating;
      if (line.isUp()) {
        // Without it our rooms go with the lease, a little later.
        await line.run(endScript, [process, String(seenVersion)]).catch((cause: unknown) => {
          log.warn({ err: cause }, 'presence could not be taken back');
        });
      }
      line.close();
    },
  };
}
