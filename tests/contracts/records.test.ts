import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { familyId, type GoalId, type SessionId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import type {
  RecordFilter,
  RecordStore,
  RecordSummary,
} from '../../server/storage/record-store.ts';
import { newPracticeKey } from '../../server/record/seal.ts';
import { folded } from '../../server/storage/folded.ts';
import type { LegalHoldStore } from '../../server/storage/legal-hold-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { createStores } from '../../server/storage/stores.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

describe.each(placeNames)('records kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let records: RecordStore;
  let legalHolds: LegalHoldStore;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    ({ records, legalHolds } = createStores({ ...storage, chance: systemChance }));
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  /** A session that was closed with a record of these words. */
  async function closed(text: string, summary: Partial<RecordSummary> = {}): Promise<SessionId> {
    const session = await grounds.newSession();
    const epoch = (await storage.rooms.own(session))?.epoch ?? 0;
    const words = [...new Set(folded(text))];
    const room = aClosedRoom({ session, family: grounds.family, words, summary });
    const batch = { room: session, after: 0, epoch, entries: [] };
    expect(await storage.rooms.close(batch, room)).toBe('appended');
    return session;
  }
  const found = async (filter: Partial<RecordFilter>): Promise<readonly SessionId[]> =>
    (await records.list({ families: [grounds.family], limit: 10, ...filter })).map(
      ({ session }) => session,
    );
  const withWords = (text: string) => found({ words: folded(text) });

  test('[R12] words are found by their beginnings, all of them, whatever their accents', async () => {
    const one = await closed('Our treehouse in the Straße: Grübeln, “and or not”');
    const other = await closed('treehouse without a street', { openedAt: 6 });
    expect(await withWords('tree')).toEqual([other, one]);
    expect(await withWords('TREEHOUSE stras')).toEqual([one]);
    expect(await withWords('grübeln')).toEqual([one]);
    expect(await withWords('and or not')).toEqual([one]);
    expect(await withWords('house')).toEqual([]);
    expect(await withWords("' OR 1=1; drop * NEAR(")).toEqual([]);
  });

  test('[R12] by person, exercise, goal and time, a page at a time, newest first', async () => {
    const { maya, daniel } = grounds;
    const all: SessionId[] = [];
    for (let at = 1; at <= 5; at += 1) {
      const people = at % 2 === 0 ? [maya.id, daniel.id] : [daniel.id];
      const exercises = at === 3 ? ['check-in', 'letter'] : [];
      all.push(await closed('word', { people, exercises, goals: [`goal_${at}`], openedAt: at }));
    }
    const [first, second, third, fourth, fifth] = all;
    expect(await found({})).toEqual([fifth, fourth, third, second, first]);
    expect(await found({ limit: 2 })).toEqual([fifth, fourth]);
    expect(await found({ limit: 2, before: fourth })).toEqual([third, second]);
    expect(await found({ person: maya.id })).toEqual([fourth, second]);
    expect(await found({ exercise: 'letter' })).toEqual([third]);
    expect(await found({ goal: 'goal_2' })).toEqual([second]);
    expect(await found({ goal: 'goal__' })).toEqual([]);
    expect(await found({ from: 2, until: 3 })).toEqual([third, second]);
    expect(await found({ families: [systemChance.newId(familyId)] })).toEqual([]);
    expect(await found({ families: [] })).toEqual([]);
    const words = folded('elsewhere');
    const orGoals = ['goal_4' as GoalId]; // As a page makes one, but for its length.
    expect(await found({ words, orGoals, orSessions: first ? [first] : [] })).toEqual([
      fourth,
      first,
    ]);
    const [told] = await records.list({ families: [grounds.family], limit: 1 });
    expect(told).toMatchObject({ people: [daniel.id], exercises: [], goals: ['goal_5'] });
  });

  test('[R15] a record is replaced whole, once, and nothing is found by what is gone', async () => {
    const session = await closed('treehouse and castle');
    const before = await records.record(session);
    const { record, findable } = aClosedRoom({
      ...{ session, family: grounds.family, words: ['treehouse'], bytes: new Uint8Array([7]) },
    });
    const next = { ...record, seal: 'another seal' };
    await records.keepThumbnail(record, new Uint8Array([1]));
    expect(await records.thumbnail(session)).not.toBeNull();
    const outcomes = await Promise.all([
      records.replace(before?.seal ?? '', next, findable),
      records.replace(before?.seal ?? '', { ...next, seal: 'a third' }, findable),
    ]);
    expect([...outcomes].sort()).toEqual(['changed', 'replaced']);
    expect((await records.record(session))?.bytes).toEqual(new Uint8Array([7]));
    expect(await withWords('castle')).toEqual([]);
    expect(await withWords('treehouse')).toEqual([session]);
    expect(await records.thumbnail(session)).toBeNull();
    await records.keepThumbnail(record, new Uint8Array([1]));
    expect(await records.thumbnail(session)).toBeNull();
  });

  test('[R16] nothing is replaced under a legal hold, and it is again once that is lifted', async () => {
    const session = await closed('treehouse');
    const before = await records.record(session);
    const { record, findable } = aClosedRoom({ session, family: grounds.family });
    const next = { ...record, seal: 'another seal' };
    const hold = { since: 5, by: grounds.therapist, reason: 'an order' };
    await legalHolds.put(grounds.family, hold);
    await legalHolds.put(grounds.family, { ...hold, since: 9, reason: 'a longer order' });
    expect(await legalHolds.hold(grounds.family)).toEqual({ since: 5, reason: 'a longer order' });
    expect(await records.replace(before?.seal ?? '', next, findable)).toBe('held');
    expect(await records.record(session)).toEqual(before);
    await legalHolds.lift(grounds.family);
    expect(await records.replace(before?.seal ?? '', next, findable)).toBe('replaced');
  });

  test('[R10] a practice has one key, also when it is asked for twice at once', async () => {
    const { id } = await storage.db.selectFrom('practice').select('id').executeTakeFirstOrThrow();
    const practice = id as Parameters<RecordStore['key']>[0]; // A row of this database.
    const keys = await Promise.all(
      [1, 2, 3].map((at) => records.key(practice, at, newPracticeKey)),
    );
    const shown = keys.map(({ publicKey }) => Buffer.from(publicKey).toString('hex'));
    expect(new Set(shown).size).toBe(1);
  });
});
