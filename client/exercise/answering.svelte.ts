/**
 * What somebody is answering: kept in this page through a cover and a dropped line, and as half-typed
 * words on the server, so that a reload brings them back.
 */
import { SvelteMap } from 'svelte/reactivity';
import { maxLetterLength } from '../../shared/exercise/letter.ts';
import type { Values } from '../../shared/exercise/form.ts';
import type { Asked } from '../../shared/exercise/shown-shape.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

/** Milliseconds after the last key until what is half typed is sent. */
export const draftAfterMs = 700;

/** UTF-16 units of a draft: the longest answer, and what is yet to be shortened of it. */
const maxDraftUnits = 2 * maxLetterLength;

interface AnsweringParts {
  /** Sends without a word of what became of it: a draft is tried again with the next key. */
  readonly send: (command: Command) => Promise<RefusalMessage | null>;
  /** Sends and shows why not. @returns whether done */
  readonly press: (command: Command) => Promise<boolean>;
}

export class Answering {
  /** What is in the fields, by the names of exercise and step. */
  #typed = $state.raw<Readonly<Record<string, Values>>>({});
  readonly #parts: AnsweringParts;
  /** Words on their way to be sent, by their field. */
  readonly #waiting = new SvelteMap<string, ReturnType<typeof setTimeout>>();

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
  }

  /** What stands in the fields: typed here, else what the server kept or handed back. */
  valuesOf(n: number, asked: Asked): Values {
    return this.#typed[keyOf(n, asked.step)] ?? asked.filled;
  }

  set(n: number, asked: Asked, name: string, value: Values[string] | undefined): void {
    const now = this.valuesOf(n, asked);
    const { [name]: _old, ...others } = now;
    const next = value === undefined ? others : { ...others, [name]: value };
    this.#typed = { ...this.#typed, [keyOf(n, asked.step)]: next };
    // What is far too long for an answer is too long for a message.
    if (typeof value === 'string' && value.length <= maxDraftUnits)
      this.#keepLater(n, asked.step, name, value);
  }

  /** Gives the answer with that press; what was typed stays where it is refused. */
  async give(n: number, asked: Asked, press: string): Promise<void> {
    const values = { ...filledIn(this.valuesOf(n, asked)), press };
    await this.#answer(n, asked, values);
  }

  async pass(n: number, asked: Asked): Promise<void> {
    await this.#answer(n, asked, null);
  }

  /** To be called when the page goes: no timer outlives it. */
  stop(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  async #answer(n: number, { step }: Asked, values: Values | null): Promise<void> {
    this.stop();
    if (!(await this.#parts.press({ kind: 'give-answer', n, step, values }))) return;
    const { [keyOf(n, step)]: _given, ...others } = this.#typed;
    this.#typed = others;
  }

  #keepLater(n: number, step: string, field: string, words: string): void {
    const key = `${keyOf(n, step)} ${field}`;
    clearTimeout(this.#waiting.get(key));
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      void this.#parts.send({ kind: 'keep-draft', n, step, field, words });
    }, draftAfterMs);
    this.#waiting.set(key, timer);
  }
}

const keyOf = (n: number, step: string): string => `${String(n)} ${step}`;

/** Without fields that hold nothing. */
const filledIn = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) =>
      typeof value === 'string'
        ? value.trim() !== ''
        : typeof value !== 'object' || value.length > 0,
    ),
  );
