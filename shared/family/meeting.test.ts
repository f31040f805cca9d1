import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { mayMeet, pairsOf, type MeetingRule } from './meeting.ts';
import { roles, type Role } from './person.ts';

const member = (number: number, role: Role) => ({
  id: v.parse(personId, `0190f0f0-0000-7000-8000-${String(number).padStart(12, '0')}`),
  role,
});
const [maya, daniel, elena, grandma] = [
  member(1, 'child'),
  member(2, 'parent'),
  member(3, 'parent'),
  member(4, 'supporter'),
];
const rule = (one: typeof maya, other: typeof maya, may: boolean): MeetingRule => ({
  one: one.id,
  other: other.id,
  mayMeet: may,
});

test('[F1] two parents may not meet; everyone else may', () => {
  expect(mayMeet(daniel, elena, [])).toBe(false);
  expect(mayMeet(maya, daniel, [])).toBe(true);
  expect(mayMeet(elena, grandma, [])).toBe(true);
});

test('[F1] a rule lets two parents meet, or keeps any other two apart, in either order', () => {
  for (const rules of [[rule(daniel, elena, true)], [rule(elena, daniel, true)]]) {
    expect(mayMeet(daniel, elena, rules)).toBe(true);
    expect(mayMeet(elena, daniel, rules)).toBe(true);
  }
  expect(mayMeet(maya, daniel, [rule(daniel, maya, false)])).toBe(false);
});

test('[F1] a rule is about its two people and nobody else, and who asks first never matters', () => {
  const anyone = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...roles));
  fc.assert(
    fc.property(anyone, anyone, anyone, fc.boolean(), (a, b, c, may) => {
      fc.pre(a[0] !== b[0] && b[0] !== c[0] && a[0] !== c[0]);
      const [one, other, third] = [member(...a), member(...b), member(...c)];
      const rules = [rule(one, other, may)];
      expect(mayMeet(one, other, rules)).toBe(may);
      expect(mayMeet(one, third, rules)).toBe(mayMeet(one, third, []));
      expect(mayMeet(other, third, rules)).toBe(mayMeet(third, other, rules));
    }),
  );
});

test('[F1] every pair is asked once', () => {
  expect(pairsOf([maya, daniel, elena])).toEqual([
    [maya, daniel],
    [maya, elena],
    [daniel, elena],
  ]);
  expect(pairsOf([maya])).toEqual([]);
});
