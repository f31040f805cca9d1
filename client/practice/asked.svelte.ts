/** An answer of the server that a screen shows and keeps current. */
import { TroubleError } from '../connection/http.ts';

/** Milliseconds between two askings while the page is seen; one small request each. */
const everyMs = 5_000;

export class Asked<T> {
  readonly #ask: () => Promise<T>;
  #value = $state.raw<T | null>(null);
  #trouble = $state.raw<TroubleError | null>(null);
  #asking = $state(false);
  /** Which asking counts: one that began before a newer value was put is out of date. */
  #round = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** The last answer; stays while the line is down. */
  get value(): T | null {
    return this.#value;
  }
  /** Why the last asking brought nothing; null again after the next one that does. */
  get trouble(): TroubleError | null {
    return this.#trouble;
  }
  get isAsking(): boolean {
    return this.#asking;
  }

  /** Takes an answer that came otherwise, as the answer to a write. */
  put(value: T): void {
    this.#round += 1;
    this.#value = value;
    this.#trouble = null;
    this.#asking = false;
  }

  async again(): Promise<void> {
    const round = (this.#round += 1);
    this.#asking = true;
    try {
      const value = await this.#ask();
      if (round === this.#round) this.put(value);
    } catch (trouble) {
      if (!(trouble instanceof TroubleError)) throw trouble;
      if (round === this.#round) this.#trouble = trouble;
    } finally {
      if (round === this.#round) this.#asking = false;
    }
  }

  /**
   * Asks now, then every few seconds while the page is seen, and whenever `follow` tells of a change,
   * also while it isn't. @returns how to stop.
   */
  keepCurrent(follow?: (changed: () => void) => () => void): () => void {
    const ask = () => {
      if (!document.hidden && !this.#asking) void this.again();
    };
    void this.again();
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    const unfollow = follow?.(() => void this.again());
    return () => {
      unfollow?.();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }
}
