/** Pictures on their way to the board: one after the other, each with how far it is or why not. */
import { maxPictureFileBytes, pictureTypes } from '../../../shared/board/picture-limits.ts';
import type { ItemId } from '../../../shared/ids.ts';
import type { PictureAnswer } from '../../../shared/wire/http.ts';
import { sentenceOf } from '../../connection/http.ts';
import type { SendPicture } from './server-pictures.ts';

/** Board units a new picture is put into: about a third of a screen. */
const usual = { w: 480, h: 360 };

/** As large as it is, or as it fits. */
export function sizeOf({ width, height }: Pick<PictureAnswer, 'width' | 'height'>) {
  const scale = Math.min(1, usual.w / width, usual.h / height);
  return { w: Math.round(width * scale), h: Math.round(height * scale) };
}

/** Why a file isn't even sent; null when it may be. */
export function refusalOfFile({ type, size }: Pick<File, 'type' | 'size'>): string | null {
  const known: readonly string[] = pictureTypes;
  if (!known.includes(type)) {
    return 'This is no picture that Kinbridge can show. Use a PNG, JPEG or WebP.';
  }
  if (size > maxPictureFileBytes) {
    const most = String(maxPictureFileBytes / 1_024 / 1_024);
    return `This file is too large: a picture may have at most ${most} MB.`;
  }
  return null;
}

interface AddingParts {
  readonly send: SendPicture;
  /** Puts it on the board. @returns null where nothing may be put there now */
  readonly put: (picture: PictureAnswer) => ItemId | null;
  /** Called when one lies on the board. */
  readonly added: (id: ItemId) => void;
}

export class AddingPictures {
  /** Of the one that is being sent, from 0 to 1; null when none is. */
  done = $state.raw<number | null>(null);
  /** Why one could not be added. */
  trouble = $state.raw('');
  #waiting: readonly File[] = [];
  readonly #parts: AddingParts;
  readonly #stopping = new AbortController();

  constructor(parts: AddingParts) {
    this.#parts = parts;
  }

  add(files: Iterable<File>): void {
    this.trouble = '';
    this.#waiting = [...this.#waiting, ...files];
    if (this.done === null) void this.#sendAll();
  }

  stop(): void {
    this.#waiting = [];
    this.#stopping.abort();
  }

  async #sendAll(): Promise<void> {
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      this.#waiting = this.#waiting.slice(1);
      await this.#send(next);
    }
    this.done = null;
  }

  async #send(file: File): Promise<void> {
    const refusal = refusalOfFile(file);
    if (refusal) {
      this.trouble = refusal;
      return;
    }
    const { signal } = this.#stopping;
    this.done = 0;
    try {
      const onprogress = (done: number): void => {
        this.done = done;
      };
      const picture = await this.#parts.send({ file, onprogress, signal });
      if (signal.aborted) return;
      const id = this.#parts.put(picture);
      if (id) this.#parts.added(id);
      else
        this.trouble = 'Nothing can be put on this board just now. Please add the picture again.';
    } catch (cause) {
      if (!signal.aborted) this.trouble = sentenceOf(cause);
    }
  }
}

/** The files among what was dropped or pasted. */
export const filesIn = (data: DataTransfer | null): readonly File[] => [...(data?.files ?? [])];
