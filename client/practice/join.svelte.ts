/** A colleague's one-time link: whether it can be used, and joining by it. */
import type { ColleagueLook, Me } from '../../shared/wire/http.ts';
import { getJson, sendJson, sentenceOf, TroubleError } from '../connection/http.ts';
import type { Requests } from './practice.svelte.ts';

export type Joining =
  | { readonly is: 'looking' }
  | { readonly is: 'asked'; readonly practice: string }
  | { readonly is: 'not-usable' }
  | { readonly is: 'failed'; readonly sentence: string };

const server: Requests = { get: getJson, send: sendJson };

export class JoinLink {
  readonly token: string;
  readonly #requests: Requests;
  #joining = $state.raw<Joining>({ is: 'looking' });

  constructor(token: string, requests: Requests = server) {
    this.token = token;
    this.#requests = requests;
  }

  get joining(): Joining {
    return this.#joining;
  }

  async look(): Promise<void> {
    this.#joining = { is: 'looking' };
    try {
      const { practice } = await this.#requests.send<ColleagueLook>(
        'POST',
        '/api/colleagues/look',
        { token: this.token },
      );
      this.#joining = { is: 'asked', practice };
    } catch (trouble) {
      this.#joining = isUnusable(trouble)
        ? { is: 'not-usable' }
        : { is: 'failed', sentence: sentenceOf(trouble) };
    }
  }

  /** @throws {TroubleError} as {@link sendJson}. */
  join(body: { name: string; email: string; password: string }): Promise<Me> {
    return this.#requests.send<Me>('POST', '/api/colleagues/join', { ...body, token: this.token });
  }
}

/** A token of the wrong shape is the server's `bad-input`; for whoever holds it that is the same. */
const isUnusable = (trouble: unknown): boolean =>
  trouble instanceof TroubleError &&
  (trouble.reason === 'link-not-usable' || trouble.reason === 'bad-input');
