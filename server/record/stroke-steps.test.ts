import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsOf, stepsOf } from './stroke-steps.ts';

test('[R1] a stroke in a record has every one of its points', () => {
  const points = fc.array(fc.integer({ min: -50_000, max: 50_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(points, (all) => {
      const steps = stepsOf(all);
      expect(pointsOf(steps)).toEqual(all);
      expect(JSON.stringify(steps)).toHaveLength(steps.length + 2);
    }),
  );
  expect(() => pointsOf('a\\b')).toThrow();
});
