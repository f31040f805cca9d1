/** Families and sessions as the practice's pages see them. */
import type {
  FamilyAnswer,
  FamilySummary,
  PersonLook,
  SessionState,
  SessionSummary,
} from '../../shared/wire/http.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { RoomSeen, Seen } from '../presence/presence.ts';
import type { SessionRecord } from '../storage/session-store.ts';

/** For sessions that are over: nobody is there. */
export const nobodySeen: Seen = { isCertain: true, version: 0, rooms: new Map() };

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

function stateOf(session: SessionRecord, seen: Seen, room: RoomSeen | undefined): SessionState {
  if (session.calledOff) return 'called-off';
  if (session.state === 'ended') return 'ended';
  if (room) return room.phase;
  // No process has the room, so nothing passes there; whoever comes next finds it held (H3).
  return session.state === 'open' && seen.isCertain ? 'held' : session.state;
}

export function sessionSummary(
  session: SessionRecord,
  family: FamilyRecord,
  seen: Seen,
): SessionSummary {
  const room = seen.rooms.get(session.id);
  const state = stateOf(session, seen, room);
  const people = session.plan.arriving.flatMap((id) =>
    family.people.filter((one) => one.id === id),
  );
  return {
    id: session.id,
    family: family.id,
    familyTitle: family.title,
    title: session.plan.title,
    kind: session.plan.kind,
    state,
    plannedFor: session.plan.plannedFor,
    openedAt: session.openedAt,
    endedAt: session.endedAt,
    people: people.map(lookOf),
    waiting:
      state === 'ended'
        ? []
        : people.filter((one) => room?.notLetIn.has(one.id)).map((one) => one.firstName),
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
  seen: Seen,
): FamilyAnswer => ({
  id: family.id,
  title: family.title,
  reference: family.reference,
  remark: family.remark,
  archived: family.archived,
  people: family.people,
  rules: family.rules,
  therapists: family.therapists,
  reviewers: family.reviewers,
  sessions: inOrder(sessions.map((one) => sessionSummary(one, family, seen))),
});
