/**
 * What is answered in an exercise reaches the family only once it has been on a therapist's page
 * (rule E3): the family is told of an exercise as a page of a therapist last had it.
 */
import type { Session } from '../../shared/session/session.ts';

export interface TherapistFirst {
  /** The session as the family may be told of it. What has ended is gone at once. */
  forFamily(session: Session): Session;
  /**
   * Asks the pages of therapists, which have just been told of `session`, to say that they have it.
   * @param ask has a page answer after all that it was told before
   */
  told(session: Session, pages: readonly ((then: () => void) => void)[]): void;
}

export function createTherapistFirst({ onSeen }: { readonly onSeen: () => void }): TherapistFirst {
  let seen: Session['exercises'] | null = null;
  let asked: Session['exercises'] | null = null;
  let askedPages = 0;
  let version = 0;
  let seenVersion = 0;

  return {
    forFamily(session) {
      const { running } = session.exercises;
      if (!running || session.exercises === seen) return session;
      const isSame = seen?.running?.n === running.n;
      const known = isSame ? (seen?.running ?? null) : null;
      return { ...session, exercises: { ...session.exercises, running: known } };
    },
    told({ exercises }, pages) {
      if (!exercises.running || exercises === seen) return;
      // A page that came since has been told of it too, and may be the only one that answers.
      if (exercises === asked && pages.length <= askedPages) return;
      if (exercises !== asked) version += 1;
      const ofThis = version;
      asked = exercises;
      askedPages = pages.length;
      for (const ask of pages) {
        ask(() => {
          if (ofThis <= seenVersion) return;
          seenVersion = ofThis;
          seen = exercises;
          onSeen();
        });
      }
    },
  };
}
