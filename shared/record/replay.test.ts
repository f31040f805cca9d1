import { expect, test } from 'vitest';
import { aNote, aRecord, maya, opened } from '../../tests/support/records.ts';
import { ownZone } from '../board/zone-name.ts';
import type { Moment, RecordItem } from './record.ts';
import { momentAt, replayOf } from './replay.ts';

const textsOf = (items: readonly RecordItem[]): readonly string[] =>
  items.flatMap((item) => ('text' in item ? [item.text] : [])).sort();

test('[R30] a board lies at each moment as its changes up to then say', () => {
  const [one, two] = [aNote(1, 'first'), aNote(2, 'second')];
  const replay = replayOf(
    aRecord()
      .at(10)
      .put('joint', one)
      .at(20)
      .put('joint', two)
      .at(30)
      .put('joint', aNote(1, 'first, changed'))
      .at(40)
      .gone('joint', two.id)
      .record(),
  );
  expect([-1, 0, 1, 2, 3, 4].map((moment) => textsOf(replay.at('joint', moment)))).toEqual([
    [],
    ['first'],
    ['first', 'second'],
    ['first, changed', 'second'],
    ['first, changed'],
    ['first, changed'],
  ]);
});

test('[R30] what lies on one board is on no other', () => {
  const replay = replayOf(
    aRecord()
      .at(5)
      .put(ownZone(maya), aNote(1, 'mine'))
      .at(9)
      .put('joint', aNote(2, 'ours'))
      .record(),
  );
  expect(replay.zones).toEqual(['joint', ownZone(maya)]);
  expect(textsOf(replay.at('joint', 0))).toEqual([]);
  expect(textsOf(replay.at(ownZone(maya), 1))).toEqual(['mine']);
});

test('[R30] going to a moment in any order gives what going there step by step gives', () => {
  const builder = aRecord();
  for (let n = 0; n < 90; n += 1) {
    builder.at(n).put('joint', aNote(n % 40, `words ${String(n)}`));
    if (n % 7 === 6) builder.gone('joint', aNote(n % 13, '').id);
  }
  const record = builder.record();
  const whole = replayOf(record);
  for (let n = 89; n >= 0; n -= 1) {
    const upToThere = replayOf({ ...record, moments: record.moments.slice(0, n + 1) });
    expect(textsOf(whole.at('joint', n))).toEqual(textsOf(upToThere.at('joint', n)));
  }
});

test('[R30] a place that no item has is left out', () => {
  const moments: readonly Moment[] = [
    { at: opened, zones: [{ zone: 'joint', put: [7], gone: [] }] },
  ];
  expect(replayOf({ items: [], moments }).at('joint', 0)).toEqual([]);
});

test('the moment of an instant is the last one that is not after it', () => {
  const moments = [10, 20, 30].map((at) => ({ at }));
  expect([9, 10, 19, 20, 31].map((at) => momentAt(moments, at))).toEqual([-1, 0, 0, 1, 2]);
});

test('[R31] one step among 300 moments of 5,000 items takes less than a frame', () => {
  const builder = aRecord();
  for (let moment = 0; moment < 300; moment += 1) {
    const notes = Array.from({ length: 17 }, (_, n) => aNote(moment * 17 + n, 'words'));
    builder.at(moment * 10).put('joint', ...notes);
  }
  const replay = replayOf(builder.record());
  replay.at('joint', 150);
  const took = Array.from({ length: 300 }, (_, n) => {
    const from = performance.now();
    replay.at('joint', (n * 149) % 300);
    return performance.now() - from;
  }).sort((one, other) => one - other);
  // The middle one: a busy machine may take its time over any single step.
  expect(took[150]).toBeLessThan(16);
});
