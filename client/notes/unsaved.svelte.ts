/** Words of a private note that the server does not have yet. */
import { TroubleError, sentenceOf } from '../connection/http.ts';

/** `waiting` goes again by itself, `refused` only when the therapist says so. */
export type UnsavedState = 'typing' | 'sending' | 'waiting' | 'refused';

export class Unsaved {
  text = $state('');
  #state = $state<UnsavedState>('typing');
  #trouble = $state<string | null>(null);

  constructor(text: string) {
    this.text = text;
  }

  get state(): UnsavedState {
    return this.#state;
  }
  get trouble(): string | null {
    return this.#trouble;
  }

  refuse(sentence: string): void {
    this.#state = 'refused';
    this.#trouble = sentence;
  }

  /** To be sent with the next sending. */
  wait(): void {
    this.#state = 'waiting';
    this.#trouble = null;
  }

  /** @returns `lost` when the server was not reached, so that nothing else will go either. */
  async send(work: (text: string) => Promise<void>): Promise<'done' | 'lost' | 'refused'> {
    this.#state = 'sending';
    const sent = this.text;
    try {
      await work(sent);
      this.#trouble = null;
      this.#state = 'typing';
      return 'done';
    } catch (thrown) {
      if (thrown instanceof TroubleError && comesBack(thrown)) {
        this.wait();
        return 'lost';
      }
      this.refuse(sentenceOf(thrown));
      return 'refused';
    }
  }
}

/** What a later try may well bring: no line, a server that is being started, one that is busy. */
const comesBack = (trouble: TroubleError): boolean =>
  trouble.isConnectionLost || trouble.reason === 'failed' || trouble.reason === 'slow-down';
