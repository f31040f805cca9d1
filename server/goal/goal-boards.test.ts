import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import { goalOf, stateOf } from '../../shared/goal/goal.ts';
import {
  familyId,
  goalId,
  personId,
  practiceId,
  sessionId,
  therapistId,
} from '../../shared/ids.ts';
import type { Asker } from '../../shared/session/session.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { GoalEntry, GoalStore } from '../storage/goal-store.ts';
import { createGoalBoards, outsideRooms, type GoalBoards } from './goal-boards.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const family = v.parse(familyId, uuid(5));
const maya = v.parse(personId, uuid(1));
const okafor: Asker = { as: 'therapist', id: v.parse(therapistId, uuid(9)) };
const goal = v.parse(goalId, 'goal-number-one');
const wording = 'We bake a cake';

/** One family's log that several processes write. */
function aStore(): GoalStore & { readonly entries: GoalEntry[] } {
  const entries: GoalEntry[] = [];
  return {
    entries,
    read: (_, after) => Promise.resolve(entries.filter(({ seq }) => seq > after)),
    append: (_, after, more) => {
      if (after !== entries.length) return Promise.resolve('behind');
      entries.push(...more);
      return Promise.resolve('appended');
    },
  };
}

const record: FamilyRecord = {
  id: family,
  practice: v.parse(practiceId, uuid(6)),
  title: 'Family',
  reference: '',
  remark: '',
  archived: false,
  people: [
    {
      ...{ id: maya, firstName: 'Maya', relation: '', role: 'child', ageBand: '10-13' },
      ...{ colour: 'lake', shape: 'diamond', ready: true },
    },
  ],
  rules: [],
  therapists: [],
  reviewers: [],
};
const aProcess = (store: GoalStore): GoalBoards =>
  createGoalBoards({
    store,
    families: { family: () => Promise.resolve(record) },
    clock: { now: () => 1_000 },
  });

const begun: readonly GoalCommand[] = [
  { kind: 'add', goal, wording, whose: maya, names: [maya] },
  { kind: 'talk-about', goal },
  { kind: 'put-to-agreement', goal, wording },
];

test('[G11] what another process wrote first is decided upon anew', async () => {
  const store = aStore();
  const [one, other] = [await aProcess(store).of(family), await aProcess(store).of(family)];
  for (const command of begun) expect(await one.command(okafor, command, outsideRooms)).toBeNull();
  expect(await other.command(okafor, { kind: 'reopen', goal }, outsideRooms)).toBeNull();
  // The first was not told of it: what it would have written no longer fits, and is not.
  const yes: GoalCommand = { kind: 'say-yes', goal, version: 1 };
  const child: Asker = { as: 'person', id: maya };
  expect(await one.command(child, yes, outsideRooms)).toMatchObject({
    reason: 'goal-other-wording',
  });
  const now = goalOf(one.board(), goal);
  expect(now && stateOf(now)).toBe('talking');
  expect(store.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('[G11] what comes at once is written one after the other', async () => {
  const store = aStore();
  const goals = await aProcess(store).of(family);
  await Promise.all(begun.map((command) => goals.command(okafor, command, outsideRooms)));
  expect(store.entries.map(({ deed }) => deed.event.kind)).toEqual([
    'proposed',
    'talked-about',
    'put-to-agreement',
  ]);
});

test('[G11] words that a board has come to are kept, whatever another process writes meanwhile', async () => {
  const store = aStore();
  const [one, other] = [await aProcess(store).of(family), await aProcess(store).of(family)];
  for (const command of begun.slice(0, 2)) await one.command(okafor, command, outsideRooms);
  await other.command(okafor, { kind: 'start-level', level: -1 }, outsideRooms);
  const session = v.parse(sessionId, uuid(7));
  await one.keepWordings(session, () => 'We bake two cakes');
  expect(goalOf(one.board(), goal)?.wording).toBe('We bake two cakes');
});

test('[G11] words that are written while others are being kept are kept as well', async () => {
  const store = aStore();
  const goals = await aProcess(store).of(family);
  for (const command of begun.slice(0, 2)) await goals.command(okafor, command, outsideRooms);
  let onBoard = 'We bake two cakes';
  goals.follow(() => (onBoard = 'We bake three cakes'));
  await goals.keepWordings(v.parse(sessionId, uuid(7)), () => onBoard);
  expect(goalOf(goals.board(), goal)?.wording).toBe('We bake three cakes');
});

test('[G11] a family’s goals folded anew from the log are the same', async () => {
  const store = aStore();
  const goals = await aProcess(store).of(family);
  for (const command of begun) await goals.command(okafor, command, outsideRooms);
  expect((await aProcess(store).of(family)).board()).toEqual(goals.board());
});

test('whoever follows is told of each change, and no more once they have stopped', async () => {
  const goals = await aProcess(aStore()).of(family);
  let heard = 0;
  const stop = goals.follow(() => (heard += 1));
  for (const command of begun) await goals.command(okafor, command, outsideRooms);
  expect(heard).toBe(3);
  stop();
  await goals.command(okafor, { kind: 'reopen', goal }, outsideRooms);
  expect(heard).toBe(3);
});
