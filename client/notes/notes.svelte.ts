/**
 * A session's private notes in the page: those the server keeps, and the therapist's words that it
 * does not have yet, which outlast every screen they are written on.
 */
import { SvelteMap } from 'svelte/reactivity';
import * as v from 'valibot';
import type { PrivateNoteId, SessionId } from '../../shared/ids.ts';
import { privateNoteText, type PrivateNotePin } from '../../shared/notes/private-note.ts';
import type { EarlierWords, PrivateNote } from '../../shared/wire/http.ts';
import { sentenceOf, TroubleError } from '../connection/http.ts';
import { Asked } from '../practice/asked.svelte.ts';
import type { Requests } from '../practice/practice.svelte.ts';
import { Unsaved } from './unsaved.svelte.ts';

/** Milliseconds between two looks while the page is seen: for a colleague's notes, and to send again. */
const everyMs = 5_000;

interface Parts {
  readonly session: SessionId;
  readonly requests: Requests;
  readonly newId: () => PrivateNoteId;
}

export interface NewNote {
  readonly id: PrivateNoteId;
  readonly pin: PrivateNotePin | null;
  readonly words: Unsaved;
}

export class Notes {
  /** What is being written. */
  draft = $state('');
  #draftTrouble = $state<string | null>(null);
  #unsent = $state.raw<readonly NewNote[]>([]);
  readonly #changes = new SvelteMap<PrivateNoteId, Unsaved>();
  /** What a screen reader is to hear next. */
  #said = $state('');
  #notDeleted = $state.raw<{ readonly id: PrivateNoteId; readonly sentence: string } | null>(null);
  readonly #asked: Asked<readonly PrivateNote[]>;
  readonly #path: string;
  readonly #newId: () => PrivateNoteId;
  #requests: Requests;
  #sending: Promise<void> | null = null;

  constructor({ session, requests, newId }: Parts) {
    this.#path = `/api/sessions/${session}/notes`;
    this.#requests = requests;
    this.#newId = newId;
    this.#asked = new Asked(() => this.#requests.get<readonly PrivateNote[]>(this.#path));
  }

  /** Oldest first; null until the first answer. */
  get kept(): readonly PrivateNote[] | null {
    return this.#asked.value;
  }
  /** Written and saved by the therapist, not yet by the server. One whose answer was lost may be both. */
  get unsent(): readonly NewNote[] {
    return this.#unsent.filter(({ id }) => !this.kept?.some((one) => one.id === id));
  }
  get draftTrouble(): string | null {
    return this.#draftTrouble;
  }
  get said(): string {
    return this.#said;
  }
  /** Why the notes could not be read; nothing while they only could not be read anew. */
  get trouble(): string | null {
    const { trouble, value } = this.#asked;
    return trouble && (value === null || !trouble.isConnectionLost) ? trouble.sentence : null;
  }
  /** Whether closing the page now would lose words. */
  get hasUnsaved(): boolean {
    const changed = [...this.#changes].some(([id, { text }]) => text !== this.#textOf(id));
    return this.draft.trim() !== '' || this.unsent.length > 0 || changed;
  }

  changeOf(id: PrivateNoteId): Unsaved | null {
    return this.#changes.get(id) ?? null;
  }
  notDeletedBecause(id: PrivateNoteId): string | null {
    return this.#notDeleted?.id === id ? this.#notDeleted.sentence : null;
  }

  /** Takes what is written as a note; a second call finds nothing to take. */
  async save(pin: PrivateNotePin | null = null): Promise<void> {
    const read = v.safeParse(privateNoteText, this.draft);
    this.#draftTrouble = read.success ? null : `${read.issues[0].message}.`;
    if (!read.success) return;
    const words = new Unsaved(read.output);
    words.wait();
    this.#unsent = [...this.#unsent, { id: this.#newId(), pin, words }];
    this.draft = '';
    await this.#sendAll();
  }

  async trySendingAgain(note: NewNote): Promise<void> {
    note.words.wait();
    await this.#sendAll();
  }

  /** A refused note becomes what is being written, behind what is there. */
  takeBack(note: NewNote): void {
    if (note.words.state !== 'refused') return;
    this.#unsent = this.#unsent.filter((one) => one !== note);
    this.draft = this.draft.trim() === '' ? note.words.text : `${this.draft}\n${note.words.text}`;
  }

  beginChange({ id, text }: PrivateNote): void {
    if (!this.#changes.has(id)) this.#changes.set(id, new Unsaved(text));
  }

  dropChange(id: PrivateNoteId): void {
    this.#changes.delete(id);
  }

  async saveChange(id: PrivateNoteId): Promise<void> {
    const words = this.#changes.get(id);
    if (!words || words.state === 'sending') return;
    const read = v.safeParse(privateNoteText, words.text);
    if (!read.success) words.refuse(`${read.issues[0].message}.`);
    else if (read.output === this.#textOf(id)) this.#changes.delete(id);
    else {
      words.wait();
      await this.#sendAll();
    }
  }

  /** What a note said before it was changed. */
  earlierWords(id: PrivateNoteId): Promise<readonly EarlierWords[]> {
    return this.#requests.get<readonly EarlierWords[]>(`${this.#path}/${id}/versions`);
  }

  /** @returns whether it is gone. */
  async remove(id: PrivateNoteId): Promise<boolean> {
    this.#notDeleted = null;
    try {
      await this.#requests.send('DELETE', `${this.#path}/${id}`);
    } catch (thrown) {
      const isGone = thrown instanceof TroubleError && thrown.reason === 'not-found';
      if (!isGone) {
        this.#notDeleted = { id, sentence: sentenceOf(thrown) };
        return false;
      }
    }
    this.#changes.delete(id);
    this.#asked.put((this.kept ?? []).filter((one) => one.id !== id));
    this.#said = 'Note deleted.';
    return true;
  }

  /** Sends what waits and asks anew, now and every few seconds while the page is seen. @returns how to stop. */
  keepCurrent(requests: Requests): () => void {
    this.#requests = requests;
    const look = (): void => {
      if (!document.hidden) void this.look();
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }

  async look(): Promise<void> {
    await this.#sendAll();
    if (!this.#asked.isAsking) await this.#asked.again();
  }

  /** One sending at a time, so that notes arrive in the order they were written in. */
  async #sendAll(): Promise<void> {
    while (this.#sending) await this.#sending;
    this.#sending = this.#sendWaiting().finally(() => (this.#sending = null));
    await this.#sending;
  }

  async #sendWaiting(): Promise<void> {
    for (const note of this.#unsent.filter(({ words }) => words.state === 'waiting')) {
      const { id, pin, words } = note;
      const end = await words.send(async (text) => {
        this.#keep(await this.#requests.send<PrivateNote>('POST', this.#path, { id, text, pin }));
      });
      this.#said = end === 'done' ? 'Note saved.' : 'Note not saved yet.';
      if (end === 'lost') return;
      if (end === 'done') this.#unsent = this.#unsent.filter((one) => one !== note);
    }
    for (const [id, words] of [...this.#changes]) {
      if (words.state !== 'waiting') continue;
      let sent = '';
      const end = await words.send(async (text) => {
        sent = text;
        const path = `${this.#path}/${id}`;
        this.#keep(await this.#requests.send<PrivateNote>('PATCH', path, { text }));
      });
      this.#said = end === 'done' ? 'Note saved.' : 'Note not saved yet.';
      if (end === 'lost') return;
      // What was typed since stays open.
      if (end === 'done' && words.text === sent) this.#changes.delete(id);
    }
  }

  #keep(note: PrivateNote): void {
    const others = (this.kept ?? []).filter((one) => one.id !== note.id);
    this.#asked.put([...others, note].sort((one, other) => one.at - other.at));
  }

  #textOf(id: PrivateNoteId): string | undefined {
    return this.kept?.find((one) => one.id === id)?.text;
  }
}
