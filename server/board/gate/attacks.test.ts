import { afterAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openCallCounter } from '../../../tests/support/calls.ts';
import { attacks, type Attack } from '../../../tests/support/attacks.ts';
import { aJudgedWorld, reloaded, seen } from '../../../tests/support/judged-board.ts';
import type { Verdict } from './verdict.ts';

/**
 * What a frame may cost: calls, for judging it and for loading a log with it. The worst of the honest and
 * of the hostile take some 22 a byte; whatever grows with the square of its size takes thousands.
 */
const maxCalls = (bytes: number): number => 12_000 + 30 * bytes;

const calls = openCallCounter();
afterAll(calls.close);

function meets({ build, sender, expected }: Attack): void {
  const { board, world } = aJudgedWorld();
  const bytes = build(world);
  const before = Y.encodeStateAsUpdate(board.doc);
  const seenBefore = seen(board.doc);
  let verdict: Verdict | undefined;
  const judged = calls.of(() => (verdict = board.judge(sender, bytes)));
  if (!verdict) throw new Error('it was not judged');
  expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before);

  if ('refused' in verdict)
    expect([expected.as, verdict.refused]).toEqual([
      'refused',
      'reason' in expected && expected.reason,
    ]);
  else {
    const reasons = verdict.denied.map(({ reason }) => reason);
    if ('reason' in expected) expect([expected.as, ...reasons]).toContain(expected.reason);
    else expect(reasons).toEqual([]);
    if (expected.as === 'denied') expect(verdict.bytes).toBeNull();
    if (expected.as === 'unseen') expect(verdict.bytes).not.toBeNull();
    board.take(sender, bytes);
    if (expected.as !== 'partly' && expected.as !== 'accepted')
      expect(seen(board.doc)).toBe(seenBefore);
    else expect(seen(board.doc)).not.toBe(seenBefore);
  }
  const applied = [...board.log];
  let loaded = new Y.Doc();
  const applying = calls.of(() => (loaded = reloaded(applied)));
  expect(judged + applying).toBeLessThan(maxCalls(bytes.length));
  expect(seen(loaded)).toBe(seen(board.doc));
  expect(board.take(sender, new Uint8Array([0, 0]))).toEqual({ bytes: null, denied: [] });
}

const about = (rule: string): readonly Attack[] => attacks.filter((one) => one.rule === rule);

describe('attacks', () => {
  test('each has an id of its own', () => {
    expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
  });
  test.each(about('B4'))('[B4] $id $title: $expected.as', meets);
  test.each(about('B5'))('[B5] $id $title: $expected.as', meets);
  test.each(about('B6'))('[B6] $id $title: $expected.as', meets);
  test.each(about('B7'))('[B7] $id $title: $expected.as', meets);
  test.each(about('B11'))('[B11] $id $title: $expected.as', meets);
  test.each(about('B12'))('[B12] $id $title: $expected.as', meets);
  test.each(about('B13'))('[B13] $id $title: $expected.as', meets);
  test.each(about('B14'))('[B14] $id $title: $expected.as', meets);
  test.each(about('B16'))('[B16] $id $title: $expected.as', meets);
  test.each(about('W4'))('[W4] $id $title: $expected.as', meets);
});
