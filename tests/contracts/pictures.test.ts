import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  maxPictureBytes,
  maxPictureBytesPerSession,
  maxPicturesPerSession,
} from '../../shared/board/picture-limits.ts';
import { pictureId, sessionId, type SessionId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import {
  createPictureStore,
  type NewPicture,
  type PictureStore,
} from '../../server/storage/picture-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

describe.each(placeNames)('pictures kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let pictures: PictureStore;
  let session: SessionId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    pictures = createPictureStore(storage);
    session = await anOpenSession();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const stateOf = (id: SessionId, state: 'open' | 'held' | 'ended') =>
    storage.db.updateTable('session').set({ state }).where('id', '=', id).execute();
  async function anOpenSession(): Promise<SessionId> {
    const id = await grounds.newSession();
    await stateOf(id, 'open');
    return id;
  }
  const aPicture = (bytes: Uint8Array = new Uint8Array([0, 255, 1, 254])): NewPicture => ({
    id: systemChance.newId(pictureId),
    by: grounds.therapist,
    at: 1_000,
    type: 'image/png',
    width: 2,
    height: 1,
    bytes,
  });
  const bytesOf = async (id: NewPicture['id'], of = session): Promise<number[] | null> => {
    const kept = await pictures.picture(of, id);
    return kept && [...kept.bytes];
  };
  /** Ends the session with boards on which these were seen. */
  async function end(shown: readonly NewPicture[]): Promise<void> {
    const { family } = grounds;
    const closed = aClosedRoom({ session, family, pictures: shown.map(({ id }) => id) });
    const epoch = (await storage.rooms.own(session))?.epoch ?? 0;
    const state = { state: 'ended', openedAt: 1, endedAt: 2 } as const;
    const batch = { room: session, after: 0, epoch, entries: [], state };
    expect(await storage.rooms.close(batch, closed)).toBe('appended');
  }

  test('[B42] a picture comes back byte for byte, to its own session only', async () => {
    const slice = new Uint8Array([9, 9, 0, 255, 1, 254, 9]).subarray(2, 6);
    const one = aPicture(slice);
    expect(await pictures.add(session, one)).toBe('kept');
    expect(await bytesOf(one.id)).toEqual([0, 255, 1, 254]);
    const { type, width, height } = (await pictures.picture(session, one.id)) ?? {};
    expect({ type, width, height }).toEqual({ type: 'image/png', width: 2, height: 1 });
    expect(await bytesOf(one.id, await anOpenSession())).toBeNull();
  });

  test('[B43] as many as a session may have are kept, also when they come at once', async () => {
    const added = await Promise.all(
      Array.from({ length: maxPicturesPerSession + 5 }, () => pictures.add(session, aPicture())),
    );
    expect(added.filter((one) => one === 'kept')).toHaveLength(maxPicturesPerSession);
    expect(added.filter((one) => one === 'full')).toHaveLength(5);
    expect(await pictures.total(session)).toEqual({
      count: maxPicturesPerSession,
      bytes: 4 * maxPicturesPerSession,
    });
    expect(await pictures.add(await anOpenSession(), aPicture())).toBe('kept');
  });

  test('[B43] the pictures of a session have a size together', async () => {
    const large = new Uint8Array(maxPictureBytes);
    const fitting = maxPictureBytesPerSession / maxPictureBytes;
    for (let at = 0; at < fitting; at += 1) {
      expect(await pictures.add(session, aPicture(large))).toBe('kept');
    }
    expect(await pictures.add(session, aPicture(new Uint8Array(1)))).toBe('full');
  });

  test('[B40] nothing is added before a session is opened, or after its end', async () => {
    expect(await pictures.add(await grounds.newSession(), aPicture())).toBe('not-now');
    await stateOf(session, 'held');
    expect(await pictures.add(session, aPicture())).toBe('kept');
    await stateOf(session, 'ended');
    expect(await pictures.add(session, aPicture())).toBe('not-now');
    expect(await pictures.add(systemChance.newId(sessionId), aPicture())).toBe('not-now');
  });

  test('[B44] with the end of a session goes what no saved board shows, and no other', async () => {
    const [shown, torn, others] = [aPicture(), aPicture(), aPicture()];
    const other = await anOpenSession();
    await pictures.add(session, shown);
    await pictures.add(session, torn);
    await pictures.add(other, others);
    await end([shown]);
    expect(await bytesOf(shown.id)).toEqual([0, 255, 1, 254]);
    expect(await bytesOf(torn.id)).toBeNull();
    expect(await bytesOf(others.id, other)).toEqual([0, 255, 1, 254]);
  });

  test('[B44] a board without pictures keeps none', async () => {
    const torn = aPicture();
    await pictures.add(session, torn);
    await end([]);
    expect(await bytesOf(torn.id)).toBeNull();
  });
});
