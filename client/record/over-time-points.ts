/** One person's way through a family's sessions. */
import type { OverTimeAnswer, PersonInSession } from '../../shared/record/over-time.ts';
import type { Instant, PersonId, SessionId } from '../../shared/ids.ts';

export interface OverTimePoint extends Pick<PersonInSession, 'before' | 'after' | 'inRoomMs'> {
  readonly session: SessionId;
  readonly title: string;
  readonly at: Instant;
}

/** The sessions they were planned for, oldest first. */
export const pointsOf = (
  sessions: OverTimeAnswer['sessions'],
  person: PersonId,
): readonly OverTimePoint[] =>
  sessions.flatMap(({ session, title, openedAt, people }) =>
    people
      .filter((one) => one.person === person)
      .map(({ before, after, inRoomMs }) => ({
        ...{ session, title, at: openedAt, before, after, inRoomMs },
      })),
  );
