import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { privateNoteId, sessionId, therapistId, type SessionId } from '../../shared/ids.ts';
import {
  maxPrivateNotesInSession,
  maxPrivateNoteVersions,
} from '../../shared/notes/private-note.ts';
import { hashOfToken, systemChance } from '../../server/ids.ts';
import { createAccountStore } from '../../server/storage/account-store.ts';
import {
  createPrivateNoteStore,
  type PrivateNoteStore,
} from '../../server/storage/private-note-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

const { newId, newToken } = systemChance;
const noteId = (n: number) => v.parse(privateNoteId, `note-number-${String(n)}`);

describe.each(placeNames)('private notes kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let grounds: Grounds;
  let notes: PrivateNoteStore;
  let session: SessionId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    grounds = await groundsOn(storage);
    notes = createPrivateNoteStore(storage);
    session = await grounds.newSession();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const aNote = (n: number, text = `words ${String(n)}`) => ({
    id: noteId(n),
    by: grounds.therapist,
    at: 1_000 + n,
    seq: n,
    text,
    pin: null,
  });

  test('[N3] notes come back oldest first, as they were written, also after another start', async () => {
    for (const n of [3, 1, 2]) await notes.add(session, aNote(n));
    await notes.add(await grounds.newSession(), aNote(4));
    const wanted = [1, 2, 3].map((n) => ({ ...aNote(n), editedAt: null }));
    expect(await notes.notesOf(session)).toEqual(wanted);
    await storage.close();
    storage = await place.open();
    expect(await createPrivateNoteStore(storage).notesOf(session)).toEqual(wanted);
  });

  test('[N4] of one note sent many times at once one is kept, and the first words stay', async () => {
    const first = await notes.add(session, aNote(1));
    expect(first).toEqual({ kept: { ...aNote(1), editedAt: null }, isNew: true });
    const again = await Promise.all(
      [2, 3, 4].map((at) => notes.add(session, { ...aNote(1, 'others'), at })),
    );
    expect(again).toEqual(
      again.map(() => ({ kept: { ...aNote(1), editedAt: null }, isNew: false })),
    );
    const atOnce = await Promise.all([1, 2, 3, 4].map(() => notes.add(session, aNote(9))));
    expect(atOnce.filter((one) => one !== 'full' && one.isNew)).toHaveLength(1);
    expect(await notes.notesOf(session)).toHaveLength(2);
  });

  test('[N4] an id that another session has is free in this one', async () => {
    const other = await grounds.newSession();
    await notes.add(other, aNote(1, 'theirs'));
    await notes.add(session, aNote(1, 'ours'));
    expect((await notes.note(other, noteId(1)))?.text).toBe('theirs');
    expect((await notes.note(session, noteId(1)))?.text).toBe('ours');
  });

  test('[N5] only its author changes or removes a note', async () => {
    const accounts = createAccountStore(storage);
    const practice = (await accounts.therapist(grounds.therapist))?.practice;
    if (!practice) throw new Error('no practice');
    const tokenHash = hashOfToken(newToken());
    await accounts.inviteColleague({ tokenHash, practice, by: grounds.therapist, expiresAt: 9 });
    const other = newId(therapistId);
    const colleague = { id: other, name: 'Dr. Weber', email: 'w@example.test', passwordHash: '-' };
    await accounts.join(tokenHash, colleague, 1);
    await notes.add(session, aNote(1));
    const theirs = { id: noteId(1), by: other };
    expect(await notes.change(session, { ...theirs, text: 'no', at: 5 })).toBeNull();
    expect(await notes.remove(session, theirs)).toBe(false);
    const own = { id: noteId(1), by: grounds.therapist };
    expect(await notes.change(session, { ...own, text: 'yes', at: 5_000 })).toEqual({
      ...aNote(1, 'yes'),
      editedAt: 5_000,
    });
    expect(await notes.remove(session, own)).toBe(true);
    expect(await notes.remove(session, own)).toBe(false);
    expect(await notes.notesOf(session)).toEqual([]);
  });

  test('[N8] what a note said before each change is kept, oldest first, and goes with it', async () => {
    await notes.add(session, aNote(1, 'first'));
    const own = { id: noteId(1), by: grounds.therapist };
    await notes.change(session, { ...own, text: 'second', at: 5_000 });
    await notes.change(session, { ...own, text: 'second', at: 6_000 });
    await notes.change(session, { ...own, text: 'third', at: 7_000 });
    expect(await notes.versionsOf(session, noteId(1))).toEqual([
      { at: 1_001, text: 'first' },
      { at: 5_000, text: 'second' },
    ]);
    expect(await notes.remove(session, own)).toBe(true);
    expect(await notes.versionsOf(session, noteId(1))).toEqual([]);
  });

  test('[N8] a note that is changed from several at once loses none of what it said', async () => {
    await notes.add(session, aNote(1, 'first'));
    const own = { id: noteId(1), by: grounds.therapist };
    const words = ['one', 'two', 'three', 'four'];
    await Promise.all(
      words.map((text, n) => notes.change(session, { ...own, text, at: n + 5_000 })),
    );
    const last = (await notes.note(session, noteId(1)))?.text ?? '';
    const earlier = (await notes.versionsOf(session, noteId(1))).map(({ text }) => text);
    expect([...earlier, last].sort()).toEqual(['first', ...words].sort());
  });

  test('[N8][N6] how often a note may be changed is a limit', async () => {
    await notes.add(session, aNote(1));
    const own = { id: noteId(1), by: grounds.therapist };
    for (let n = 0; n < maxPrivateNoteVersions; n += 1) {
      await notes.change(session, { ...own, text: `words ${String(n)}, again`, at: n + 5_000 });
    }
    expect(await notes.change(session, { ...own, text: 'one more', at: 9_000 })).toBe('full');
    expect((await notes.note(session, noteId(1)))?.text).not.toBe('one more');
  });

  test('[N9] what of its session a note is about comes back with it', async () => {
    const pins = ['whole', 4_000, null] as const;
    for (const [n, pin] of pins.entries()) await notes.add(session, { ...aNote(n), pin });
    expect((await notes.notesOf(session)).map(({ pin }) => pin)).toEqual(pins);
  });

  test('[N6] a session takes as many notes as the limit says, also from several at once', async () => {
    for (let n = 0; n < maxPrivateNotesInSession - 2; n += 1) await notes.add(session, aNote(n));
    const added = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => notes.add(session, aNote(n + 1_000))),
    );
    expect(added.filter((one) => one === 'full')).toHaveLength(3);
    expect(await notes.notesOf(session)).toHaveLength(maxPrivateNotesInSession);
    expect(await notes.add(session, aNote(0))).toMatchObject({ isNew: false });
    expect(await notes.notesOf(newId(sessionId))).toEqual([]);
  });
});
