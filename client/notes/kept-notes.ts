/**
 * Notes that outlast the screens they are written on: set where the page begins, so that words not
 * saved yet go along from the room to the saved board.
 */
import { createContext } from 'svelte';
import type { SessionId, TherapistId } from '../../shared/ids.ts';
import type { Notes } from './notes.svelte.ts';

export interface KeptNotes {
  /** By therapist too: whoever signs in next on this device finds nothing of it. */
  of(therapist: TherapistId, session: SessionId, make: () => Notes): Notes;
}

export function createKeptNotes(): KeptNotes {
  const all = new Map<string, Notes>();
  return {
    of(therapist, session, make) {
      const key = `${therapist} ${session}`;
      const notes = all.get(key) ?? make();
      all.set(key, notes);
      return notes;
    },
  };
}

export const [keptNotes, setKeptNotes] = createContext<KeptNotes>();
