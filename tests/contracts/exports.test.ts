import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { familyId, practiceId } from '../../shared/ids.ts';
import { usualExportWords } from '../../shared/record/export-words.ts';
import { systemChance } from '../../server/ids.ts';
import { createAccountStore } from '../../server/storage/account-store.ts';
import { createExportStore, type ExportStore } from '../../server/storage/export-store.ts';
import { createSessionStore } from '../../server/storage/session-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { aReason } from '../support/exports.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

describe.each(placeNames)('the trail of exports kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let exports: ExportStore;
  let practice = systemChance.newId(practiceId);

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    const known = await createAccountStore(storage).therapist(grounds.therapist);
    practice = known?.practice ?? practice;
    exports = createExportStore({ db: storage.db, chance: systemChance });
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const note = (at: number, more: Partial<Parameters<ExportStore['note']>[0]> = {}) =>
    exports.note({
      ...{ at, practice, by: grounds.therapist, act: 'summary-exported' },
      ...{ subject: grounds.family, family: grounds.family, kind: 'summary', reason: null },
      ...more,
    });

  test('[R57] each is a line in the trail with its reason beside it, newest first', async () => {
    await note(1);
    await note(2, { act: 'part-exported', kind: 'board', reason: aReason });
    const made = await exports.made(grounds.family);
    expect(made.map(({ at, kind, reason }) => ({ at, kind, reason }))).toEqual([
      { at: 2, kind: 'board', reason: aReason },
      { at: 1, kind: 'summary', reason: null },
    ]);
    const trail = await storage.db.selectFrom('audit').select(['act', 'subject']).execute();
    expect(trail).toContainEqual({ act: 'part-exported', subject: grounds.family });
  });

  test('[R57] a line and its reason are kept both or neither', async () => {
    const before = await storage.db.selectFrom('audit').select('id').execute();
    // A family that is not there.
    await expect(note(3, { family: systemChance.newId(familyId) })).rejects.toThrow();
    expect(await storage.db.selectFrom('audit').select('id').execute()).toEqual(before);
  });

  test('[R50] a practice’s own words are kept, and changed', async () => {
    expect(await exports.words(practice)).toBeNull();
    await exports.keepWords(practice, usualExportWords);
    await exports.keepWords(practice, { ...usualExportWords, role: 'Another role' });
    expect((await exports.words(practice))?.role).toBe('Another role');
  });

  test('[R50] sessions that were called off are among all that were offered', async () => {
    const sessions = createSessionStore(storage);
    const [first, second] = [await grounds.newSession(), await grounds.newSession()];
    expect(await sessions.callOff(first)).toBe(true);
    const every = await sessions.everySessionOf(grounds.family);
    expect(every.map(({ id }) => id)).toEqual([first, second]);
    expect((await sessions.sessionsOf([grounds.family])).map(({ id }) => id)).toEqual([second]);
  });
});
