import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { familyId, type SessionId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import { createLetterStore, type LetterStore } from '../../server/storage/letter-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

describe.each(placeNames)('letters kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let letters: LetterStore;
  let session: SessionId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    letters = createLetterStore(storage);
    session = await grounds.newSession();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const keep = (words: string, n = 1) =>
    letters.keep(grounds.family, {
      ...{ key: { session, n }, from: grounds.daniel.id, to: grounds.maya.id },
      ...{ words, at: n },
    });

  test('[E27] an approved letter outlives its session, its envelope without its words', async () => {
    await keep('I was late.');
    await keep('Another one.', 2);
    await storage.close();
    storage = await place.open();
    letters = createLetterStore(storage);
    const envelopes = await letters.envelopesOf(grounds.family);
    expect(envelopes.map(({ key, state, mayTell }) => [key.n, state, mayTell])).toEqual([
      [1, 'waiting', false],
      [2, 'waiting', false],
    ]);
    expect(JSON.stringify(envelopes)).not.toContain('was late');
    expect(await letters.words(grounds.family, { session, n: 1 })).toBe('I was late.');
  });

  test('[E27] kept again it is one, and unchanged once the child has been told of it', async () => {
    await keep('A first.');
    await keep('A second.');
    expect(await letters.words(grounds.family, { session, n: 1 })).toBe('A second.');
    const key = { session, n: 1 };
    await letters.choose(grounds.family, key, { state: 'later', mayTell: false });
    await keep('A third.');
    expect(await letters.words(grounds.family, key)).toBe('A second.');
    expect(await letters.envelopesOf(grounds.family)).toMatchObject([{ state: 'later' }]);
  });

  test('[E27] another family has no such letter', async () => {
    await keep('Ours.');
    const other = systemChance.newId(familyId);
    expect(await letters.envelopesOf(other)).toEqual([]);
    expect(await letters.words(other, { session, n: 1 })).toBeNull();
    await letters.choose(other, { session, n: 1 }, { state: 'read', mayTell: true });
    expect(await letters.envelopesOf(grounds.family)).toMatchObject([{ state: 'waiting' }]);
  });
});
