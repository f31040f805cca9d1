import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { therapistId } from '../../shared/ids.ts';
import {
  beatEveryMs,
  createSupervision,
  lookEveryMs,
  supervisionLostAfterMs,
} from './supervision.ts';

const okafor = v.parse(therapistId, '019c0000-0000-7000-8000-000000000009');

/** A clock that goes on by whole looks. */
function aSupervision() {
  let now = 1_000_000;
  const supervision = createSupervision({ clock: { now: () => now } });
  const jump = (ms: number): void => {
    now += ms;
    supervision.look();
  };
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += lookEveryMs) jump(lookEveryMs);
  };
  return { supervision, jump, pass };
}

describe('whoever supervises', () => {
  test('[H8] answers until two seconds after the last word, and never without one', () => {
    const { supervision, pass } = aSupervision();
    expect(supervision.answers(okafor)).toBe(false);
    supervision.heard(okafor);
    pass(supervisionLostAfterMs - lookEveryMs);
    expect(supervision.answers(okafor)).toBe(true);
    pass(lookEveryMs);
    expect(supervision.answers(okafor)).toBe(false);
  });

  test('[H8] is asked once a beat has passed in silence', () => {
    const { supervision, pass } = aSupervision();
    supervision.heard(okafor);
    expect(supervision.isQuiet(okafor)).toBe(false);
    pass(beatEveryMs);
    expect(supervision.isQuiet(okafor)).toBe(true);
  });

  test.each([60_000, -60_000])(
    '[H8] has one beat to be heard after a clock jumps by %i ms',
    (ms) => {
      const { supervision, jump, pass } = aSupervision();
      supervision.heard(okafor);
      jump(ms);
      expect(supervision.answers(okafor)).toBe(true);
      pass(beatEveryMs);
      expect(supervision.answers(okafor)).toBe(false);
    },
  );

  test('[H8] is not woken by a jump of the clock when silent before', () => {
    const { supervision, jump, pass } = aSupervision();
    supervision.heard(okafor);
    pass(supervisionLostAfterMs);
    jump(60_000);
    expect(supervision.answers(okafor)).toBe(false);
  });
});
