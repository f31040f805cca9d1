import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { practiceId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import { checkStored } from '../../server/record/check-record.ts';
import { newPracticeKey } from '../../server/record/seal.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createStores } from '../../server/storage/stores.ts';
import { aNote } from '../support/board-items.ts';
import { until } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge | null = null;
afterEach(async () => {
  await server?.clear();
});

/** Closings that are killed; `npm run faults` asks for more. */
const kills = Number(process.env['KINBRIDGE_KILLS'] ?? 30);
/** Milliseconds a round may take: two starts, a practice, a few notes. */
const roundMs = 12_000;
/** Milliseconds after which a closing of this size is over, also on a busy machine. */
const closingMs = 4_000;
/** The first half of the kills falls into the first quarter: most steps are short. */
const killAfterMs = (round: number): number => Math.round(closingMs * (round / (kills - 1)) ** 2);
const words = 'what Maya wrote';

/** A killed closing, at another moment each time; what is left of it. */
async function killedAfter(ms: number): Promise<'open' | 'sealed'> {
  server = await startKinbridge();
  const practice = await aPractice(server.url);
  const maya = await practice.arrive('Maya');
  const therapist = practice.therapistPage();
  const page = practice.page(maya);
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  expect(await therapist.command({ kind: 'let-in', person: maya.id })).toBeNull();
  await page.familyView('room');
  const eye = practice.therapistInk();
  const ink = practice.ink(maya);
  await ink.synced();
  for (let n = 0; n < 20; n += 1) {
    ink.items.set(`mayas-note${String(n)}`, aNote(maya.id, `${words} ${String(n)}`));
  }
  await until('all are there', () => eye.items.size === 20);
  therapist.command({ kind: 'end' }).catch(() => undefined); // Its answer dies with the server.
  await new Promise((resume) => setTimeout(resume, ms));
  await server.kill();
  for (const one of [page, therapist, ink, eye]) one.leave();

  const storage = await openSqlite(server.dataDir);
  const { session } = practice;
  const { records } = createStores({ ...storage, chance: systemChance });
  const log = await storage.rooms.read(session, 0);
  const record = await records.record(session);
  const state = await storage.db.selectFrom('session').select('state').executeTakeFirstOrThrow();
  const left = log.some(({ kind }) => kind === 'ink');
  if (record === null) {
    expect({ left, state: state.state }).toEqual({ left: true, state: 'open' });
    await storage.close();
    return 'open';
  }
  const { id } = await storage.db.selectFrom('practice').select('id').executeTakeFirstOrThrow();
  const key = await records.key(v.parse(practiceId, id), 0, newPracticeKey);
  const publicKey = Buffer.from(key.publicKey).toString('base64url');
  expect(checkStored(record, publicKey)?.verified).toMatchObject({ holds: true });
  expect({ left, state: state.state, lines: log.length }).toEqual({
    ...{ left: false, state: 'ended', lines: 2 },
  });
  // The record is compressed, so its words are in no file as they were written.
  const withInk = readdirSync(server.dataDir).filter((name) =>
    readFileSync(join(server?.dataDir ?? '', name)).includes(`${words} 7`),
  );
  await storage.close();
  expect(withInk).toEqual([]);
  return 'sealed';
}

test(
  '[R1][W3] killed at any step of closing there is the open log, whole, or the sealed record, and never both',
  { timeout: 60_000 + kills * roundMs },
  async () => {
    const found = new Set<string>();
    for (let round = 0; round < kills; round += 1) {
      found.add(await killedAfter(killAfterMs(round)));
      await server?.clear();
    }
    expect([...found].sort()).toEqual(['open', 'sealed']);
  },
);
