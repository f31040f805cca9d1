/** Measures the line to the room again and again while someone waits. */
import { lineOf, type Line } from './line-words.ts';

/** Milliseconds between two measurements; one small message each. */
const everyMs = 8_000;

export class LineCheck {
  readonly #measure: () => Promise<number | null>;
  #line = $state<Line>('checking');

  constructor(measure: () => Promise<number | null>) {
    this.#measure = measure;
  }

  get line(): Line {
    return this.#line;
  }

  /** Measures now and every few seconds. @returns how to stop. */
  start(): () => void {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const once = async () => {
      const thereAndBackMs = await this.#measure();
      if (stopped) return;
      this.#line = lineOf(thereAndBackMs);
      timer = setTimeout(() => void once(), everyMs);
    };
    void once();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }
}
