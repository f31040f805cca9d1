/** A therapist's side of the private lines: what was not sent yet, and what was not read yet. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { PersonId } from '../../shared/ids.ts';
import type { Whisper } from '../../shared/session/session.ts';

type Whispers = readonly Pick<Whisper, 'person' | 'n' | 'from'>[];

export class Whispering {
  readonly #drafts = new SvelteMap<PersonId, string>();
  readonly #shown = new SvelteSet<PersonId>();
  /** Of each person the number of the last whisper that stood open to be read. */
  readonly #read = new SvelteMap<PersonId, number>();

  draft(person: PersonId): string {
    return this.#drafts.get(person) ?? '';
  }

  write(person: PersonId, words: string): void {
    this.#drafts.set(person, words);
  }

  /** They have arrived; what was typed meanwhile stays. */
  sent(person: PersonId, words: string): void {
    if (this.draft(person) === words) this.#drafts.delete(person);
  }

  isShown(person: PersonId): boolean {
    return this.#shown.has(person);
  }

  /** Unfolds a person's line or folds it; what stands there then has been read. */
  toggle(person: PersonId, whispers: Whispers): void {
    if (!this.#shown.delete(person)) this.#shown.add(person);
    const last = whispers.findLast((one) => one.person === person);
    if (last) this.#read.set(person, last.n);
  }

  /** How many words of theirs have come since their line was last open. */
  unread(person: PersonId, whispers: Whispers): number {
    if (this.isShown(person)) return 0;
    const read = this.#read.get(person) ?? 0;
    return whispers.filter((one) => one.person === person && one.from === 'person' && one.n > read)
      .length;
  }
}
