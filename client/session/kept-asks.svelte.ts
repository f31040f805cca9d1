/** What a member of the family asked while their line was down: kept in the page until it has gone out. */
import { SvelteMap } from 'svelte/reactivity';
import type { Command } from '../../shared/session/commands.ts';
import type { AskKind } from '../../shared/session/words.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

type Send = (command: Command) => Promise<RefusalMessage | null>;

/** Not `pass`: by the time the line is back it would hand back another turn than the one meant. */
const isKept = (ask: AskKind): boolean => ask !== 'pass';

export class KeptAsks {
  readonly #send: Send;
  /** At most one of each kind, from its press until it is answered or taken back. */
  readonly #asks = new SvelteMap<AskKind, 'on-its-way' | 'waiting'>();

  constructor(send: Send) {
    this.#send = send;
  }

  /** Those that wait for the line, first pressed first. */
  get waiting(): readonly AskKind[] {
    return [...this.#asks].flatMap(([ask, state]) => (state === 'waiting' ? [ask] : []));
  }

  /** Whether any is on its way or waits; while one is tried again this does not change. */
  get hasAny(): boolean {
    return this.#asks.size > 0;
  }

  /** Pressed, and neither answered nor taken back. */
  has(ask: AskKind): boolean {
    return this.#asks.has(ask);
  }

  /** Sends any command; an ask that finds no line is kept, and so is not refused. */
  async send(command: Command): Promise<RefusalMessage | null> {
    if (command.kind !== 'ask' || !isKept(command.ask)) return this.#send(command);
    const { ask } = command;
    this.#asks.set(ask, 'on-its-way');
    const refusal = await this.#send(command);
    if (refusal?.reason !== 'no-line') {
      this.#asks.delete(ask);
      return refusal;
    }
    if (this.#asks.has(ask)) this.#asks.set(ask, 'waiting');
    return null;
  }

  /** The line is there: presses again what waited for it. */
  sendAgain(press: (command: Command) => unknown): void {
    for (const ask of this.waiting) press({ kind: 'ask', ask });
  }

  takeBack(ask: AskKind): void {
    this.#asks.delete(ask);
  }
}
