/** Who is signed in on this device, and the requests that need it. */
import { createContext } from 'svelte';
import type { PersonalLink, Me, StartAnswer } from '../../shared/wire/http.ts';
import type { SessionId } from '../../shared/ids.ts';
import {
  fileFor,
  getFile,
  getJson,
  sendJson,
  TroubleError,
  type WriteMethod,
} from '../connection/http.ts';

/** Requests as the practice's screens make them. */
export interface Requests {
  get<T>(path: string): Promise<T>;
  send<T = undefined>(method: WriteMethod, path: string, body?: unknown): Promise<T>;
}

export type Standing =
  | { readonly is: 'asking' }
  | { readonly is: 'first-start' }
  | { readonly is: 'signed-out'; readonly wasSignedIn: boolean }
  | { readonly is: 'signed-in'; readonly me: Me }
  | { readonly is: 'unknown'; readonly trouble: TroubleError };

const server: Requests = { get: getJson, send: sendJson };

export class Practice implements Requests {
  readonly #server: Requests;
  #standing = $state.raw<Standing>({ is: 'asking' });
  /** Personal links that were made just now and are shown on the next page, once. */
  #fresh: { readonly session: SessionId; readonly links: readonly PersonalLink[] } | null = null;

  constructor(requests: Requests = server) {
    this.#server = requests;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Asks the server who is signed in here. */
  async begin(): Promise<void> {
    this.#standing = { is: 'asking' };
    try {
      const { firstStart, me } = await this.#server.get<StartAnswer>('/api/start');
      if (me) this.#standing = { is: 'signed-in', me };
      else if (firstStart) this.#standing = { is: 'first-start' };
      else this.#standing = { is: 'signed-out', wasSignedIn: false };
    } catch (trouble) {
      if (!(trouble instanceof TroubleError)) throw trouble;
      this.#standing = { is: 'unknown', trouble };
    }
  }

  /** After first start, signing in or joining. */
  signedIn(me: Me): void {
    this.#standing = { is: 'signed-in', me };
  }

  async signOut(): Promise<void> {
    await this.#server.send('POST', '/api/sign-out');
    this.#fresh = null;
    this.#standing = { is: 'signed-out', wasSignedIn: false };
  }

  get<T>(path: string): Promise<T> {
    return this.#noticing(this.#server.get<T>(path));
  }

  send<T = undefined>(method: WriteMethod, path: string, body?: unknown): Promise<T> {
    return this.#noticing(this.#server.send<T>(method, path, body));
  }

  /** A file that the server makes; {@link getFile}. */
  file(path: string): Promise<Blob> {
    return this.#noticing(getFile(path));
  }

  /** A file that the server makes of what is sent; {@link fileFor}. */
  fileFor(path: string, body: unknown): Promise<Blob> {
    return this.#noticing(fileFor(path, body));
  }

  keepFresh(session: SessionId, links: readonly PersonalLink[]): void {
    this.#fresh = { session, links };
  }

  /** The links kept for this session's page; gone after the first call. */
  takeFresh(session: SessionId): readonly PersonalLink[] {
    const fresh = this.#fresh;
    this.#fresh = null;
    return fresh?.session === session ? fresh.links : [];
  }

  /** A sign-in ends on its own or from another device: whichever request learns it first tells. */
  async #noticing<T>(request: Promise<T>): Promise<T> {
    try {
      return await request;
    } catch (trouble) {
      const isGone = trouble instanceof TroubleError && trouble.reason === 'sign-in-needed';
      if (isGone && this.#standing.is === 'signed-in') {
        this.#standing = { is: 'signed-out', wasSignedIn: true };
      }
      throw trouble;
    }
  }
}

export const [usePractice, providePractice] = createContext<Practice>();
