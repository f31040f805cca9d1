/** Records that lie there before anything is measured: one that is large, and very many. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { bornItem } from '../../../shared/board/board-doc.ts';
import {
  invitationId,
  itemId,
  practiceId,
  sessionId,
  type FamilyId,
  type PersonId,
  type SessionId,
} from '../../../shared/ids.ts';
import type { SessionPlan } from '../../../shared/session/plan.ts';
import { hashOfToken, systemChance } from '../../../server/ids.ts';
import {
  digestOf,
  emptyBody,
  saltBytes,
  withEntries,
  type Leaf,
} from '../../../server/record/chain.ts';
import { itemContent, type RecordEntry } from '../../../server/record/entries.ts';
import { packed } from '../../../server/record/packed.ts';
import { newPracticeKey, sealed } from '../../../server/record/seal.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { createStores } from '../../../server/storage/stores.ts';
import { aClosedRoom } from '../../support/closed-room.ts';

export const large = { items: 5_000, moments: 300 } as const;
export const many = 2_000;

/** Words that boards are written with, about as many as a family uses. */
const vocabulary = Array.from({ length: 3_000 }, (_, n) => `wort${n.toString(36)}`);
const wordsOnBoard = 60;
const momentEveryMs = 10_000;

export async function fillRecords(
  dataDir: string,
  family: FamilyId,
  people: readonly PersonId[],
): Promise<SessionId> {
  const storage = await openSqlite(dataDir);
  const stores = createStores({ ...storage, chance: systemChance });
  const plan: SessionPlan = {
    ...{ kind: 'joint', title: 'A saved board', arriving: [...people], leaving: [...people] },
    ...{ plannedMinutes: 50, step: 'board', plannedFor: null },
  };
  const planned = async (): Promise<{ session: SessionId; epoch: number }> => {
    const session = systemChance.newId(sessionId);
    const invitations = people.map((person) => ({
      ...{ id: systemChance.newId(invitationId), person, expiresAt: 2 },
      tokenHash: hashOfToken(systemChance.newToken()),
    }));
    await stores.sessions.plan({ id: session, family, plan }, invitations, 1);
    return { session, epoch: (await stores.rooms.own(session))?.epoch ?? 0 };
  };
  const state = { state: 'ended', openedAt: 1, endedAt: 2 } as const;
  for (let n = 0; n < many; n += 1) {
    const { session, epoch } = await planned();
    const words = Array.from(
      { length: wordsOnBoard },
      (_, at) => vocabulary[(n * 31 + at * at * 7) % vocabulary.length] ?? '',
    );
    const summary = { people, exercises: ['check-in'], openedAt: n };
    const closed = aClosedRoom({ session, family, words: [...new Set(words)], summary });
    await stores.rooms.close({ room: session, after: 0, epoch, entries: [], state }, closed);
  }
  const { session, epoch } = await planned();
  const { id } = await storage.db.selectFrom('practice').select('id').executeTakeFirstOrThrow();
  const key = await stores.records.key(v.parse(practiceId, id), 1, newPracticeKey);
  const { bytes, unsigned } = packed(session, largeBody(session, family, people));
  const closed = aClosedRoom({ session, family, summary: { people, title: 'The large one' } });
  const record = { session, bytes, seal: sealed(unsigned, key) };
  await stores.rooms.close(
    { room: session, after: 0, epoch, entries: [], state },
    { ...closed, record },
  );
  await storage.close();
  return session;
}

/** A stroke in every other place, a note in the others; as many new at each moment. */
function largeBody(session: SessionId, family: FamilyId, people: readonly PersonId[]) {
  const leaves: [string, Leaf][] = [];
  const [by] = people;
  if (!by) throw new Error('nobody is there');
  const itemAt = (n: number) => {
    const given = {
      id: v.parse(itemId, `item-number-${n}`),
      by,
      x: (n % 70) * 220,
      y: n * 3,
      z: n,
    };
    const points = Array.from(
      { length: 180 },
      (_, at) => ((at * 13 + n * 7) % 97) * (at % 3 === 2 ? 1 : 4),
    );
    return n % 2 === 0
      ? bornItem('note', { ...given, text: `What number ${n} says of the day, in some words` })
      : bornItem('ink', { ...given, points });
  };
  const perMoment = Math.ceil(large.items / large.moments);
  const moments = Array.from({ length: large.moments }, (_, at): RecordEntry => {
    const from = at * perMoment;
    const numbers = Array.from(
      { length: Math.max(0, Math.min(perMoment, large.items - from)) },
      (_one, n) => from + n,
    );
    const put = numbers.map((n): [ReturnType<typeof itemAt>['id'], string] => {
      const item = itemAt(n);
      const leaf = { salt: randomBytes(saltBytes), content: JSON.stringify(itemContent(item)) };
      const digest = digestOf(leaf);
      leaves.push([digest, leaf]);
      return [item.id, digest];
    });
    return {
      is: 'moment',
      at: (at + 1) * momentEveryMs,
      zones: [{ zone: 'joint', put, gone: [] }],
    };
  });
  const endedAt = (large.moments + 1) * momentEveryMs;
  return withEntries(
    emptyBody,
    [
      {
        ...{ is: 'head', format: 1, session, family, kind: 'joint', title: 'The large one' },
        ...{ openedAt: 0, endedAt, plannedMinutes: 50, people: [], therapists: [] },
      },
      ...moments,
      { is: 'end', at: endedAt },
    ],
    leaves,
  );
}
