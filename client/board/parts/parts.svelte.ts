/** The parts of a board that are not in its first bytes, and when they come. */
import { createContext } from 'svelte';
import { whenIdle } from '../../look/when-idle.ts';

/** Milliseconds after which a part that did not come is asked for again. */
const againAfterMs = 5_000;
/** Milliseconds a board has to itself before what may be asked for comes after it. */
const quietMs = 2_500;

/**
 * Rejects without a line to the server. Most browsers remember of a module that did not come that it
 * did not, for as long as the page stands: so it is asked for only once something else has come.
 */
const reachServer = (): Promise<unknown> =>
  fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });

/** A part of the code. It comes once, and is there from then on, whatever becomes of the line. */
export class Part<Code> {
  code = $state.raw<Code | null>(null);
  /** Why it is not here though it was asked for: there is no line, or it was lost on the way. */
  missing = $state.raw<'line' | 'lost' | null>(null);
  readonly #load: () => Promise<Code>;
  readonly #reach: () => Promise<unknown>;
  #isUnderWay = false;
  #isStopped = false;
  #stopWaiting = (): void => undefined;

  /** @param reach rejects while there is no line */
  constructor(load: () => Promise<Code>, reach: () => Promise<unknown> = reachServer) {
    this.#load = load;
    this.#reach = reach;
  }

  /** Asks for it, again and again until it is there; a second call does nothing. */
  bring(): void {
    if (this.code || this.#isUnderWay) return;
    this.#isUnderWay = true;
    this.#stopWaiting();
    const again = (why: 'line' | 'lost'): void => {
      this.#isUnderWay = false;
      this.missing = why;
      if (this.#isStopped) return;
      this.#stopWaiting = whenIdle(againAfterMs, () => this.bring());
    };
    const come = (code: Code): void => {
      this.code = code;
      this.missing = null;
    };
    void this.#reach().then(
      () => this.#load().then(come, () => again('lost')),
      () => again('line'),
    );
  }

  /** Brings it before anybody asks, when the page has nothing else to do. */
  bringWhenIdle(): void {
    this.#stopWaiting = whenIdle(quietMs, () => this.bring());
  }

  /** Asks no more. */
  stop(): void {
    this.#isStopped = true;
    this.#stopWaiting();
  }
}

/** Comes behind the board: so it is there when somebody opens it in a dropped line. */
export function createParts(isTherapist: boolean) {
  const onDemand = new Part(() => import('./on-demand.ts'));
  const ofTherapist = new Part(() => import('./of-therapist.ts'));
  onDemand.bringWhenIdle();
  if (isTherapist) ofTherapist.bring();
  return {
    onDemand,
    ofTherapist,
    stop(): void {
      onDemand.stop();
      ofTherapist.stop();
    },
  };
}

export type Parts = ReturnType<typeof createParts>;

export const [parts, provideParts] = createContext<Parts>();
