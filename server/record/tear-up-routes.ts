/** Tearing something up in a record, and legal holds, under which nothing is. */
import { Router } from 'express';
import { familyId } from '../../shared/ids.ts';
import {
  legalHoldBody,
  tearUpBody,
  type LegalHold,
  type TearUpAnswer,
} from '../../shared/record/tear-up.ts';
import type { AuditAct } from '../access/audit.ts';
import { familyOf } from '../family/family-routes.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { LegalHoldStore } from '../storage/legal-hold-store.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { publicKeyOf, type RecordReading } from './record-reading.ts';
import type { RecordThread } from './record-thread.ts';
import { sealed } from './seal.ts';
import { createTornCopies } from './torn-copies.ts';

interface Parts extends SessionParts {
  readonly records: Pick<RecordStore, 'record' | 'list' | 'replace'>;
  readonly reading: Pick<RecordReading, 'key'>;
  readonly legalHolds: LegalHoldStore;
  readonly thread: RecordThread;
}

/** How often another tear-up may come first. */
const mostTries = 3;

const held = (reason: string): Refused =>
  new Refused(
    'refused',
    `This family is under a legal hold${reason === '' ? '' : ` (${reason})`}, so nothing of its records is torn up. Nothing was changed.`,
  );

export function tearUpRoutes(parts: Parts): Router {
  const { records, legalHolds, thread, clock } = parts;
  const router = Router();
  const copiesOf = createTornCopies(parts);

  const note = (by: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({ at: clock.now(), practice: by.practice, by: by.id, act, subject });

  router.post('/sessions/:session/tear-up', async (request, response) => {
    const { therapist, family, session } = await sessionOf(parts, request);
    const { what, asked, reason } = bodyOf(request, tearUpBody);
    const key = await parts.reading.key(family);
    for (let tried = 0; tried < mostTries; tried += 1) {
      const hold = await legalHolds.hold(family.id);
      if (hold) throw held(hold.reason);
      const record = await records.record(session.id);
      if (!record) throw notFound();
      const order = { record, key: publicKeyOf(key), what, asked, at: clock.now() };
      const torn = await thread.call('tearUp', [order]);
      if (torn === 'not-there') throw notFound();
      if (torn === 'broken') {
        throw new Refused(
          'refused',
          'This record is not what was sealed, so nothing of it is torn up. Nothing was changed.',
        );
      }
      const { bytes, unsigned, findable, laid, role } = torn;
      // The copies go first: what stops halfway is asked for again, while it is still there.
      const copies = await copiesOf(session, family, { laid, role, at: order.at }, key);
      if (copies === null) continue;
      const things = torn.things + copies;
      const next = { session: session.id, bytes, seal: sealed(unsigned, key) };
      const outcome = await records.replace(record.seal, next, findable);
      if (outcome !== 'replaced') continue; // Somebody else came first, or a hold did.
      await note(therapist, `record-torn-up: ${reason}`, session.id);
      const body: TearUpAnswer = { things };
      response.json(body);
      return;
    }
    throw new Refused('refused', 'Somebody else changed this record just now. Please try again.');
  });

  const answer = async (family: Parameters<LegalHoldStore['hold']>[0]): Promise<LegalHold> => {
    const hold = await legalHolds.hold(family);
    return { on: hold !== null, since: hold?.since ?? null, reason: hold?.reason ?? '' };
  };

  router.get('/families/:family/legal-hold', async (request, response) => {
    const { family } = await familyOf(parts, request, paramOf(request, 'family', familyId));
    response.json(await answer(family.id));
  });

  router.put('/families/:family/legal-hold', async (request, response) => {
    const { therapist, family } = await familyOf(parts, request);
    const { on, reason } = bodyOf(request, legalHoldBody);
    if (on && reason === '') throw new Refused('bad-input', 'Say why the records are held.');
    if (on) await legalHolds.put(family.id, { since: clock.now(), by: therapist.id, reason });
    else await legalHolds.lift(family.id);
    await note(therapist, on ? 'legal-hold-put' : 'legal-hold-lifted', family.id);
    response.json(await answer(family.id));
  });

  return router;
}
