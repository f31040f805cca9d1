/** Presence, in memory and over a real Redis; then what only several processes can show. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import * as v from 'valibot';
import { personId, sessionId, type PersonId, type SessionId } from '../../shared/ids.ts';
import { createLog } from '../../server/log.ts';
import { createMemoryPresence } from '../../server/presence/memory-presence.ts';
import type { Presence, PresenceChange, RoomSeen } from '../../server/presence/presence.ts';
import { createRedisPresence, type Pace } from '../../server/presence/redis-presence.ts';
import { startRedis, type RedisServer } from '../support/redis-server.ts';

const root = join(import.meta.dirname, '../..');
const log = createLog('silent');
const aRoom = (): SessionId => v.parse(sessionId, v7());
const aPerson = (): PersonId => v.parse(personId, v7());
/** A lease that a test can sit out. */
const quick: Pace = { leaseMs: 900, beatEveryMs: 300 };
/** A killed process's: long enough to be looked at after its death on a busy machine. */
const ghostsPace: Pace = { leaseMs: 3_000, beatEveryMs: 300 };

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.kill());

const started: Presence[] = [];
let count = 0;
const kept = <P extends Presence>(presence: P): P => {
  started.push(presence);
  return presence;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 8_000) {
  for (const end = Date.now() + withinMs; !(await holds());) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resume) => setTimeout(resume, 15));
  }
}
const newProcess = (): string => `process-${String((count += 1))}-${v7()}`;

async function overRedis(pace: Pace = quick, process = newProcess()): Promise<Presence> {
  const presence = kept(createRedisPresence({ url: redis.url, process, log, pace }));
  await until('Redis is reached', () => presence.isCertain());
  return presence;
}
const seen = async (presence: Presence, room: SessionId): Promise<RoomSeen | undefined> =>
  (await presence.look([room])).rooms.get(room);
const hereIn = async (presence: Presence, room: SessionId): Promise<readonly string[]> => [
  ...((await seen(presence, room))?.here ?? []),
];

/** How often a change of its own is told to who watches it: over Redis at once, and when it comes back. */
const forms = [
  ['memory', 1, () => Promise.resolve(kept(createMemoryPresence({ process: newProcess(), log })))],
  ['Redis', 2, () => overRedis()],
] as const;

describe.each(forms)('presence in %s', (_name, tellings, open) => {
  test('[P1] somebody is here from their first link to their last', async () => {
    const presence = await open();
    const [room, maya] = [aRoom(), aPerson()];
    presence.join(room, 1, maya);
    presence.join(room, 2, maya);
    expect(await hereIn(presence, room)).toEqual([maya]);
    presence.leave(room, 1);
    expect(await hereIn(presence, room)).toEqual([maya]);
    presence.leave(room, 2);
    expect(await seen(presence, room)).toBeUndefined();
  });

  test('[P1] the same join again and a leave of nobody change nothing and tell nobody', async () => {
    const presence = await open();
    const [room, other, maya] = [aRoom(), aRoom(), aPerson()];
    const heard: PresenceChange[] = [];
    presence.watch((change) => heard.push(change));
    const toldOf = (one: SessionId): number =>
      heard.filter((change) => change !== 'certainty' && change.room === one).length;
    presence.join(room, 1, maya);
    await until('it is told', () => toldOf(room) === tellings);
    const { version } = await presence.look([room]);
    const nobodysRoom = aRoom();
    presence.join(room, 1, maya);
    presence.leave(room, 7);
    presence.leave(nobodysRoom, 1);
    // What is told comes in order: when this is told, whatever came before it has been.
    presence.join(other, 1, maya);
    await until('the other room is told', () => toldOf(other) === tellings);
    expect([toldOf(room), toldOf(nobodysRoom)]).toEqual([tellings, 0]);
    expect((await presence.look([room])).version).toBe(version + 1);
    presence.leave(room, 1);
    expect(await seen(presence, room)).toBeUndefined();
  });

  test('[P1] what a room says of itself is there until it is forgotten, with nobody in it too', async () => {
    const presence = await open();
    const [room, maya, daniel] = [aRoom(), aPerson(), aPerson()];
    presence.say(room, { phase: 'open', letIn: [maya] });
    presence.join(room, 1, maya);
    presence.join(room, 2, daniel);
    const open_ = await seen(presence, room);
    expect(open_?.phase).toBe('open');
    expect([...(open_?.notLetIn ?? [])]).toEqual([daniel]);
    presence.leave(room, 1);
    presence.leave(room, 2);
    presence.say(room, { phase: 'held', letIn: [maya] });
    expect((await seen(presence, room))?.phase).toBe('held');
    presence.forget(room);
    expect(await seen(presence, room)).toBeUndefined();
  });

  test('[P2] the version rises with every change and never falls', async () => {
    const presence = await open();
    const [room, maya] = [aRoom(), aPerson()];
    const versions: number[] = [];
    const note = async (): Promise<void> => {
      const before = versions.at(-1) ?? 0;
      await until('it rises', async () => (await presence.look([room])).version > before);
      versions.push((await presence.look([room])).version);
    };
    for (let link = 1; link <= 5; link += 1) {
      presence.join(room, link, maya);
      await note();
      presence.leave(room, link);
      await note();
    }
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
    expect(new Set(versions).size).toBe(versions.length);
  });

  test('[P2] whoever watches hears of each change, until they stop', async () => {
    const presence = await open();
    const [room, maya] = [aRoom(), aPerson()];
    const heard: PresenceChange[] = [];
    const stop = presence.watch((change) => heard.push(change));
    presence.join(room, 1, maya);
    await until('it is heard', () => heard.length > 0);
    expect(heard[0]).toEqual({ room });
    await new Promise((resume) => setTimeout(resume, 50));
    stop();
    const { length } = heard;
    presence.leave(room, 1);
    await new Promise((resume) => setTimeout(resume, 50));
    expect(heard).toHaveLength(length);
  });
});

describe('presence of several processes', () => {
  test('[P2] what one is told the other sees, and hears', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const [room, maya] = [aRoom(), aPerson()];
    const heard: PresenceChange[] = [];
    other.watch((change) => heard.push(change));
    one.join(room, 1, maya);
    one.say(room, { phase: 'held', letIn: [] });
    await until('it is heard', () => heard.length >= 2);
    expect(heard).toContainEqual({ room });
    const there = await seen(other, room);
    expect(there?.phase).toBe('held');
    expect([...(there?.notLetIn ?? [])]).toEqual([maya]);
    expect([...(there?.processes ?? [])]).toEqual([one.process]);
  });

  test('[P1] somebody with links in two processes is here until both are gone', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const [room, maya] = [aRoom(), aPerson()];
    one.join(room, 1, maya);
    other.join(room, 1, maya);
    await until('both are told', async () => (await seen(one, room))?.processes.size === 2);
    one.leave(room, 1);
    await until('one has left', async () => (await seen(other, room))?.processes.size === 1);
    expect(await hereIn(one, room)).toEqual([maya]);
    other.leave(room, 1);
    await until('nobody is here', async () => (await seen(one, room)) === undefined);
  });

  test('[P1] of two processes that have the same room the more careful word counts', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const room = aRoom();
    one.say(room, { phase: 'open', letIn: [] });
    other.say(room, { phase: 'held', letIn: [] });
    await until('both are told', async () => (await seen(one, room))?.processes.size === 2);
    expect((await seen(one, room))?.phase).toBe('held');
  });

  test('[P3] a process that ends takes its people along at once', async () => {
    const [one, other] = [
      await overRedis(),
      await overRedis({ leaseMs: 60_000, beatEveryMs: 300 }),
    ];
    const [room, maya] = [aRoom(), aPerson()];
    other.join(room, 1, maya);
    await until('it is told', async () => (await hereIn(one, room)).length === 1);
    await other.stop();
    expect(await seen(one, room)).toBeUndefined();
  });
});

describe('presence when something breaks', () => {
  /** A process that dies without a word: its line is cut, and nothing of it runs any more. */
  async function killed(room: SessionId, person: PersonId): Promise<void> {
    const program = `
      import { createLog } from '${join(root, 'server/log.ts')}';
      import { createRedisPresence } from '${join(root, 'server/presence/redis-presence.ts')}';
      const presence = createRedisPresence({ url: '${redis.url}', process: 'ghost', log: createLog('silent'),
        pace: ${JSON.stringify(ghostsPace)} });
      presence.join('${room}', 1, '${person}');
      presence.watch(() => { if (presence.isCertain()) console.log('told'); });
      setInterval(() => undefined, 1000);`;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  test('[P3] nobody of a killed process counts once its lease has run out, and they are reaped', async () => {
    const one = await overRedis();
    const [room, maya] = [aRoom(), aPerson()];
    const heard: PresenceChange[] = [];
    one.watch((change) => heard.push(change));
    await killed(room, maya);
    expect(await hereIn(one, room)).toEqual([maya]);
    const told = heard.length;
    await until('the ghost is gone', async () => (await seen(one, room)) === undefined);
    await until('it is reaped', async () => !(await redis.content()).includes('ghost'));
    expect(heard.slice(told)).toContainEqual({ room });
  });

  test('[P3] what a process without a lease said is ignored even before anybody reaps it', async () => {
    const one = await overRedis({ leaseMs: 60_000, beatEveryMs: 60_000 });
    const [room, maya] = [aRoom(), aPerson()];
    await killed(room, maya);
    await new Promise((resume) => setTimeout(resume, ghostsPace.leaseMs + 200));
    expect(await redis.content()).toContain('ghost');
    expect(await seen(one, room)).toBeUndefined();
  });

  test('[P4][P5] Redis killed is doubt; own rooms stay known; when it is back all is told again', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const [mine, theirs, maya, daniel] = [aRoom(), aRoom(), aPerson(), aPerson()];
    one.join(mine, 1, maya);
    other.join(theirs, 1, daniel);
    await until('all is told', async () => (await hereIn(one, theirs)).length === 1);
    const { version } = await one.look([mine]);
    const heard: PresenceChange[] = [];
    one.watch((change) => heard.push(change));

    await redis.kill();
    await until('it is in doubt', () => !one.isCertain() && !other.isCertain());
    expect(heard).toContain('certainty');
    const inDoubt = await one.look([mine, theirs]);
    expect(inDoubt.isCertain).toBe(false);
    expect([...inDoubt.rooms.keys()]).toEqual([mine]);
    one.join(mine, 2, daniel); // Meanwhile life goes on.
    expect(await hereIn(one, mine)).toEqual([maya, daniel]);
    expect(heard).toContainEqual({ room: mine });

    await redis.start();
    await until('it is certain again', () => one.isCertain() && other.isCertain());
    expect(await hereIn(other, mine)).toEqual([maya, daniel]);
    expect(await hereIn(one, theirs)).toEqual([daniel]);
    expect((await one.look([mine])).version).toBeGreaterThan(version);
  });

  test('[P5] an emptied Redis is told everything again by the next beats, with a higher version', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const [room, maya] = [aRoom(), aPerson()];
    one.join(room, 1, maya);
    one.say(room, { phase: 'open', letIn: [maya] });
    await until('it is told', async () => (await seen(other, room))?.phase === 'open');
    const { version } = await other.look([room]);
    await redis.empty();
    await until('it is told again', async () => (await hereIn(other, room)).length === 1);
    expect((await seen(other, room))?.phase).toBe('open');
    expect((await other.look([room])).version).toBeGreaterThan(version);
  });

  test('[P5] what Redis still has of a room that was left while it was away goes when it is back', async () => {
    const [one, other] = [await overRedis(), await overRedis()];
    const [room, maya] = [aRoom(), aPerson()];
    one.join(room, 1, maya);
    await until('it is told', async () => (await hereIn(other, room)).length === 1);
    redis.freeze();
    await until('it is in doubt', () => !one.isCertain());
    one.leave(room, 1);
    redis.thaw();
    await until('it is gone', async () => (await seen(other, room)) === undefined);
  });

  test('[P4] a Redis that keeps its connections and answers nothing is doubt too', async () => {
    const one = await overRedis();
    redis.freeze();
    try {
      await until('it is in doubt', () => !one.isCertain());
      expect((await one.look([aRoom()])).isCertain).toBe(false);
    } finally {
      redis.thaw();
    }
    await until('it is certain again', () => one.isCertain(), 20_000);
  });

  test('[P4] a Redis that isn’t there at the start is doubt until it is', async () => {
    const nowhere = kept(
      createRedisPresence({ url: 'redis://127.0.0.1:9', process: newProcess(), log, pace: quick }),
    );
    const [room, maya] = [aRoom(), aPerson()];
    nowhere.join(room, 1, maya);
    const found = await nowhere.look([room]);
    expect(found.isCertain).toBe(false);
    expect([...(found.rooms.get(room)?.here ?? [])]).toEqual([maya]);
  });

  test('[P6] in Redis lie ids, phases and numbers only', async () => {
    const one = await overRedis();
    const [room, maya] = [aRoom(), aPerson()];
    one.join(room, 1, maya);
    one.say(room, { phase: 'held', letIn: [maya] });
    await until('it is told', async () => (await redis.content()).includes(maya));
    const left = (await redis.content())
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
      .replace(/kinbridge:presence:(lease|processes|rooms|room|version)/g, '')
      .replace(/process-\d+-/g, '')
      .replace(/state|phase|letIn|planned|open|held|ended/g, '');
    expect(left).not.toMatch(/[a-zA-Z]/);
  });
});
