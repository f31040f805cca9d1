/** Writes that wait a moment, the newest for each item: a drag is not a message per pixel. */

export interface Later {
  /** Writes at the next flush, instead of what waited for `id` before. */
  write(id: string, change: () => void): void;
  isWaitingFor(id: string): boolean;
  readonly isWaiting: boolean;
  forget(id: string): void;
  /** Writes everything that waits, now. */
  flush(): void;
}

/** `writeAll` gets what waits, at most `afterMs` after the first of it came. */
export function createLater(
  afterMs: number,
  writeAll: (ids: readonly string[], changes: () => void) => void,
): Later {
  const waiting = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const writes = [...waiting];
    waiting.clear();
    writeAll(
      writes.map(([id]) => id),
      () => {
        for (const [, change] of writes) change();
      },
    );
  }

  return {
    write(id, change) {
      waiting.set(id, change);
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
