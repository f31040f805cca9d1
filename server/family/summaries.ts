/** Families and sessions as the practice's pages see them. */
import type { PersonId, SessionId } from '../../shared/ids.ts';
import type {
  FamilyAnswer,
  FamilySummary,
  PersonLook,
  SessionSummary,
} from '../../shared/wire/http.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { SessionRecord } from '../storage/session-store.ts';

/** Who waits in a session's room now. */
export type WaitingIn = (session: SessionId) => readonly PersonId[];

const lookOf = ({ id, firstName, colour, shape }: PersonLook): PersonLook => ({
  id,
  firstName,
  colour,
  shape,
});

export const familySummary = (family: FamilyRecord): FamilySummary => ({
  id: family.id,
  title: family.title,
  archived: family.archived,
  people: family.people.map(lookOf),
});

export function sessionSummary(
  session: SessionRecord,
  family: FamilyRecord,
  waitingIn: WaitingIn,
): SessionSummary {
  const waiting = waitingIn(session.id);
  const people = session.plan.arriving.flatMap((id) =>
    family.people.filter((one) => one.id === id),
  );
  return {
    id: session.id,
    family: family.id,
    familyTitle: family.title,
    title: session.plan.title,
    kind: session.plan.kind,
    state: session.calledOff ? 'called-off' : session.state,
    plannedFor: session.plan.plannedFor,
    openedAt: session.openedAt,
    endedAt: session.endedAt,
    people: people.map(lookOf),
    waiting: people.filter((one) => waiting.includes(one.id)).map((one) => one.firstName),
  };
}

const rank: Record<SessionSummary['state'], number> = {
  open: 0,
  held: 0,
  planned: 1,
  ended: 2,
  'called-off': 3,
};

/** Running first, then planned by time (without a time last), then past, newest first. */
export const inOrder = (sessions: readonly SessionSummary[]): readonly SessionSummary[] =>
  [...sessions].sort(
    (one, other) =>
      rank[one.state] - rank[other.state] ||
      (one.state === 'planned'
        ? (one.plannedFor ?? Infinity) - (other.plannedFor ?? Infinity) || 0
        : (other.endedAt ?? 0) - (one.endedAt ?? 0)),
  );

export const familyAnswer = (
  family: FamilyRecord,
  sessions: readonly SessionRecord[],
  waitingIn: WaitingIn,
): FamilyAnswer => ({
  id: family.id,
  title: family.title,
  reference: family.reference,
  remark: family.remark,
  archived: family.archived,
  people: family.people,
  rules: family.rules,
  therapists: family.therapists,
  sessions: inOrder(sessions.map((one) => sessionSummary(one, family, waitingIn))),
});
