import * as v from 'valibot';
import { expect, test } from 'vitest';
import { privateNoteId, sessionId, therapistId } from '../../shared/ids.ts';
import { maxPrivateNoteLength } from '../../shared/notes/private-note.ts';
import type { PrivateNote, TroubleReason } from '../../shared/wire/http.ts';
import { TroubleError } from '../connection/http.ts';
import { createKeptNotes } from './kept-notes.ts';
import { Notes } from './notes.svelte.ts';

const session = v.parse(sessionId, '018f0000-0000-7000-8000-000000000001');
const me = v.parse(therapistId, '018f0000-0000-7000-8000-000000000002');
const colleague = v.parse(therapistId, '018f0000-0000-7000-8000-000000000003');
const trouble = (reason: TroubleReason, sentence = 'The server says no.') =>
  new TroubleError({ reason, sentence });

interface Sent {
  readonly id?: string;
  readonly text: string;
}

/** A server that keeps notes, whose line the test cuts and whose answers it loses. */
function aServer() {
  const kept: PrivateNote[] = [];
  const line = { down: false, losesAnswers: false, refuses: null as TroubleError | null };
  let made = 0;
  const asked: string[] = [];
  function serve(method: string, path: string, body: unknown): unknown {
    if (line.down) throw trouble('failed');
    if (method !== 'GET') asked.push(method);
    if (line.refuses && method !== 'GET') throw line.refuses;
    if (method === 'GET') return [...kept];
    const { id = path.split('/').at(-1) ?? '', text } = (body ?? { text: '' }) as Sent;
    const at = kept.findIndex((one) => one.id === id);
    if (method === 'DELETE') return void kept.splice(at, 1);
    const old = kept[at];
    const note: PrivateNote = {
      id: v.parse(privateNoteId, id),
      by: { id: me, name: 'Dr. Okafor' },
      at: old?.at ?? kept.length + 1,
      seq: 0,
      text: old && method === 'POST' ? old.text : text,
      editedAt: old ? 9 : null,
      pin: null,
    };
    kept.splice(at < 0 ? kept.length : at, 1, note);
    if (line.losesAnswers) throw trouble('failed');
    return note;
  }
  const answer = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    Promise.resolve().then(() => serve(method, path, body) as T);
  const requests = { get: <T>(path: string) => answer<T>('GET', path), send: answer };
  const newId = () => v.parse(privateNoteId, `note-number-${String((made += 1))}`);
  return { kept, line, asked, make: () => new Notes({ session, requests, newId }) };
}
const textsOf = (notes: readonly { readonly text: string }[] | null) =>
  notes?.map((one) => one.text);

test('[N7] what is saved while the line is down waits in its order and goes by itself', async () => {
  const { kept, line, make } = aServer();
  const notes = make();
  await notes.look();
  line.down = true;
  for (const words of ['first', 'second']) {
    notes.draft = words;
    await notes.save();
  }
  notes.draft = 'still being typed';
  expect(notes.unsent.map(({ words }) => [words.text, words.state])).toEqual([
    ['first', 'waiting'],
    ['second', 'waiting'],
  ]);
  expect([notes.said, notes.hasUnsaved]).toEqual(['Note not saved yet.', true]);
  await notes.look();
  expect(notes.unsent).toHaveLength(2);
  line.down = false;
  await notes.look();
  expect(textsOf(kept)).toEqual(['first', 'second']);
  expect(textsOf(notes.kept)).toEqual(['first', 'second']);
  expect([notes.unsent, notes.draft, notes.said]).toEqual([[], 'still being typed', 'Note saved.']);
});

test('[N4][N7] a note whose answer was lost is shown and kept once', async () => {
  const { kept, line, make } = aServer();
  const notes = make();
  await notes.look();
  line.losesAnswers = true;
  notes.draft = 'once';
  await notes.save();
  expect(notes.unsent).toHaveLength(1);
  line.losesAnswers = false;
  await notes.look();
  expect([textsOf(kept), textsOf(notes.kept), notes.unsent]).toEqual([['once'], ['once'], []]);
});

test('[N4] a second press while the first is under way sends nothing more', async () => {
  const { asked, make } = aServer();
  const notes = make();
  notes.draft = 'once';
  await Promise.all([notes.save(), notes.save()]);
  expect(asked).toEqual(['POST']);
});

test('[N6] what is too long or empty stays in the field with a sentence', async () => {
  const { asked, make } = aServer();
  const notes = make();
  const long = 'x'.repeat(maxPrivateNoteLength + 1);
  for (const words of [long, '  ']) {
    notes.draft = words;
    await notes.save();
    expect([notes.draft, notes.draftTrouble === null]).toEqual([words, false]);
  }
  expect(asked).toEqual([]);
});

test('[N6] a note that the server refuses is kept with its reason, until the therapist decides', async () => {
  const { kept, line, asked, make } = aServer();
  const notes = make();
  line.refuses = trouble('refused', 'A session holds at most 200 private notes.');
  notes.draft = 'one too many';
  await notes.save();
  await notes.look();
  expect(asked).toHaveLength(1);
  const [refused] = notes.unsent;
  expect(refused?.words.trouble).toBe('A session holds at most 200 private notes.');
  line.refuses = null;
  notes.draft = 'already typing';
  if (refused) notes.takeBack(refused);
  expect([notes.unsent, notes.draft]).toEqual([[], 'already typing\none too many']);
  await notes.save();
  expect(textsOf(kept)).toEqual(['already typing\none too many']);
});

test('[N7] a change waits for the line and goes by itself, and opening it again loses nothing', async () => {
  const { kept, line, make } = aServer();
  const notes = make();
  notes.draft = 'before';
  await notes.save();
  const note = notes.kept?.[0];
  if (!note) throw new Error('no note');
  notes.beginChange(note);
  const change = notes.changeOf(note.id);
  if (!change) throw new Error('no change');
  change.text = 'after';
  line.down = true;
  await notes.saveChange(note.id);
  expect([change.state, textsOf(kept)]).toEqual(['waiting', ['before']]);
  notes.beginChange(note);
  expect(notes.changeOf(note.id)?.text).toBe('after');
  line.down = false;
  const looking = notes.look();
  await looking;
  expect([notes.changeOf(note.id), textsOf(kept)]).toEqual([null, ['after']]);
  expect(notes.hasUnsaved).toBe(false);
});

test('a note that could not be deleted stays and says why; one that is gone already is gone', async () => {
  const { line, make } = aServer();
  const notes = make();
  notes.draft = 'for now';
  await notes.save();
  const note = notes.kept?.[0];
  if (!note) throw new Error('no note');
  line.refuses = trouble('failed', 'Not just now.');
  expect(await notes.remove(note.id)).toBe(false);
  expect([notes.notDeletedBecause(note.id), notes.kept.length]).toEqual(['Not just now.', 1]);
  line.refuses = trouble('not-found');
  expect(await notes.remove(note.id)).toBe(true);
  expect(notes.kept).toEqual([]);
});

test('[N7] words outlast the screen they are written on, for the therapist who wrote them alone', () => {
  const { make } = aServer();
  const kept = createKeptNotes();
  kept.of(me, session, make).draft = 'half a sentence';
  expect(kept.of(me, session, make).draft).toBe('half a sentence');
  expect(kept.of(colleague, session, make).draft).toBe('');
});
