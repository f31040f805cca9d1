/** What exports are made of: the sessions of a family that have ended, each with its record. */
import { therapistAppearance } from '../../../shared/family/person.ts';
import type { DrawnAuthor } from '../../../shared/board/draw/pieces.ts';
import type { ParticipantId, SessionId } from '../../../shared/ids.ts';
import type { RecordItem, SessionRecordRead } from '../../../shared/record/record.ts';
import { replayOf, momentAt } from '../../../shared/record/replay.ts';
import type { Zone } from '../../../shared/board/zone-name.ts';
import { notFound, Refused } from '../../refused.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import type { SessionRecord, SessionStore } from '../../storage/session-store.ts';

/** A session's record; null where there is none, as of a goal board between sessions. */
export type ReadRecord = (
  session: SessionRecord,
  family: FamilyRecord,
) => Promise<SessionRecordRead | null>;

export interface KeptParts {
  readonly sessions: Pick<SessionStore, 'everySessionOf'>;
  readonly read: ReadRecord;
}

/** All of a family's sessions, oldest first. @throws Refused `refused` while one of them runs */
export async function sessionsToExport(
  { sessions }: Pick<KeptParts, 'sessions'>,
  family: FamilyRecord,
): Promise<readonly SessionRecord[]> {
  const all = await sessions.everySessionOf(family.id);
  if (all.some(isRunning)) {
    throw new Refused(
      'refused',
      'A session of this family is running. Please export when it has ended.',
    );
  }
  return all
    .filter(({ plan }) => plan.kind !== 'between')
    .sort((one, other) => (dayOf(one) ?? 0) - (dayOf(other) ?? 0));
}

export const isRunning = ({ state }: SessionRecord): boolean =>
  state === 'open' || state === 'held';

/** When it was held, else for when it was offered; null where neither is known. */
export const dayOf = ({ openedAt, plan }: SessionRecord) => openedAt ?? plan.plannedFor;

/** The session with its record. @throws Refused `not-found` unless it is this family's and has ended */
export async function keptSession(
  { sessions, read }: KeptParts,
  family: FamilyRecord,
  id: SessionId,
): Promise<{ readonly session: SessionRecord; readonly record: SessionRecordRead }> {
  const session = (await sessionsToExport({ sessions }, family)).find((one) => one.id === id);
  const record = session?.state === 'ended' ? await read(session, family) : null;
  if (!session || !record) throw notFound();
  return { session, record };
}

/** Each record in turn, oldest first: never two of them at once. */
export async function* keptRecords({ sessions, read }: KeptParts, family: FamilyRecord) {
  for (const session of await sessionsToExport({ sessions }, family)) {
    const record = session.state === 'ended' ? await read(session, family) : null;
    if (record) yield { session, record };
  }
}

/** A board at its last moment, or at the last that is not after `at`. */
export function boardAt(
  record: SessionRecordRead,
  zone: Zone,
  at: number | null,
): readonly RecordItem[] {
  const moment = at === null ? record.moments.length - 1 : momentAt(record.moments, at);
  return replayOf(record).at(zone, moment);
}

/** Everybody whose things may lie on its boards. */
export const castOf = ({ head }: SessionRecordRead): ReadonlyMap<ParticipantId, DrawnAuthor> =>
  new Map<ParticipantId, DrawnAuthor>([
    ...head.people.map(({ id, firstName, colour, shape }): [ParticipantId, DrawnAuthor] => [
      id,
      { name: firstName, colour, shape },
    ]),
    ...head.therapists.map(({ id, name }): [ParticipantId, DrawnAuthor] => [
      id,
      { name, ...therapistAppearance },
    ]),
  ]);
