import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Person, Role } from '../family/person.ts';
import { personId, type PersonId } from '../ids.ts';
import {
  refusalOfPlan,
  sentenceOfPlanRefusal,
  type PlanRefusal,
  type SessionPlan,
} from './plan.ts';

const aPerson = (number: number, firstName: string, role: Role, ready = true): Person => ({
  id: v.parse(personId, `0190f0f0-0000-7000-8000-${String(number).padStart(12, '0')}`),
  firstName,
  relation: '',
  role,
  ageBand: role === 'child' ? '6-9' : null,
  colour: 'lake',
  shape: 'diamond',
  ready,
});
const maya = aPerson(1, 'Maya', 'child');
const daniel = aPerson(2, 'Daniel', 'parent');
const elena = aPerson(3, 'Elena', 'parent');
const stranger = aPerson(9, 'Nobody', 'child');
const family = { archived: false, people: [maya, daniel, elena], rules: [] };

const ids = (people: readonly Person[]): PersonId[] => people.map((one) => one.id);
const plan = (
  kind: SessionPlan['kind'],
  arriving: readonly Person[],
  leaving = arriving,
): Pick<SessionPlan, 'kind' | 'arriving' | 'leaving'> => ({
  kind,
  arriving: ids(arriving),
  leaving: ids(leaving),
});
const unready = (...people: readonly Person[]) => ({
  ...family,
  people: family.people.map((one) => ({ ...one, ready: !people.includes(one) })),
});

test('[F3] a joint session of people who are ready and may meet may stand, in any order of leaving', () => {
  expect(refusalOfPlan(plan('joint', [maya, daniel], [daniel, maya]), family)).toBeNull();
});

test('[F3] everyone who is not ready is named', () => {
  const refusal = refusalOfPlan(plan('joint', [daniel, maya]), unready(maya, daniel, elena));
  expect(refusal).toEqual({ reason: 'not-ready', people: ids([daniel, maya]) });
});

test('[F3] readiness of who is not invited does not matter, nor that of one alone', () => {
  expect(refusalOfPlan(plan('joint', [maya, daniel]), unready(elena))).toBeNull();
  expect(refusalOfPlan(plan('individual', [maya]), unready(maya))).toBeNull();
});

test('[F1][F3] two who may not meet are named, and a rule changes it', () => {
  const both = plan('joint', [maya, daniel, elena]);
  expect(refusalOfPlan(both, family)).toEqual({
    reason: 'may-not-meet',
    people: [daniel.id, elena.id],
  });
  const rules = [{ one: elena.id, other: daniel.id, mayMeet: true }];
  expect(refusalOfPlan(both, { ...family, rules })).toBeNull();
  const apart = [{ one: maya.id, other: daniel.id, mayMeet: false }];
  expect(refusalOfPlan(plan('joint', [daniel, maya]), { ...family, rules: apart })).toEqual({
    reason: 'may-not-meet',
    people: [daniel.id, maya.id],
  });
});

test.each<[string, ReturnType<typeof plan>, PlanRefusal['reason']]>([
  ['leaving names someone else', plan('joint', [maya, daniel], [maya, elena]), 'orders-differ'],
  ['leaving leaves someone out', plan('joint', [maya, daniel], [maya]), 'orders-differ'],
  ['someone comes twice', plan('joint', [maya, maya], [maya, maya]), 'orders-differ'],
  ['someone leaves twice', plan('joint', [maya, daniel], [maya, maya]), 'orders-differ'],
  ['a stranger comes', plan('joint', [maya, stranger]), 'not-in-family'],
  ['one comes to a joint session', plan('joint', [maya]), 'two-people-needed'],
  ['nobody comes', plan('joint', []), 'two-people-needed'],
  ['two come to an individual session', plan('individual', [maya, daniel]), 'one-person-only'],
])('[F3] a plan in which %s is refused', (_name, wrong, reason) => {
  expect(refusalOfPlan(wrong, family)?.reason).toBe(reason);
});

test('[F3] nothing is planned for an archived family', () => {
  const archived = { ...family, archived: true };
  expect(refusalOfPlan(plan('individual', [maya]), archived)?.reason).toBe('family-archived');
});

test('[F3] every refusal reads as sentences with first names and without ids', () => {
  const refusals: PlanRefusal[] = [
    { reason: 'family-archived' },
    { reason: 'not-in-family' },
    { reason: 'orders-differ' },
    { reason: 'one-person-only' },
    { reason: 'two-people-needed' },
    { reason: 'not-ready', people: [maya.id, daniel.id] },
    { reason: 'may-not-meet', people: [daniel.id, elena.id] },
  ];
  const nameOf = (id: PersonId): string =>
    family.people.find((one) => one.id === id)?.firstName ?? 'Someone';
  const sentences = refusals.map((one) => sentenceOfPlanRefusal(one, nameOf));
  expect(new Set(sentences).size).toBe(refusals.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z](?!.*0190f0f0).*\.$/);
  expect(sentences.at(-2)).toContain('Maya, Daniel');
  expect(sentences.at(-1)).toContain('Daniel and Elena');
});
