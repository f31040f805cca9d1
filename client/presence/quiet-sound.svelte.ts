/** The quiet sound: off unless switched on, and remembered on this device. */
import { ring } from './ring.ts';

const key = 'kinbridge:quiet-sound';
/** Milliseconds between two sounds: a line that comes and goes must not become a bell. */
const restMs = 10_000;

interface Surroundings {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly ring: () => void;
  readonly now: () => number;
}

export class QuietSound {
  #isOn = $state(false);
  #rangAt = -Infinity;
  readonly #around: Surroundings;

  constructor(around: Surroundings = { storage: localStorage, ring, now: () => Date.now() }) {
    this.#around = around;
    try {
      this.#isOn = around.storage.getItem(key) === 'on';
    } catch {
      // Nothing can be remembered here: then it is off at each start.
    }
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Switching it on lets it be heard once, which is also the press a browser wants before any sound. */
  switchTo(on: boolean): void {
    this.#isOn = on;
    try {
      if (on) this.#around.storage.setItem(key, 'on');
      else this.#around.storage.removeItem(key);
    } catch {
      // It holds for this page; the next one doesn't remember it.
    }
    if (on) this.#around.ring();
  }

  /** Sounds if it is switched on and has been quiet for a while. */
  sound(): void {
    const now = this.#around.now();
    if (!this.#isOn || Math.abs(now - this.#rangAt) < restMs) return;
    this.#rangAt = now;
    this.#around.ring();
  }
}
