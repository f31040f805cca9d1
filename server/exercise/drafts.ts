/** A room's half-typed answers: in memory to be told, in the database to survive. */
import { isAmong, type Draft, type DraftsOf } from '../../shared/exercise/draft.ts';
import type { PersonId, SessionId } from '../../shared/ids.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import type { RoomStore } from '../storage/room-store.ts';

export interface Drafts {
  all(): readonly Draft[];
  /** Resolves once it is kept, in place of what was in that field. Rejects when the database does. */
  keep(draft: Draft): Promise<void>;
  /** Resolves once nothing that was to be kept is under way, so that what is deleted next stays so. */
  settled(): Promise<void>;
  forget(which: readonly DraftsOf[]): void;
}

interface DraftsParts {
  readonly room: SessionId;
  readonly store: Pick<RoomStore, 'keepDraft'>;
  readonly kept: readonly Draft[];
}

export function createDrafts({ room, store, kept }: DraftsParts): Drafts {
  let drafts = kept;
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;

  return {
    all: () => drafts,
    async keep(draft) {
      underWay += 1;
      // One after the other: the database may answer a later one first.
      const written = last.then(() => store.keepDraft(room, draft));
      last = written.catch(() => undefined);
      try {
        await written;
      } finally {
        underWay -= 1;
      }
      const others = drafts.filter((one) => !isSameField(one, draft));
      drafts = draft.words === '' ? others : [...others, draft];
    },
    async settled() {
      while (underWay > 0) await last;
    },
    forget(which) {
      drafts = drafts.filter((one) => !which.some((of) => isAmong(one, of)));
    },
  };
}

const isSameField = (one: Draft, other: Draft): boolean =>
  isAmong(one, { n: other.n, of: other }) && one.field === other.field;

/** Half-typed words are gone with the answer they became, or with their exercise. */
export const forgottenBy = (events: readonly SessionEvent[]): readonly DraftsOf[] =>
  events.flatMap((event): readonly DraftsOf[] => {
    if (event.kind === 'exercise-ended') return [{ n: event.n, of: null }];
    if (event.kind !== 'exercise-moved' || event.move.kind !== 'answered') return [];
    const person: PersonId | null = event.by;
    return person === null ? [] : [{ n: event.n, of: { person, step: event.move.step } }];
  });
