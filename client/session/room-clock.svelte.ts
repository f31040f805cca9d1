/** The time, for screens that show it. */
import { createSubscriber } from 'svelte/reactivity';

/** Milliseconds; a clock of minutes is never more than this late. */
const tickMs = 5_000;

/** Reading `now` in a component follows the time as long as that component is there. */
export class RoomClock {
  readonly #follow = createSubscriber((changed) => {
    const timer = setInterval(changed, tickMs);
    return () => clearInterval(timer);
  });

  /** Milliseconds since 1970 by this device. */
  get now(): number {
    this.#follow();
    return Date.now();
  }
}
