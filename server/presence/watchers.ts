/** Those who want to hear of changes; one that throws keeps nothing from the others. */
import type { Log } from '../log.ts';
import type { PresenceChange } from './presence.ts';

export interface Watchers {
  add(told: (change: PresenceChange) => void): () => void;
  tell(change: PresenceChange): void;
}

export function createWatchers(log: Log): Watchers {
  const all = new Set<(change: PresenceChange) => void>();
  return {
    add(told) {
      all.add(told);
      return () => {
        all.delete(told);
      };
    },
    tell(change) {
      for (const told of [...all]) {
        try {
          told(change);
        } catch (cause) {
          log.error({ err: cause }, 'a change of presence could not be passed on');
        }
      }
    },
  };
}
