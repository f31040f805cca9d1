/** Writes that wait a moment, the newest for each item: a drag is not a message per pixel. */
import type { Wanted } from './write-intent.ts';

export interface Later {
  /** Writes at the next flush, instead of what waited for `id` before. */
  write(id: string, wanted: Wanted): void;
  isWaitingFor(id: string): boolean;
  readonly isWaiting: boolean;
  forget(id: string): void;
  /** Writes everything that waits, now. */
  flush(): void;
}

/** `writeAll` gets what waits, at most `afterMs` after the first of it came. */
export function createLater(
  afterMs: number,
  writeAll: (ids: readonly string[], wanted: readonly Wanted[]) => void,
): Later {
  const waiting = new Map<string, Wanted>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const ids = [...waiting.keys()];
    const wanted = [...waiting.values()];
    waiting.clear();
    writeAll(ids, wanted);
  }

  return {
    write(id, wanted) {
      waiting.set(id, wanted);
      timer ??= setTimeout(flush, afterMs);
    },
    isWaitingFor: (id) => waiting.has(id),
    get isWaiting() {
      return waiting.size > 0;
    },
    forget: (id) => void waiting.delete(id),
    flush,
  };
}
