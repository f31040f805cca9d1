/** Checks a practice's own records, some at a time, and says how far it has come. */
import type { VerifyOwnAnswer } from '../../shared/record/verify-own.ts';
import type { Requests } from '../practice/practice.svelte.ts';

export class OwnRecords {
  readonly #requests: Pick<Requests, 'get'>;
  #checked = $state(0);
  #unsealed = $state(0);
  #broken = $state.raw<VerifyOwnAnswer['broken']>([]);
  #isDone = $state(false);

  constructor(requests: Pick<Requests, 'get'>) {
    this.#requests = requests;
  }

  get checked(): number {
    return this.#checked;
  }
  get unsealed(): number {
    return this.#unsealed;
  }
  get broken(): VerifyOwnAnswer['broken'] {
    return this.#broken;
  }
  get isDone(): boolean {
    return this.#isDone;
  }

  /** From the beginning. */
  async check(): Promise<void> {
    this.#checked = this.#unsealed = 0;
    this.#broken = [];
    this.#isDone = false;
    let after: string | null = null;
    do {
      const path: string = after === null ? '/api/verify/own' : `/api/verify/own?after=${after}`;
      const answer: VerifyOwnAnswer = await this.#requests.get<VerifyOwnAnswer>(path);
      this.#checked += answer.checked;
      this.#unsealed += answer.unsealed;
      this.#broken = [...this.#broken, ...answer.broken];
      after = answer.next;
    } while (after !== null);
    this.#isDone = true;
  }
}
