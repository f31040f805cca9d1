/** The parts of a board that are not in its first bytes, and when they come. */
import { createContext } from 'svelte';
import { whenIdle } from '../../look/when-idle.ts';

/** Milliseconds after which a part that did not come is asked for again. */
const againAfterMs = 5_000;
/** Milliseconds a board has to itself before what may be asked for comes after it. */
const quietMs = 2_500;

/** A part of the code. It comes once, and is there from then on, whatever becomes of the line. */
export class Part<Code> {
  code = $state.raw<Code | null>(null);
  /** Whether it is taking long because it can't be had just now. */
  isMissing = $state(false);
  readonly #load: () => Promise<Code>;
  #isUnderWay = false;
  #stopWaiting = (): void => undefined;

  constructor(load: () => Promise<Code>) {
    this.#load = load;
  }

  /** Asks for it, again and again until it is there; a second call does nothing. */
  bring(): void {
    if (this.code || this.#isUnderWay) return;
    this.#isUnderWay = true;
    this.#stopWaiting();
    void this.#load().then(
      (code) => {
        this.code = code;
        this.isMissing = false;
      },
      () => {
        this.#isUnderWay = false;
        this.isMissing = true;
        this.#stopWaiting = whenIdle(againAfterMs, () => this.bring());
      },
    );
  }

  /** Brings it before anybody asks, when the page has nothing else to do. */
  bringWhenIdle(): void {
    this.#stopWaiting = whenIdle(quietMs, () => this.bring());
  }

  stop(): void {
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
