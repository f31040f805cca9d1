import * as v from 'valibot';
import { expect, test } from 'vitest';
import { sessionId } from '../../shared/ids.ts';
import type { LibraryAnswer, LibraryEntry } from '../../shared/record/library.ts';
import { noConnection, TroubleError } from '../connection/http.ts';
import { aHead } from '../../tests/support/records.ts';
import { Library } from './library.svelte.ts';
import { searchIn } from './library-search.ts';

const entry = (n: number): LibraryEntry => ({
  ...aHead(),
  ...{ exercises: [], goals: [], title: String(n) },
  session: v.parse(sessionId, `01890a5d-ac96-774b-bcce-${String(n).padStart(12, '0')}`),
});
const page = (...entries: readonly LibraryEntry[]): LibraryAnswer => ({
  ...{ entries, more: entries.length === 2, families: [] },
});

/** A server whose answers come when they are let. */
function aServer() {
  const asked: { path: string; answer: (answer: LibraryAnswer) => void; fail: () => void }[] = [];
  const requests = {
    get: <T>(path: string) =>
      new Promise<T>((done, failed) => {
        asked.push({
          path,
          answer: (answer) => done(answer as T),
          fail: () => failed(new TroubleError(noConnection)),
        });
      }),
  };
  return { asked, library: new Library(requests) };
}

const titlesIn = (library: Library) => library.entries?.map(({ title }) => title);

test('[R36] what was found last is shown, whichever answer comes last', async () => {
  const { asked, library } = aServer();
  const first = library.look(searchIn('?text=tre'));
  const second = library.look(searchIn('?text=tree'));
  asked[1]?.answer(page(entry(2)));
  asked[0]?.answer(page(entry(1)));
  await Promise.all([first, second]);
  expect(titlesIn(library)).toEqual(['2']);
});

test('more of it comes behind what is shown', async () => {
  const { asked, library } = aServer();
  const first = library.look(searchIn(''));
  asked[0]?.answer(page(entry(1), entry(2)));
  await first;
  const next = library.lookOn(searchIn(''));
  expect(asked[1]?.path).toContain(`before=${entry(2).session}`);
  asked[1]?.answer(page(entry(3)));
  await next;
  expect([titlesIn(library), library.more]).toEqual([['1', '2', '3'], false]);
});

test('a lost line is said, and what is shown stays', async () => {
  const { asked, library } = aServer();
  const first = library.look(searchIn(''));
  asked[0]?.answer(page(entry(1)));
  await first;
  const second = library.look(searchIn('?text=tree'));
  asked[1]?.fail();
  await second;
  expect([titlesIn(library), library.trouble]).toEqual([['1'], noConnection.sentence]);
});
