import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ownZone, reviewZone } from '../../shared/board/zone.ts';
import { personId, therapistId, type PersonId } from '../../shared/ids.ts';
import type { Step } from '../../shared/session/step.ts';
import type {
  FamilyView,
  Fellow,
  PersonInView,
  TherapistView,
} from '../../shared/session/visible-to.ts';
import { nextToLetIn, nextToSeeOut } from './next-press.ts';
import { createPeopleSeen } from './people-seen.ts';
import { personWords } from './person-words.ts';
import { zoneTabs } from './zone-tabs.ts';

const person = (n: number): PersonId =>
  v.parse(personId, `00000000-0000-7000-8000-00000000000${n}`);
const okafor = v.parse(therapistId, '00000000-0000-7000-8000-0000000000aa');

const maya: Fellow = { id: person(1), firstName: 'Maya', colour: 'lake', shape: 'diamond' };
const daniel: Fellow = { id: person(2), firstName: 'Daniel', colour: 'plum', shape: 'circle' };

const inView = (fellow: Fellow, place: PersonInView['place']): PersonInView => ({
  ...fellow,
  role: 'parent',
  ageBand: null,
  place,
  connected: place !== 'away',
  lookOnly: false,
  checked: false,
});
const room = (
  phase: TherapistView['phase'],
  ...places: readonly [PersonInView['place'], PersonInView['place']]
): Pick<TherapistView, 'phase' | 'people'> => ({
  phase,
  people: [inView(maya, places[0]), inView(daniel, places[1])],
});

describe('the next press', () => {
  test('is the first of the planned order who waits', () => {
    expect(nextToLetIn(room('open', 'waiting', 'waiting'))).toBe(maya.id);
    expect(nextToLetIn(room('held', 'in', 'waiting'))).toBe(daniel.id);
  });
  test('is nobody while the next in the order is not here, whoever else waits', () => {
    expect(nextToLetIn(room('open', 'away', 'waiting'))).toBeNull();
  });
  test('is nobody before the opening, and when everybody is in', () => {
    expect(nextToLetIn(room('planned', 'waiting', 'waiting'))).toBeNull();
    expect(nextToLetIn(room('open', 'in', 'in'))).toBeNull();
  });
});

describe('leaving', () => {
  test('whoever is first in the planned order of leaving and still in is seen out next', () => {
    const leaving = [daniel.id, maya.id];
    const { people } = room('open', 'in', 'in');
    expect(nextToSeeOut({ people, leaving })).toBe(daniel.id);
    expect(nextToSeeOut({ people: room('open', 'in', 'out').people, leaving })).toBe(maya.id);
    expect(nextToSeeOut({ people: room('open', 'out', 'out').people, leaving })).toBeNull();
  });
  test('nobody who has left is offered to be let in next', () => {
    expect(nextToLetIn(room('open', 'out', 'waiting'))).toBe(daniel.id);
  });
});

describe('who is who on the board', () => {
  const familyView = (others: readonly Fellow[]): FamilyView => ({
    as: 'person',
    you: { ...maya, role: 'child', ageBand: '6-9' },
    therapists: [{ id: okafor, name: 'Dr. Okafor' }],
    line: { asks: [], whispers: [], picture: 'star' },
    floor: 'everyone',
    handedBack: [],
    closing: null,
    exercise: null,
    goals: [],
    place: 'room',
    boards: [{ zone: 'joint', can: 'edit' }],
    together: true,
    cursors: false,
    others,
  });

  test('has the therapist as a pine ring and each person as they look', () => {
    const looks = createPeopleSeen()(familyView([daniel]));
    expect(looks.get(okafor)).toEqual({
      ...{ name: 'Dr. Okafor', colour: 'pine', shape: 'ring' },
      standing: 'therapist',
    });
    expect(looks.get(maya.id)?.shape).toBe('diamond');
    expect(looks.get(daniel.id)?.name).toBe('Daniel');
  });
  test('[V2] knows of another member of the family no more than how they look', () => {
    const looks = createPeopleSeen()(familyView([daniel]));
    expect(looks.get(daniel.id)).toEqual({ name: 'Daniel', colour: 'plum', shape: 'circle' });
    expect(looks.get(maya.id)?.standing).toBe('child');
  });
  test('still knows the name of someone who has gone', () => {
    const seen = createPeopleSeen();
    seen(familyView([daniel]));
    expect(seen(familyView([])).get(daniel.id)?.name).toBe('Daniel');
  });
  test('never knows someone who was not shown', () => {
    expect(createPeopleSeen()(familyView([])).has(daniel.id)).toBe(false);
  });
  test('is the same map as long as nobody new is seen', () => {
    const seen = createPeopleSeen();
    const first = seen(familyView([daniel]));
    expect(seen(familyView([]))).toBe(first);
    expect(seen(null)).toBe(first);
  });
});

test('each board of a session is named by whose it is', () => {
  const people = [inView(maya, 'in'), inView(daniel, 'in')];
  const zones = ['joint', ownZone(maya.id), reviewZone(maya.id)] as const;
  const nobody = new Set<PersonId>();
  const tabs = zoneTabs({ kind: 'joint', zones, people, step: 'board' }, nobody);
  expect(tabs.map((tab) => tab.name)).toEqual(['Shared board', 'Maya’s own']);
  expect(tabs[1]?.owner?.id).toBe(maya.id);
  const named = (step: Step, withWork: ReadonlySet<PersonId>) =>
    zoneTabs({ kind: 'joint', zones, people, step }, withWork).map((tab) => tab.name);
  const all = ['Shared board', 'Maya’s own', 'Maya’s, to check'];
  expect(named('notes', nobody)).toEqual(all);
  // What is left in review when it has ended (rule S14).
  expect(named('board', new Set([maya.id]))).toEqual(all);
  expect(named('board', new Set([daniel.id]))).toEqual(all.slice(0, 2));
});

test('a person’s line tells the therapist what is unlike the others in the room', () => {
  const open = { phase: 'open', kind: 'joint', step: 'board' } as const;
  const there = { place: 'in', connected: true } as const;
  expect(personWords(there, open)).toBeNull();
  expect(personWords(there, { ...open, step: 'apart' })).toBe('Own board');
  expect(personWords(there, { ...open, phase: 'held' })).toBe('On a break');
  expect(personWords({ ...there, connected: false }, open)).toBe('Connection dropped');
});
