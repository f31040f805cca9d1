/** Checks the records that a therapist's families have, one after the other. Nothing is changed. */
import { Router } from 'express';
import * as v from 'valibot';
import { sessionId } from '../../shared/ids.ts';
import { ownRecordsAtOnce, type VerifyOwnAnswer } from '../../shared/record/verify-own.ts';
import { Refused } from '../refused.ts';
import type { SessionParts } from '../session/session-routes.ts';
import type { EndedSession, RecordReading } from './record-reading.ts';

type Outcome = 'holds' | 'unsealed' | { readonly where: string };

export function verifyOwnRoutes(
  parts: Pick<SessionParts, 'signIns' | 'families' | 'sessions'> & {
    readonly reading: Pick<RecordReading, 'read'>;
  },
): Router {
  const router = Router();

  /** What can't be read at all is broken, and says where. @throws what is no refusal */
  async function outcomeOf(of: EndedSession): Promise<Outcome> {
    try {
      const record = await parts.reading.read(of);
      if (!record?.verified) return 'unsealed';
      return record.verified.holds ? 'holds' : { where: record.verified.where };
    } catch (cause) {
      if (cause instanceof Refused) return { where: cause.trouble.sentence };
      throw cause;
    }
  }

  router.get('/verify/own', async (request, response) => {
    const therapist = await parts.signIns.needed(request);
    const after = v.parse(v.fallback(v.nullable(sessionId), null), request.query['after'] ?? null);
    const families = await parts.families.familiesOf(therapist.id);
    const ended = (await parts.sessions.sessionsOf(families.map(({ id }) => id)))
      .filter(({ state, plan }) => state === 'ended' && plan.kind !== 'between')
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .filter(({ id }) => after === null || id > after);
    const now = ended.slice(0, ownRecordsAtOnce);
    const broken: VerifyOwnAnswer['broken'][number][] = [];
    let unsealed = 0;
    for (const session of now) {
      const family = families.find(({ id }) => id === session.family);
      if (!family) continue;
      const outcome = await outcomeOf({ session, family });
      if (outcome === 'unsealed') unsealed += 1;
      else if (outcome !== 'holds') {
        const { id, plan, openedAt } = session;
        broken.push({ session: id, title: plan.title, openedAt, where: outcome.where });
      }
    }
    const isLast = now.length === ended.length;
    const body: VerifyOwnAnswer = {
      ...{ checked: now.length, unsealed, broken },
      next: isLast ? null : (now.at(-1)?.id ?? null),
    };
    response.json(body);
  });

  return router;
}
