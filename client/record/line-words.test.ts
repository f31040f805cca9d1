import { expect, test } from 'vitest';
import type { RecordItem } from '../../shared/record/record.ts';
import { aNote, aRecord, daniel, maya, opened } from '../../tests/support/records.ts';
import {
  clockOf,
  groupsOf,
  lastedWords,
  lineMarks,
  nextStop,
  type LineMark,
} from './line-words.ts';
import { id } from '../../tests/support/item-id.ts';
import * as v from 'valibot';
import { goalId } from '../../shared/ids.ts';

const after = (seconds: number) => opened + seconds * 1_000;

test('how long after the opening is written as on a watch', () => {
  expect([0, 59_999, 60_000, 1_072_000, 3_760_000].map(clockOf)).toEqual([
    '0:00',
    '0:59',
    '1:00',
    '17:52',
    '1:02:40',
  ]);
  expect([400, 40_000, 60_000, 119_000, 130_000].map(lastedWords)).toEqual([
    '1 second',
    '40 seconds',
    '1 minute',
    '2 minutes',
    '2 minutes',
  ]);
});

test('[R34] what happened is told in the order of time, and of a break only that it was', () => {
  const record = aRecord()
    .mark({ is: 'step', at: after(90), step: 'board' })
    .mark({ is: 'let-in', at: after(20), person: maya })
    .mark({ is: 'short-break', at: after(200), until: after(240) })
    .mark({ is: 'exercise', at: after(300), until: after(400), n: 1, name: 'check-in' })
    .mark({ is: 'left', at: after(900), person: daniel })
    .record();
  expect(lineMarks(record).map(({ sign, words }) => [sign, words])).toEqual([
    ['in', 'Maya came in'],
    ['step', 'Board together'],
    ['break', 'Short break, 40 seconds'],
    ['exercise', 'Check-in'],
    ['out', 'Daniel went out'],
  ]);
});

test('a goal is called by the words on its card, as it read last', () => {
  const goal = v.parse(goalId, 'goal-number-1');
  const card: RecordItem = {
    kind: 'goal',
    id: id(goal),
    by: maya,
    ...{ x: 0, y: 0, z: 1, w: 360, h: 200, locked: false, hidden: false },
    text: 'A plan told the day before',
    state: 'put',
    whose: '',
  };
  const marked = aRecord().mark({ is: 'goal', at: after(5), goal });
  expect(lineMarks(marked.record())[0]?.words).toBe('Something was done about a goal');
  const record = marked.put('joint', card).put('joint', aNote(2, 'beside it')).record();
  expect(lineMarks(record)[0]?.words).toBe('Goal: A plan told the day before');
});

test('marks that would lie on each other are one place', () => {
  const marks = [10, 12, 40].map((at): LineMark => ({
    at,
    until: null,
    sign: 'in',
    words: String(at),
  }));
  expect(groupsOf(marks, 5).map((group) => group.marks.map(({ words }) => words))).toEqual([
    ['10', '12'],
    ['40'],
  ]);
});

test('a step goes to the nearest stop on either side, and stays at the ends', () => {
  const stops = [30, 10, 20];
  expect(nextStop(stops, 15, 'on')).toBe(20);
  expect(nextStop(stops, 20, 'on')).toBe(30);
  expect(nextStop(stops, 30, 'on')).toBe(30);
  expect(nextStop(stops, 15, 'back')).toBe(10);
  expect(nextStop(stops, 10, 'back')).toBe(10);
  expect(nextStop([], 7, 'on')).toBe(7);
});
