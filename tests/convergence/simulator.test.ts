/**
 * Seeded sessions in a simulated world: clock, lines, storage and chance are parts, the rooms are the
 * server's own. `KINBRIDGE_SEEDS=100-400` runs those seeds in place of the few of every day, and
 * `KINBRIDGE_SEEDS=77` that one. A seed that fails stays here as a test with a name.
 */
import { expect, test } from 'vitest';
import { simulate } from './sim/run.ts';

/** Things that happen in one session. */
const steps = 400;

const asked = (process.env['KINBRIDGE_SEEDS'] ?? '1-3').split('-').map(Number);
const [first = 1, last = first] = asked;

test.each(Array.from({ length: last - first + 1 }, (_, at) => first + at))(
  '[W2][W3][W6][H1][H7][B6][B7][B8][B15][L1] in a session with every trouble at once nothing shows early, nothing is lost, nothing refused is kept (seed %i)',
  async (seed) => {
    const { kept, entries } = await simulate(seed, steps);
    expect(kept).toBeGreaterThan(20);
    expect(entries).toBeGreaterThan(50);
  },
);

test.each([
  [8, '[W3][B15] a page that lost the word of a refusal does not come back with what was refused'],
  [10, '[B15] a stock page that is told of a refusal begins anew'],
  [7, '[H1] when a hold cuts the links none of them hears that another has gone'],
])('seed %i: %s', async (seed) => {
  await simulate(seed, steps);
});
