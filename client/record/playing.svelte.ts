/** Where in a record one is, and going on by itself through it. */
import type { Instant } from '../../shared/ids.ts';

export const speeds = [1, 2, 4, 8, 16] as const;
export type Speed = (typeof speeds)[number];

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** Calls back before the next picture with milliseconds of its own clock, as the browser does. */
export interface Frames {
  ask(draw: (now: number) => void): number;
  cancel(asked: number): void;
}

const ofBrowser: Frames = {
  ask: (draw) => requestAnimationFrame(draw),
  cancel: (asked) => cancelAnimationFrame(asked),
};

export class Playing {
  readonly span: Span;
  readonly #frames: Frames;
  #at = $state(0);
  #speed = $state<Speed>(4);
  #asked = $state.raw<number | null>(null);
  #drawnAt: number | null = null;

  /** Begins at the end: what is left of a session is looked at first as it was left. */
  constructor(span: Span, frames: Frames = ofBrowser) {
    this.span = span;
    this.#frames = frames;
    this.#at = span.until;
  }

  get at(): Instant {
    return this.#at;
  }
  get speed(): Speed {
    return this.#speed;
  }
  set speed(speed: Speed) {
    this.#speed = speed;
  }
  get isPlaying(): boolean {
    return this.#asked !== null;
  }
  get isAtEnd(): boolean {
    return this.#at >= this.span.until;
  }

  goTo(at: Instant): void {
    this.#at = Math.min(this.span.until, Math.max(this.span.from, at));
  }

  /** From the beginning where there is nothing more to come. */
  play(): void {
    if (this.isPlaying) return;
    if (this.isAtEnd) this.goTo(this.span.from);
    this.#drawnAt = null;
    this.#asked = this.#frames.ask(this.#draw);
  }

  pause(): void {
    if (this.#asked !== null) this.#frames.cancel(this.#asked);
    this.#asked = null;
  }

  readonly #draw = (now: number): void => {
    // A page that was away for a while goes on from where it was, not from where it would be.
    const passed = Math.min(250, now - (this.#drawnAt ?? now));
    this.#drawnAt = now;
    this.goTo(this.#at + passed * this.#speed);
    this.#asked = this.isAtEnd ? null : this.#frames.ask(this.#draw);
  };
}
