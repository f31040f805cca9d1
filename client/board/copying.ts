/** Copies of what is selected, and what comes out of the clipboard: all of it is the paster's (rule B33). */
import { flushSync } from 'svelte';
import { boxOf, liesBelow, wordsOf, type Item } from '../../shared/board/item.ts';
import { note } from '../../shared/board/items/note.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { around } from './boxes.ts';
import { clipOf, itemsInClip, maxClippedItems } from './clip.ts';
import type { Copied } from './copied.svelte.ts';
import { newItemId } from './new-item-id.ts';
import { plainWords, wordsInHtml } from './pasted-words.ts';
import type { Point } from './view.svelte.ts';

export interface Clipped {
  /** For this board and others. */
  readonly clip: string;
  /** For any other program. */
  readonly words: string;
}

export interface Pasted {
  readonly clip: string;
  readonly text: string;
  readonly html: string;
  readonly hasFiles: boolean;
}

export interface Copying {
  /** Lays copies beside what is selected, and selects them. */
  duplicate(): void;
  /** What is selected, for the clipboard; null when that is nothing or, as is said then, too much. */
  clipped(): Clipped | null;
  /** By a button: for {@link pasteCopied}, here and on the other boards of this page. */
  copy(): void;
  pasteCopied(): void;
  /** Puts it on the board, or says why not; nothing is ever cut short. */
  paste(pasted: Pasted): void;
}

/** Board units a copy lies aside. */
const aside = 24;

export function createCopying({
  board,
  copied,
  placeFor,
  makeNote,
  focusOn,
  tell,
  refuse,
}: {
  board: Board;
  copied: Copied;
  /** A free place for something of that size, in sight. */
  placeFor: (size: { w: number; h: number }) => Point;
  /** Puts these words on a note, in sight. @returns whether it is there. */
  makeNote: (words: string) => boolean;
  focusOn: (id: ItemId | null) => void;
  tell: (sentence: string) => void;
  refuse: (sentence: string) => void;
}): Copying {
  const limit = note.fields.text.maxLength;

  /** What is selected, lowest first. */
  const chosen = () =>
    board.chosen
      .flatMap((id) => board.entry(id) ?? [])
      .sort((one, other) => liesBelow(one.item, other.item));

  function put(items: readonly Item[], by: Point): boolean {
    const own = items.filter(({ kind }) => board.mayMake(kind));
    const ids = board.addCopies(
      own.map((item) => ({ ...item, x: item.x + by.x, y: item.y + by.y })),
    );
    if (ids.length < own.length) refuse('The board is full: not all of it is on it.');
    else if (own.length < items.length)
      refuse(own.length ? 'What you can’t make yourself was left out.' : 'This can’t be copied.');
    if (ids.length === 0) return false;
    board.choose(ids);
    flushSync();
    focusOn(board.current);
    return ids.length === items.length;
  }

  function pasteItems(clip: string): void {
    const items = itemsInClip(clip, board.me, newItemId);
    const whole = items && around(items.map(boxOf));
    if (!items || !whole) {
      refuse('What is in the clipboard can’t be put on this board.');
      return;
    }
    const at = placeFor(whole);
    if (put(items, { x: at.x - whole.x, y: at.y - whole.y }))
      tell(items.length === 1 ? 'Pasted.' : `${items.length} pasted.`);
  }

  function pasteWords(words: string): void {
    if (words.length > limit) {
      const [many, most] = [words.length, limit].map((count) => count.toLocaleString('en'));
      refuse(`That is ${many} characters, and a note takes ${most}. Nothing was pasted.`);
    } else if (makeNote(words)) tell('Pasted as a note.');
  }

  function clipped(): Clipped | null {
    const items = chosen().map(({ item }) => item);
    if (items.length === 0) return null;
    const clip = clipOf(items);
    if (clip === null) {
      refuse(`That is too much to copy at once: up to ${maxClippedItems} things can be.`);
      return null;
    }
    tell(items.length === 1 ? 'Copied.' : `${items.length} copied.`);
    return {
      clip,
      words: items.map(wordsOf).filter(Boolean).join('\n\n'),
    };
  }

  return {
    copy() {
      copied.clip = clipped()?.clip ?? copied.clip;
    },
    pasteCopied() {
      if (copied.clip !== null) pasteItems(copied.clip);
    },
    duplicate() {
      const entries = chosen();
      if (entries.length === 0) return;
      const items = entries.map(({ item }) => item);
      if (!put(items, { x: aside, y: aside })) return;
      tell(items.length === 1 ? 'Duplicated.' : `${items.length} duplicated.`);
    },
    clipped,
    paste({ clip, text, html, hasFiles }) {
      if (clip) {
        pasteItems(clip);
        return;
      }
      const words = text ? plainWords(text) : wordsInHtml(html);
      if (words) pasteWords(words);
      else if (hasFiles) refuse('A file can’t be pasted onto the board.');
    },
  };
}
