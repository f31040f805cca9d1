import * as v from 'valibot';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { readBoard } from '../../shared/board/board-doc.ts';
import type { Person } from '../../shared/family/person.ts';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import {
  familyId,
  goalId,
  personId,
  practiceId,
  sessionId,
  therapistId,
  type Instant,
} from '../../shared/ids.ts';
import { apply } from '../../shared/session/apply.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { plannedSession } from '../../shared/session/session.ts';
import type { Cast } from '../../shared/session/visible-to.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { GoalEntry } from '../storage/goal-store.ts';
import { createGoalBoards } from './goal-boards.ts';
import { createRoomGoals } from './room-goals.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const maya = v.parse(personId, uuid(1));
const okafor = { as: 'therapist', id: v.parse(therapistId, uuid(9)) } as const;
const goal = v.parse(goalId, 'goal-number-one');
const wording = 'We bake a cake';

const person: Person = {
  ...{ id: maya, firstName: 'Maya', relation: '', role: 'child', ageBand: '10-13' },
  ...{ colour: 'lake', shape: 'diamond', ready: true },
};
const record: FamilyRecord = {
  ...{ id: v.parse(familyId, uuid(5)), practice: v.parse(practiceId, uuid(6)), title: 'Family' },
  ...{ reference: '', remark: '', archived: false, people: [person], rules: [], therapists: [] },
  reviewers: [],
};
const cast: Cast = {
  ...{ title: 'A session', family: 'A family', plannedMinutes: 25, people: [person] },
  therapists: [{ id: okafor.id, name: 'Dr. Okafor' }],
};

/** An open room whose family's log is on a disk that can fail. */
async function aRoom() {
  const entries: GoalEntry[] = [];
  const disk = { isFull: false };
  const goals = await createGoalBoards({
    store: {
      read: (_, after) => Promise.resolve(entries.filter(({ seq }) => seq > after)),
      append: (_family, _after, more) => {
        if (disk.isFull) return Promise.reject(new Error('the disk is full'));
        entries.push(...more);
        return Promise.resolve('appended');
      },
    },
    families: { family: () => Promise.resolve(record) },
    clock: { now: () => 1_000 },
  }).of(record.id);
  const doc = new Y.Doc();
  const plan = { kind: 'joint', arriving: [maya], leaving: [maya], step: 'board' } as const;
  let session = plannedSession(plan);
  const happens = (event: SessionEvent, at: Instant = 2_000): void => {
    session = apply(session, event, at);
  };
  const { arriving, leaving, step } = plan;
  happens({
    ...{ kind: 'opened', session: 'joint', step },
    ...{ arriving: [...arriving], leaving: [...leaving] },
  });
  const room = createRoomGoals({
    id: v.parse(sessionId, uuid(7)),
    goals,
    board: {
      write: (_zone, _by, change) => {
        doc.transact(() => {
          change(doc);
        });
      },
      itemsOn: () => readBoard(doc),
    },
    session: () => session,
    cast: () => cast,
    record: (_by, events) => {
      for (const event of events) happens(event);
      return Promise.resolve(true);
    },
    changed: () => undefined,
    safely: (act) => {
      act();
    },
  });
  const act = (command: GoalCommand) => room.act(okafor, command);
  await act({ kind: 'add', goal, wording, whose: maya, names: [maya] });
  await act({ kind: 'talk-about', goal });
  const cardIs = (): string | undefined =>
    readBoard(doc).flatMap((item) => (item.kind === 'goal' ? [item.state] : []))[0];
  return { disk, act, cardIs, happens, session: () => session };
}

test('[G3][G9] a card that was frozen for what could not be kept is open again', async () => {
  const { disk, act, cardIs } = await aRoom();
  expect(cardIs()).toBe('talking');
  disk.isFull = true;
  await expect(act({ kind: 'put-to-agreement', goal, wording })).rejects.toThrow('full');
  expect(cardIs()).toBe('talking');
  disk.isFull = false;
  expect(await act({ kind: 'put-to-agreement', goal, wording })).toBeNull();
  expect(cardIs()).toBe('put');
});

test('[G12] nothing of a goal is added to a session that has ended meanwhile', async () => {
  const { act, happens, session } = await aRoom();
  const other = v.parse(goalId, 'goal-number-two');
  const done = act({ kind: 'add', goal: other, wording, whose: maya, names: [maya] });
  happens({ kind: 'ended' });
  await done;
  expect(session().goals).toEqual([goal]);
});
