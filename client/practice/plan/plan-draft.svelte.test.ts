import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Person } from '../../../shared/family/person.ts';
import { personId } from '../../../shared/ids.ts';
import { PlanDraft } from './plan-draft.svelte.ts';

const idOf = (number: number) =>
  v.parse(personId, `01890a5d-ac96-774b-bcce-b302099a80${String(number).padStart(2, '0')}`);

const aPerson = (
  number: number,
  firstName: string,
  role: Person['role'],
  ready: boolean,
): Person => ({
  id: idOf(number),
  firstName,
  relation: '',
  role,
  ageBand: role === 'child' ? '6-9' : null,
  colour: 'lake',
  shape: 'diamond',
  ready,
});
const maya = aPerson(1, 'Maya', 'child', true);
const daniel = aPerson(2, 'Daniel', 'parent', true);
const elena = aPerson(3, 'Elena', 'parent', false);
const family = { archived: false, people: [maya, daniel, elena], rules: [] };

/** A joint plan for these people, invited in this order. */
function jointFor(...people: Person[]): PlanDraft {
  const draft = new PlanDraft();
  draft.choose('joint');
  people.forEach(({ id }) => draft.invite(id, true));
  return draft;
}

test('[F3] the reason a joint session is refused for is said before it is planned', () => {
  expect(jointFor(maya, elena).obstacle(family)).toBe(
    'Not marked ready for a joint session: Elena.',
  );
  expect(jointFor(maya).obstacle(family)).toBe('A joint session needs at least two people.');
  expect(jointFor(maya, daniel).obstacle(family)).toBeNull();
});

test('[F1] two parents who may not meet are named before it is planned', () => {
  const ready = { ...family, people: [maya, daniel, { ...elena, ready: true }] };
  expect(jointFor(daniel, elena).obstacle(ready)).toMatch(/^Daniel and Elena may not meet/);
});

test('an individual session is for the one chosen last, and choosing it keeps the first of a joint one', () => {
  const draft = new PlanDraft();
  expect(draft.obstacle(family)).toBe('Choose who comes.');
  draft.invite(maya.id, true);
  draft.invite(elena.id, true);
  expect(draft.values.arriving).toEqual([elena.id]);
  expect(draft.obstacle(family)).toBeNull();
  const joint = jointFor(maya, daniel);
  joint.choose('individual');
  expect([joint.arriving, joint.leaving]).toEqual([[maya.id], [maya.id]]);
});

test('each order is moved by itself, and never out of its ends', () => {
  const draft = jointFor(maya, daniel);
  draft.move('leaving', 1, 0);
  expect(draft.arriving).toEqual([maya.id, daniel.id]);
  expect(draft.leaving).toEqual([daniel.id, maya.id]);
  draft.move('leaving', 0, -1);
  draft.move('leaving', 5, 0);
  expect(draft.leaving).toEqual([daniel.id, maya.id]);
});

test('a length that is missing or too long is an obstacle with its sentence', () => {
  const draft = jointFor(maya, daniel);
  draft.minutes = null;
  expect(draft.obstacle(family)).toBe('The planned length is a number of minutes.');
  draft.minutes = 500;
  expect(draft.obstacle(family)).toBe('At most 180 minutes.');
});

test('a plan that is changed begins as it was', () => {
  const plan = {
    ...jointFor(maya, daniel).values,
    plannedMinutes: 40,
    plannedFor: 1_800_000_000_000,
  };
  const again = new PlanDraft({ ...plan, step: 'board' }).values;
  expect(again).toEqual({ ...plan, step: 'board', plannedFor: 1_800_000_000_000 });
});
