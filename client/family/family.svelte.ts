/** One family as its therapists work on it: what the server knows and what can be changed. */
import type { Appearance } from '../../shared/family/person.ts';
import type { FamilyId, PersonId, TherapistId } from '../../shared/ids.ts';
import type { FamilyAnswer } from '../../shared/wire/http.ts';
import { Asked } from '../practice/asked.svelte.ts';
import type { Requests } from '../practice/practice.svelte.ts';

interface FamilyFields {
  readonly title?: string;
  readonly reference?: string;
  readonly remark?: string;
  readonly archived?: boolean;
}

interface PersonChange {
  readonly entry?: unknown;
  readonly appearance?: Appearance;
  readonly ready?: boolean;
}

/** Every change resolves once the server has it; the answer is what is shown from then on. */
export class FamilyDesk {
  readonly asked: Asked<FamilyAnswer>;
  readonly #requests: Requests;
  readonly #path: string;

  constructor(family: FamilyId, requests: Requests) {
    this.#requests = requests;
    this.#path = `/api/families/${family}`;
    this.asked = new Asked(() => requests.get<FamilyAnswer>(this.#path));
  }

  change(fields: FamilyFields): Promise<void> {
    return this.#put('PATCH', '', fields);
  }
  addPerson(entry: unknown): Promise<void> {
    return this.#put('POST', '/people', entry);
  }
  changePerson(person: PersonId, change: PersonChange): Promise<void> {
    return this.#put('PATCH', `/people/${person}`, change);
  }
  removePerson(person: PersonId): Promise<void> {
    return this.#put('DELETE', `/people/${person}`);
  }
  setMeeting(one: PersonId, other: PersonId, mayMeet: boolean): Promise<void> {
    return this.#put('PUT', '/meetings', { one, other, mayMeet });
  }
  setTherapists(therapists: readonly TherapistId[]): Promise<void> {
    return this.#put('PUT', '/therapists', { therapists });
  }

  setReviewers(reviewers: readonly { id: TherapistId; notes: boolean }[]): Promise<void> {
    return this.#put('PUT', '/reviewers', { reviewers });
  }

  async #put(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', below: string, body?: unknown) {
    this.asked.put(await this.#requests.send<FamilyAnswer>(method, this.#path + below, body));
  }
}
