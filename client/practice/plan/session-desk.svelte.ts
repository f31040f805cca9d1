/** One session outside its room: its plan, its personal links, and what can be done about them. */
import { SvelteMap } from 'svelte/reactivity';
import type { PersonId, SessionId } from '../../../shared/ids.ts';
import type { PersonalLink, SessionAnswer } from '../../../shared/wire/http.ts';
import { Asked } from '../asked.svelte.ts';
import type { Practice } from '../practice.svelte.ts';

export class SessionDesk {
  readonly asked: Asked<SessionAnswer>;
  readonly #practice: Practice;
  readonly #path: string;
  /** Links made just now; only their hash is kept, so nobody can show them again. */
  readonly #fresh: SvelteMap<PersonId, string>;

  constructor(session: SessionId, practice: Practice) {
    this.#practice = practice;
    this.#path = `/api/sessions/${session}`;
    this.asked = new Asked(() => practice.get<SessionAnswer>(this.#path));
    this.#fresh = new SvelteMap(
      practice.takeFresh(session).map(({ person, url }) => [person, url]),
    );
  }

  /** This person's link if it was made while this page was open. */
  freshLink(person: PersonId): string | null {
    return this.#fresh.get(person) ?? null;
  }
  get hasFresh(): boolean {
    return this.#fresh.size > 0;
  }

  /** Makes a new link; the old one and its device are out. */
  async renew(person: PersonId): Promise<void> {
    const { url } = await this.#practice.send<PersonalLink>(
      'POST',
      `${this.#path}/links/${person}`,
    );
    this.#fresh.set(person, url);
    await this.asked.again();
  }

  async revoke(person: PersonId): Promise<void> {
    this.asked.put(
      await this.#practice.send<SessionAnswer>('DELETE', `${this.#path}/links/${person}`),
    );
    this.#fresh.delete(person);
  }

  async callOff(): Promise<void> {
    await this.#practice.send<unknown>('POST', `${this.#path}/call-off`);
  }
}
