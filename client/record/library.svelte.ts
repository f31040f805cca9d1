/** The library as it is shown: what was found, page after page, for what stands in the address. */
import { sentenceOf } from '../connection/http.ts';
import type { LibraryAnswer, LibraryEntry, LibraryFamily } from '../../shared/record/library.ts';
import type { Requests } from '../practice/practice.svelte.ts';
import { requestOf, type LibrarySearch } from './library-search.ts';

export class Library {
  readonly #requests: Pick<Requests, 'get'>;
  #entries = $state.raw<readonly LibraryEntry[] | null>(null);
  #families = $state.raw<readonly LibraryFamily[]>([]);
  #more = $state(false);
  #trouble = $state<string | null>(null);
  #isAsking = $state(false);
  /** An answer to what is not looked for any more is thrown away. */
  #round = 0;

  constructor(requests: Pick<Requests, 'get'>) {
    this.#requests = requests;
  }

  /** Null until the first answer. */
  get entries(): readonly LibraryEntry[] | null {
    return this.#entries;
  }
  get families(): readonly LibraryFamily[] {
    return this.#families;
  }
  get more(): boolean {
    return this.#more;
  }
  get trouble(): string | null {
    return this.#trouble;
  }
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** In place of what is shown. */
  look(search: LibrarySearch): Promise<void> {
    return this.#ask(requestOf(search), []);
  }

  /** Behind what is shown. */
  async lookOn(search: LibrarySearch): Promise<void> {
    const shown = this.#entries ?? [];
    const last = shown.at(-1);
    if (last && !this.#isAsking) await this.#ask(requestOf(search, last.session), shown);
  }

  async #ask(path: string, shown: readonly LibraryEntry[]): Promise<void> {
    const round = (this.#round += 1);
    this.#isAsking = true;
    try {
      const answer = await this.#requests.get<LibraryAnswer>(path);
      if (round !== this.#round) return;
      this.#entries = [...shown, ...answer.entries];
      this.#families = answer.families;
      this.#more = answer.more;
      this.#trouble = null;
    } catch (thrown) {
      if (round === this.#round) this.#trouble = sentenceOf(thrown);
    } finally {
      if (round === this.#round) this.#isAsking = false;
    }
  }
}
