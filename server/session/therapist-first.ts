/**
 * What is answered in an exercise, and what is done about goals, reaches the family only once it has
 * been on a therapist's page (rules E3, G14): the family is told of both as such a page last had them.
 */
import { noGoals, type GoalBoard } from '../../shared/goal/goal.ts';
import type { Exercises } from '../../shared/session/exercises-of.ts';
import type { Session } from '../../shared/session/session.ts';

interface Told {
  readonly session: Session;
  readonly goals: GoalBoard;
}

/** A page of a therapist; see `RoomLink`. */
interface Page {
  beat(then: () => void): void;
}

export interface TherapistFirst {
  /** What the family may be told of. An exercise that has ended is gone at once. */
  forFamily(now: Told): Told;
  /** Asks the pages of therapists, which have just been told of `now`, to say that they have it. */
  told(now: Told, pages: readonly Page[]): void;
}

interface Seen {
  readonly exercises: Exercises | null;
  readonly goals: GoalBoard;
}

export function createTherapistFirst({ onSeen }: { readonly onSeen: () => void }): TherapistFirst {
  let seen: Seen = { exercises: null, goals: noGoals };
  let asked = seen;
  let askedPages = new Set<Page>();
  let version = 0;
  let seenVersion = 0;

  return {
    forFamily({ session }) {
      const { goals } = seen;
      const { running } = session.exercises;
      if (!running || session.exercises === seen.exercises) return { session, goals };
      const last = seen.exercises?.running ?? null;
      const known = last?.n === running.n ? last : null;
      return {
        session: { ...session, exercises: { ...session.exercises, running: known } },
        goals,
      };
    },
    told({ session: { exercises }, goals }, pages) {
      const isSeen = !exercises.running || exercises === seen.exercises;
      if (isSeen && goals === seen.goals) return;
      if (exercises !== asked.exercises || goals !== asked.goals) {
        version += 1;
        asked = { exercises, goals };
        askedPages = new Set();
      }
      const [ofThis, these] = [version, asked];
      for (const page of pages) {
        if (askedPages.has(page)) continue;
        askedPages.add(page);
        page.beat(() => {
          if (ofThis <= seenVersion) return;
          seenVersion = ofThis;
          seen = these;
          onSeen();
        });
      }
    },
  };
}
