import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { ExercisePlanAnswer, Trouble } from '../../shared/wire/http.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser } from '../support/outsider.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
beforeAll(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
});
afterAll(async () => {
  await app.clear();
});

const exercises = (question: string) => [
  { name: 'check-in', setting: { ...usualSetting, question } },
  {
    name: 'taking-turns',
    setting: {
      ...usualSetting,
      people: [practice.personNamed('Daniel'), practice.personNamed('Maya')],
    },
  },
];
const keep = (title: string, question = '', browser = practice.therapist) =>
  browser.send<ExercisePlanAnswer & Trouble>(
    'POST',
    `/api/families/${practice.family.id}/exercise-plans`,
    { title, exercises: exercises(question) },
  );
const list = () => done<ExercisePlanAnswer[]>(practice.therapist, 'GET', '/api/exercise-plans');

test('[E13] an order is kept without the people of the family, and is deleted', async () => {
  const made = await keep('A first session', 'How was the way?');
  expect(made.status).toBe(201);
  const [kept] = await list();
  expect(kept?.exercises.map(({ setting }) => setting.people)).toEqual([[], []]);
  expect(kept?.exercises[0]?.setting.question).toBe('How was the way?');
  await done(practice.therapist, 'DELETE', `/api/exercise-plans/${made.body.id}`);
  expect(await list()).toEqual([]);
});

test('[E13] an order names nobody of the family, has a title, and is a therapist’s alone', async () => {
  expect((await keep('For Maya')).body.sentence).toMatch(/“Maya” is a name/);
  expect((await keep('One', 'What does Daniel like?')).status).toBe(409);
  expect((await keep('  ')).status).toBe(400);
  expect((await keep('One', '', new Browser(practice.url))).status).toBe(401);
  expect(await list()).toEqual([]);
});
