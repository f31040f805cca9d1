import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Draft, DraftsOf } from '../../shared/exercise/draft.ts';
import type { SessionId } from '../../shared/ids.ts';
import { createSessionStore } from '../../server/storage/session-store.ts';
import type { LogEntry } from '../../server/storage/room-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

describe.each(placeNames)('half-typed answers kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let room: SessionId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    room = await grounds.newSession();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const draft = (words: string, more: Partial<Draft> = {}): Draft => ({
    ...{ n: 1, person: grounds.maya.id, step: 'write', field: 'say', words },
    ...more,
  });
  const wordsOf = async (id = room): Promise<string[]> =>
    (await storage.rooms.drafts(id)).map(({ words }) => words).sort();
  const decision = (seq: number): LogEntry => ({
    ...{ seq, at: seq, by: grounds.maya.id, kind: 'decision', zone: null },
    bytes: new TextEncoder().encode('{}'),
  });
  const append = async (after: number, epoch: number, forgets: readonly DraftsOf[]) =>
    storage.rooms.append([{ room, after, epoch, entries: [decision(after + 1)], forgets }]);

  test('[E6] are kept in place of the field’s last, and are there after another start', async () => {
    const { rooms } = storage;
    await rooms.keepDraft(room, draft('I was'));
    await rooms.keepDraft(room, draft('I was sad'));
    await rooms.keepDraft(room, draft('another field', { field: 'when' }));
    await rooms.keepDraft(room, draft('taken back', { field: 'gone' }));
    await rooms.keepDraft(room, draft('', { field: 'gone' }));
    await rooms.keepDraft(await grounds.newSession(), draft('another room'));
    await storage.close();
    storage = await place.open();
    expect(await wordsOf()).toEqual(['I was sad', 'another field']);
  });

  test('[E6] go in the transaction that logs the answer, and only if it is logged', async () => {
    const { rooms } = storage;
    const epoch = (await rooms.own(room))?.epoch ?? 0;
    await rooms.keepDraft(room, draft('mine'));
    await rooms.keepDraft(room, draft('his', { person: grounds.daniel.id }));
    await rooms.keepDraft(room, draft('later', { step: 'share' }));
    const mine: DraftsOf = { n: 1, of: { person: grounds.maya.id, step: 'write' } };
    expect(await append(7, epoch, [mine])).toEqual(['behind']);
    expect(await wordsOf()).toEqual(['his', 'later', 'mine']);
    expect(await append(0, epoch, [mine])).toEqual(['appended']);
    expect(await wordsOf()).toEqual(['his', 'later']);
    expect(await append(1, epoch, [{ n: 2, of: null }])).toEqual(['appended']);
    expect(await wordsOf()).toEqual(['his', 'later']);
    expect(await append(2, epoch, [{ n: 1, of: null }])).toEqual(['appended']);
    expect(await wordsOf()).toEqual([]);
  });

  test('[E6] go with the end of the session, after which none is kept', async () => {
    const { rooms } = storage;
    const epoch = (await rooms.own(room))?.epoch ?? 0;
    await rooms.keepDraft(room, draft('mine'));
    const closed = aClosedRoom({ session: room, family: grounds.family });
    await rooms.close({ room, after: 0, epoch, entries: [decision(1)] }, closed);
    expect(await wordsOf()).toEqual([]);
    await rooms.keepDraft(room, draft('too late'));
    expect(await wordsOf()).toEqual([]);
  });

  test('[E13] a session keeps the exercises it is planned with, in their order', async () => {
    const sessions = createSessionStore(storage);
    const plan = (await sessions.session(room))?.plan;
    if (!plan) throw new Error('no plan');
    expect(plan.exercises).toBeUndefined();
    const setting = { ...usualSetting, question: 'How was the way here?' };
    const exercises = [
      { name: 'check-in', setting },
      { name: 'appreciation', setting: usualSetting },
    ];
    expect(await sessions.replan(room, { ...plan, exercises }, [], null)).toBe(true);
    expect((await sessions.session(room))?.plan.exercises).toEqual(exercises);
    expect(await sessions.replan(room, { ...plan, exercises: [] }, [], null)).toBe(true);
    expect((await sessions.session(room))?.plan.exercises).toBeUndefined();
  });
});
