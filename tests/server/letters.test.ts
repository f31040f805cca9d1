import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { NewSessionAnswer } from '../../shared/wire/http.ts';
import type { PersonId } from '../../shared/ids.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, RoomPage, until } from '../support/outsider.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
const pages: RoomPage[] = [];
beforeAll(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
});
afterAll(async () => {
  for (const page of pages) page.leave();
  await app.clear();
});

/** An individual session that is open, with this one person in it. */
async function alone(firstName: string): Promise<{ therapist: RoomPage; person: RoomPage }> {
  const id: PersonId = practice.personNamed(firstName);
  const path = `/api/families/${practice.family.id}/sessions`;
  const { session, links } = await done<NewSessionAnswer>(practice.therapist, 'POST', path, {
    ...{ kind: 'individual', title: '', arriving: [id], leaving: [id] },
    ...{ plannedMinutes: 25, step: 'board', plannedFor: null },
  });
  const browser = new Browser(practice.url);
  const token = new URL(links[0]?.url ?? '').hash.slice(1);
  const { link: as } = await done<{ link: string }>(browser, 'POST', '/api/come', { token });
  await done(browser, 'POST', `/api/here/${as}/confirm`);
  const therapist = new RoomPage(practice.therapist, { session: session.id, as: 'therapist' });
  const person = new RoomPage(browser, { session: session.id, as });
  pages.push(therapist, person);
  await therapist.therapistView(({ phase }) => phase === 'planned');
  await therapist.command({ kind: 'open' });
  await therapist.command({ kind: 'let-in', person: id });
  await person.familyView('room');
  return { therapist, person };
}

const asked = (page: RoomPage, step: string) =>
  until(`${step} is asked`, () => {
    const { view } = page;
    return view?.as === 'person' && view.place === 'room' && view.exercise?.ask?.step === step;
  });

test('[E27] a letter goes from one session to another, and nothing of it back', async () => {
  const maya = practice.personNamed('Maya');
  const start = { kind: 'start-exercise', name: 'letter' } as const;
  const written = await alone('Daniel');
  expect((await written.therapist.command({ ...start, setting: usualSetting }))?.reason).toBe(
    'no-such-letter',
  );
  expect(
    await written.therapist.command({ ...start, setting: { ...usualSetting, to: maya } }),
  ).toBeNull();
  await asked(written.person, 'write');
  const give = (page: RoomPage, step: string, values: Record<string, string | readonly string[]>) =>
    page.command({ kind: 'give-answer', n: 1, step, values });
  await give(written.person, 'write', { press: 'give', letter: 'a draft that nobody gets' });
  await written.therapist.therapistView(({ exercise }) => exercise?.answers.length === 1);
  await written.therapist.command({ kind: 'return-answer', n: 1, answer: 1, comment: 'Again?' });
  await asked(written.person, 'write');
  await give(written.person, 'write', { press: 'give', letter: 'I was late, and that was mine.' });
  await written.therapist.command({ kind: 'go-on', n: 1, step: 'write' });
  const checked = ['0', '1', '2', '3', '4', '5'];
  expect(await give(written.therapist, 'approve', { press: 'approve', checked })).toBeNull();
  expect(await written.therapist.command({ kind: 'end-exercise', n: 1 })).toBeNull();
  const { letters } = await written.therapist.therapistView((view) => view.letters.length === 1);

  const read = await alone('Maya');
  expect((await read.therapist.command({ ...start, setting: usualSetting }))?.reason).toBe(
    'no-such-letter',
  );
  const letter = letters[0]?.key ?? null;
  expect(
    await read.therapist.command({ ...start, setting: { ...usualSetting, letter } }),
  ).toBeNull();
  await asked(read.person, 'told');
  expect(read.person.views.join()).not.toContain('was late');
  await give(read.person, 'told', { press: 'read' });
  await asked(read.person, 'open');
  expect(read.person.views.join()).toContain('I was late, and that was mine.');
  expect(read.person.views.join()).not.toContain('a draft');
  await give(read.person, 'open', { press: 'done' });
  await asked(read.person, 'tell');
  await give(read.person, 'tell', { press: 'private' });
  const heardBefore = written.person.views.length;
  expect(await read.therapist.command({ kind: 'end-exercise', n: 1 })).toBeNull();
  await read.therapist.therapistView((view) => view.letters[0]?.state === 'read');
  await written.person.up({ kind: 'echo' });
  expect(written.person.views).toHaveLength(heardBefore);
  expect(written.person.views.join()).not.toContain('"state":"read"');
});

test('[E27] a letter that is another’s, or that there is none of, is not opened', async () => {
  const elena = await alone('Elena');
  const view = await elena.therapist.therapistView(() => true);
  expect(view.letters).toEqual([]);
  const mayas = await alone('Maya');
  const { letters } = await mayas.therapist.therapistView((one) => one.letters.length === 1);
  const key = letters[0]?.key;
  const none = { ...usualSetting, letter: key ? { ...key, n: 9 } : null };
  const start = { kind: 'start-exercise', name: 'letter' } as const;
  expect((await mayas.therapist.command({ ...start, setting: none }))?.reason).toBe(
    'no-such-letter',
  );
});
