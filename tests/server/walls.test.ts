import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { SessionId } from '../../shared/ids.ts';
import { wordsOf } from '../../shared/board/item.ts';
import type { LibraryAnswer } from '../../shared/record/library.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { ComeAnswer, NewSessionAnswer, Trouble } from '../../shared/wire/http.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, InkPage, RoomPage, until } from '../support/outsider.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
beforeAll(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url, {}, ['Maya', 'Daniel', 'Elena']);
});
afterAll(async () => {
  await app.clear();
});

interface Session {
  readonly id: SessionId;
  readonly therapist: RoomPage;
  readonly pages: Readonly<Record<string, RoomPage>>;
  /** The notes on the shared board: whose, and their words. */
  words(): readonly (readonly [string, string])[];
  end(): Promise<void>;
}

/** A joint session that is open, with these in it. */
async function together(...names: readonly string[]): Promise<Session> {
  const coming = names.map((name) => practice.personNamed(name));
  const path = `/api/families/${practice.family.id}/sessions`;
  const { session, links } = await done<NewSessionAnswer>(practice.therapist, 'POST', path, {
    ...{ kind: 'joint', title: '', arriving: coming, leaving: coming },
    ...{ plannedMinutes: 25, step: 'board', plannedFor: null },
  });
  const therapist = new RoomPage(practice.therapist, { session: session.id, as: 'therapist' });
  await therapist.therapistView(({ phase }) => phase === 'planned');
  await therapist.command({ kind: 'open' });
  const pages: Record<string, RoomPage> = {};
  for (const name of names) {
    const id = practice.personNamed(name);
    const browser = new Browser(practice.url);
    const token = new URL(links.find(({ person }) => person === id)?.url ?? '').hash.slice(1);
    const { link: as } = await done<ComeAnswer>(browser, 'POST', '/api/come', { token });
    await done(browser, 'POST', `/api/here/${as}/confirm`);
    pages[name] = new RoomPage(browser, { session: session.id, as });
    await therapist.command({ kind: 'let-in', person: id });
    await pages[name].familyView('room');
  }
  const ink = new InkPage(practice.therapist, {
    ...{ session: session.id, as: 'therapist', zone: 'joint', supervises: true },
  });
  await ink.synced();
  const nameOf = (id: string): string =>
    practice.family.people.find((one) => one.id === id)?.firstName ?? '';
  return {
    id: session.id,
    therapist,
    pages,
    words: () =>
      [...ink.items.values()].flatMap((item) =>
        item.get('kind') === 'note'
          ? [[nameOf(String(item.get('by'))), String(item.get('text'))] as const]
          : [],
      ),
    async end() {
      expect(await therapist.command({ kind: 'end' })).toBeNull();
      for (const page of [therapist, ...Object.values(pages)]) page.leave();
      ink.leave();
    },
  };
}

const recordOf = ({ id }: Session): Promise<SessionRecordRead> =>
  done(practice.therapist, 'GET', `/api/sessions/${id}/record`);

const saysAnywhere = (record: SessionRecordRead, words: string): boolean =>
  JSON.stringify(record).includes(words);

const asked = (page: RoomPage | undefined, step: string): Promise<boolean> =>
  until(`${step} is asked`, () => {
    const view = page?.view;
    return view?.as === 'person' && view.place === 'room' && view.exercise?.ask?.step === step;
  });

const start = ({ therapist }: Session) =>
  therapist.command({ kind: 'start-exercise', name: 'appreciation', setting: usualSetting });

/** A round in which Maya reads out what she wrote, and Daniel doesn't. */
async function round(session: Session, liked: string): Promise<void> {
  const { therapist, pages } = session;
  const { Maya: maya, Daniel: daniel } = pages;
  expect(await start(session)).toBeNull();
  await asked(maya, 'write');
  const give = (page: RoomPage | undefined, step: string, values: Record<string, string>) =>
    page?.command({ kind: 'give-answer', n: 1, step, values });
  await give(maya, 'write', { press: 'give', liked });
  await give(daniel, 'write', { press: 'give', liked: 'kept to myself' });
  await therapist.command({ kind: 'go-on', n: 1, step: 'write' });
  await asked(maya, 'read-1');
  await give(maya, 'read-1', { press: 'show' });
  await therapist.command({ kind: 'end-exercise', n: 1 });
  await until('it lies on the board', () =>
    session.words().some(([who, words]) => who === 'Maya' && words === liked),
  );
}

test('[E29] what was noticed lies on the board again for those who were all there, without what was torn up', async () => {
  const first = await together('Maya', 'Daniel');
  await round(first, 'You came early');
  await first.end();

  const second = await together('Maya', 'Daniel');
  expect(second.words()).toEqual([]);
  await round(second, 'You laughed with me');
  expect(second.words()).toEqual([
    ['Maya', 'You came early'],
    ['Maya', 'You laughed with me'],
  ]);
  await second.end();

  // Elena was not there: nothing of it is hers to see.
  const third = await together('Maya', 'Elena');
  expect(await start(third)).toBeNull();
  expect(third.words()).toEqual([]);
  await third.end();

  const record = await recordOf(first);
  const item = record.items.find((one) => wordsOf(one) === 'You came early')?.id;
  await done(practice.therapist, 'POST', `/api/sessions/${first.id}/tear-up`, {
    what: { is: 'item', item },
    ...{ asked: practice.personNamed('Maya'), reason: 'its-author-asked' },
  });
  const fourth = await together('Maya', 'Daniel');
  expect(await start(fourth)).toBeNull();
  await until('the wall is there', () => fourth.words().length > 0);
  expect(fourth.words()).toEqual([['Maya', 'You laughed with me']]);
  await fourth.end();
});

test('[R15] what a later round laid again is torn up with what it was laid from, in every record', async () => {
  const liked = 'You hummed on the stairs';
  const [maya, told] = [practice.personNamed('Maya'), { reason: 'its-author-asked' }];
  const first = await together('Maya', 'Daniel');
  await round(first, liked);
  await first.end();
  const second = await together('Maya', 'Daniel');
  await round(second, 'You waited for me');
  await second.end();
  expect(saysAnywhere(await recordOf(second), liked)).toBe(true);

  const item = (await recordOf(first)).items.find((one) => wordsOf(one) === liked)?.id;
  const path = `/api/sessions/${first.id}/tear-up`;
  const body = { what: { is: 'item', item }, asked: maya, ...told };
  const third = await together('Maya', 'Daniel');
  const refused = await practice.therapist.send<Trouble>('POST', path, body);
  expect(refused.body.sentence).toContain('A session of this family is running');
  await third.end();

  await done(practice.therapist, 'POST', path, body);
  for (const session of [first, second]) {
    const record = await recordOf(session);
    expect(saysAnywhere(record, liked)).toBe(false);
    expect(record.verified?.holds).toBe(true);
    expect(record.removals.at(-1)?.role).toBe('child');
  }
  expect(saysAnywhere(await recordOf(second), 'You waited for me')).toBe(true);
  const search = '/api/records?text=hummed';
  expect((await done<LibraryAnswer>(practice.therapist, 'GET', search)).entries).toEqual([]);
});
