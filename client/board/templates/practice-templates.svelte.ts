/** The practice's templates in the panel: asked for, kept, deleted. */
import type { TemplateId } from '../../../shared/ids.ts';
import type { TemplateAnswer } from '../../../shared/wire/http.ts';
import { sentenceOf } from '../../connection/http.ts';
import type { KeptTemplates } from './kept-templates.ts';

export class PracticeTemplates {
  /** Newest first; null until they are there. */
  list = $state.raw<readonly TemplateAnswer[] | null>(null);
  isKeeping = $state.raw(false);
  /** Why the last of these was not done. */
  trouble = $state.raw('');
  readonly #kept: KeptTemplates;

  constructor(kept: KeptTemplates) {
    this.#kept = kept;
  }

  async load(): Promise<void> {
    await this.#tried(async () => (this.list = await this.#kept.list()));
  }

  /** @returns whether it is kept */
  async keep(title: string): Promise<boolean> {
    if (this.isKeeping) return false;
    this.isKeeping = true;
    const isDone = await this.#tried(async () => {
      const made = await this.#kept.keep(title);
      this.list = [made, ...(this.list ?? [])];
    });
    this.isKeeping = false;
    return isDone;
  }

  /** @returns whether it is deleted */
  remove(id: TemplateId): Promise<boolean> {
    return this.#tried(async () => {
      await this.#kept.remove(id);
      this.list = this.list?.filter((one) => one.id !== id) ?? null;
    });
  }

  async #tried(act: () => Promise<unknown>): Promise<boolean> {
    this.trouble = '';
    try {
      await act();
      return true;
    } catch (cause) {
      this.trouble = sentenceOf(cause);
      return false;
    }
  }
}
