/** One thing being tried: whether it is under way, and what stood in its way. */
import * as v from 'valibot';
import { sentenceOf } from '../connection/http.ts';

export class Attempt {
  #busy = $state(false);
  #trouble = $state<string | null>(null);
  #faults = $state.raw<Readonly<Record<string, string>>>({});

  get busy(): boolean {
    return this.#busy;
  }
  /** The sentence of what went wrong, null when nothing did. */
  get trouble(): string | null {
    return this.#trouble;
  }
  /** What is wrong with the field at this path, "people.0.firstName". */
  faultOf(path: string): string | null {
    return this.#faults[path] ?? null;
  }

  forget(): void {
    this.#trouble = null;
    this.#faults = {};
  }

  /** @returns whether it worked; a second call while the first is under way does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.forget();
    try {
      await work();
      return true;
    } catch (thrown) {
      this.#trouble = sentenceOf(thrown);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  /** As {@link run}, after `values` passed the schema the server uses, too. */
  async check<Output>(
    schema: v.GenericSchema<unknown, Output>,
    values: unknown,
    work: (checked: Output) => Promise<unknown>,
  ): Promise<boolean> {
    const read = v.safeParse(schema, values);
    if (read.success) return this.run(() => work(read.output));
    this.#trouble = null;
    this.#faults = Object.fromEntries(
      [...read.issues].reverse().map((issue) => [v.getDotPath(issue) ?? '', issue.message]),
    );
    return false;
  }
}
