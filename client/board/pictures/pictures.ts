/**
 * The pictures of the boards that stand in the page. Each is fetched once, when it comes near, and
 * kept in memory only: for as long as an item shows it, and never beyond the board (rules B42, H6).
 */
import { createContext } from 'svelte';
import type { PictureId } from '../../../shared/ids.ts';
import { KeptPicture } from './kept-picture.svelte.ts';

export interface Pictures {
  /** The picture, which is fetched if it isn't there; to be called when it is to be seen. */
  shown(id: PictureId): KeptPicture;
  /** Keeps it for an item. @returns how to let go: with the last item the picture is forgotten */
  hold(id: PictureId): () => void;
  /** Called with each picture that is there, decoded. @returns how to end that */
  onCame(tell: (id: PictureId) => void): () => void;
  /** Forgets all. */
  stop(): void;
}

/** Milliseconds before it is asked for again: it may be on its way, or the line down. */
const againAfterMs = [1_000, 3_000, 9_000] as const;

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** @param load rejects where the picture can't be had now */
export function createPictures(load: (id: PictureId) => Promise<Blob>): Pictures {
  const kept = new Map<PictureId, KeptPicture>();
  const holders = new Map<PictureId, number>();
  const listeners = new Set<(id: PictureId) => void>();

  const isWanted = (id: PictureId, one: KeptPicture): boolean => kept.get(id) === one;

  async function fetchIt(id: PictureId, one: KeptPicture): Promise<void> {
    one.hasFailed = false;
    for (const wait of [0, ...againAfterMs]) {
      if (wait > 0) await pause(wait);
      if (!isWanted(id, one)) return;
      try {
        const blob = await load(id);
        if (!isWanted(id, one)) return;
        one.url = URL.createObjectURL(blob);
        const image = new Image();
        image.src = one.url;
        await image.decode();
        if (!isWanted(id, one)) return;
        one.image = image;
        for (const tell of listeners) tell(id);
        return;
      } catch {
        // Not there yet, no line, or no picture: asked again, and said in the end.
        letGo(one);
      }
    }
    one.hasFailed = true;
  }

  function letGo(one: KeptPicture): void {
    if (one.url) URL.revokeObjectURL(one.url);
    one.url = one.image = null;
  }

  function forget(id: PictureId): void {
    const one = kept.get(id);
    if (one) letGo(one);
    kept.delete(id);
  }

  return {
    shown(id) {
      const there = kept.get(id);
      if (there && !there.hasFailed) return there;
      const one = there ?? new KeptPicture();
      kept.set(id, one);
      void fetchIt(id, one);
      return one;
    },
    hold(id) {
      holders.set(id, (holders.get(id) ?? 0) + 1);
      return () => {
        const left = (holders.get(id) ?? 1) - 1;
        holders.set(id, left);
        if (left === 0) forget(id);
      };
    },
    onCame(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    stop() {
      for (const id of [...kept.keys()]) forget(id);
    },
  };
}

export const [pictures, providePictures] = createContext<Pictures>();
