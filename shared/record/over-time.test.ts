import { expect, test } from 'vitest';
import { aRecord, daniel, maya, opened } from '../../tests/support/records.ts';
import { sessionOverTime } from './over-time.ts';

const minute = 60_000;
const after = (minutes: number) => opened + minutes * minute;
const feel = (by: typeof maya, feeling: string, big: number | readonly string[], n = 1) => ({
  ...{ by, n, values: { press: 'give', feel: [feeling], big } },
});

test('[R37] of each person stands what they said of themselves, before and after', () => {
  const record = aRecord()
    .at(60)
    .answered(feel(maya, 'worried', ['lot']))
    .answered(feel(daniel, 'nervous', 6))
    .at(23 * 60)
    .answered(feel(maya, 'calm', ['little'], 2))
    .record();
  const told = sessionOverTime(record).people.map(({ person, before, after: later }) => [
    person,
    before && [before.feelings, before.size, before.sizeWords],
    later && [later.feelings, later.size, later.sizeWords],
  ]);
  expect(told).toEqual([
    [maya, ['Worried', 9, 'A lot'], ['Calm', 2, 'A little']],
    [daniel, ['Nervous', 6, '6'], null],
  ]);
});

test('[R37] a single check-in late in a session is how somebody went, not how they came', () => {
  const record = aRecord()
    .at(24 * 60)
    .answered(feel(maya, 'happy', ['some']))
    .record();
  const [told] = sessionOverTime(record).people;
  expect([told?.before, told?.after?.feelings]).toEqual([null, 'Happy']);
});

test('[R37] a pass and another exercise are no check-in', () => {
  const record = aRecord()
    .answered({ by: maya, values: null })
    .answered({ by: maya, exercise: 'timeline', values: { press: 'give' } })
    .record();
  const [told] = sessionOverTime(record).people;
  expect([told?.before, told?.after]).toEqual([null, null]);
});

test('time in the room is from each letting in until they left, or until the end', () => {
  const record = aRecord()
    .mark({ is: 'let-in', at: after(1), person: maya })
    .mark({ is: 'sent-back', at: after(4), person: maya })
    .mark({ is: 'let-in', at: after(10), person: maya })
    .mark({ is: 'let-in', at: after(20), person: daniel })
    .mark({ is: 'left', at: after(22), person: daniel })
    .record();
  expect(sessionOverTime(record).people.map(({ inRoomMs }) => inRoomMs / minute)).toEqual([18, 2]);
});

test('time at a step is without the short breaks in it', () => {
  const record = aRecord()
    .mark({ is: 'step', at: after(0), step: 'apart' })
    .mark({ is: 'short-break', at: after(4), until: after(6) })
    .mark({ is: 'step', at: after(5), step: 'board' })
    .mark({ is: 'step', at: after(15), step: 'apart' })
    .record();
  expect(sessionOverTime(record).steps.map(({ step, ms }) => [step, ms / minute])).toEqual([
    ['apart', 4 + 10],
    ['board', 9],
  ]);
});
