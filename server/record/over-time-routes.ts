/** A family over its sessions, and how a family stands beside a record; for whoever may read its records. */
import { Router, type Request } from 'express';
import { goalsForTherapist } from '../../shared/goal/visible-to.ts';
import { familyId } from '../../shared/ids.ts';
import {
  goalOverTime,
  mostSessionsOverTime,
  sessionOverTime,
  type OverTimeAnswer,
  type SessionOverTime,
} from '../../shared/record/over-time.ts';
import type { RecordPerson, SessionRecordRead } from '../../shared/record/record.ts';
import type { RecordReader, RecordStanding } from '../../shared/record/standing.ts';
import type { GoalBoards } from '../goal/goal-boards.ts';
import { paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import type { SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { LegalHoldStore } from '../storage/legal-hold-store.ts';
import type { EndedSession, RecordReading } from './record-reading.ts';
import { mayRead, readSessionOf } from './reading-routes.ts';

export interface OverTimeParts extends SessionParts {
  readonly reading: RecordReading;
  readonly goals: GoalBoards;
  readonly legalHolds: Pick<LegalHoldStore, 'hold'>;
}

/** As whom somebody who may read a family's records reads them. */
function readerOf({ id }: Pick<Therapist, 'id'>, family: FamilyRecord): RecordReader {
  const reviewer = family.reviewers.find((one) => one.id === id);
  if (!reviewer) return 'therapist';
  return reviewer.notes ? 'reviewer-with-notes' : 'reviewer';
}

export function overTimeRoutes(parts: OverTimeParts): Router {
  const router = Router();

  async function familyRead(request: Request) {
    const therapist = await parts.signIns.needed(request);
    const family = await parts.families.family(paramOf(request, 'family', familyId));
    if (!family || !mayRead(therapist, family)) throw notFound();
    return { therapist, family };
  }

  /** One after the other: nobody waits for the others' records of a whole year. */
  async function readAll(
    family: FamilyRecord,
    sessions: Awaited<ReturnType<typeof parts.sessions.sessionsOf>>,
  ): Promise<Pick<OverTimeAnswer, 'sessions' | 'doubtful'>> {
    const told: SessionOverTime[] = [];
    const doubtful: OverTimeAnswer['doubtful'][number][] = [];
    for (const session of sessions) {
      const record = await readOrRefused({ session, family });
      if (record === 'refused' || record?.verified?.holds === false) {
        doubtful.push({ session: session.id, title: session.plan.title });
      } else if (record) told.push(sessionOverTime(record));
    }
    return { sessions: told, doubtful };
  }

  /** One damaged record is no reason to tell nothing of the others. */
  async function readOrRefused(of: EndedSession): Promise<SessionRecordRead | 'refused' | null> {
    try {
      return await parts.reading.read(of);
    } catch (cause) {
      if (cause instanceof Refused) return 'refused';
      throw cause;
    }
  }

  router.get('/families/:family/over-time', async (request, response) => {
    const { therapist, family } = await familyRead(request);
    const ended = (await parts.sessions.sessionsOf([family.id]))
      .filter(({ state, plan }) => state === 'ended' && plan.kind !== 'between')
      .sort((one, other) => (one.openedAt ?? 0) - (other.openedAt ?? 0));
    const newest = ended.slice(-mostSessionsOverTime);
    const board = (await parts.goals.of(family.id)).board();
    const body: OverTimeAnswer = {
      familyTitle: family.title,
      reader: readerOf(therapist, family),
      people: family.people.map(personOf),
      ...(await readAll(family, newest)),
      // An idea is its author's alone until it is talked about (rule G2).
      goals: goalsForTherapist(board, family.people)
        .goals.filter(({ state }) => state !== 'idea')
        .map(goalOverTime),
      earlier: ended.length - newest.length,
    };
    await parts.audit.add({
      ...{ at: parts.clock.now(), practice: therapist.practice, by: therapist.id },
      ...{ act: 'over-time-opened', subject: family.id },
    });
    response.json(body);
  });

  router.get('/sessions/:session/record-standing', async (request, response) => {
    const { therapist, family } = await readSessionOf(parts, request);
    const body: RecordStanding = {
      familyTitle: family.title,
      reader: readerOf(therapist, family),
      legalHold: (await parts.legalHolds.hold(family.id)) !== null,
    };
    response.json(body);
  });

  return router;
}

const personOf = ({ id, firstName, role, ageBand, colour, shape }: RecordPerson): RecordPerson => ({
  ...{ id, firstName, role, ageBand, colour, shape },
});
