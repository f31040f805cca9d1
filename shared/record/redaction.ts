/**
 * What is blacked out of an export. It is taken out before anything is drawn or written, so that the
 * file has never held it (rule R52).
 */
import * as v from 'valibot';
import { itemId, personId, type ItemId, type PersonId } from '../ids.ts';
import { lengthOf, tidyLine } from '../text.ts';

/** Phrases of one export; more is surely a board that should stay where it is. */
export const maxPhrases = 40;
/** Code points: shorter ones black out half of all words. */
export const minPhraseLength = 2;
export const maxPhraseLength = 200;
/** Things of one export that are blacked out or released one by one. */
export const maxNamedItems = 400;

const phrase = v.pipe(
  v.string(),
  v.maxLength(maxPhraseLength * 8, `A phrase has at most ${maxPhraseLength} characters`),
  v.transform(tidyLine),
  v.check(
    (words) => lengthOf(words) >= minPhraseLength,
    `A phrase to black out has at least ${minPhraseLength} characters`,
  ),
  v.check(
    (words) => lengthOf(words) <= maxPhraseLength,
    `A phrase has at most ${maxPhraseLength} characters`,
  ),
);
const someItems = v.pipe(
  v.array(itemId),
  v.maxLength(maxNamedItems, `At most ${maxNamedItems} things one by one`),
);

export const redaction = v.strictObject({
  /** Things that are not shown; a bar lies where each lay. */
  items: someItems,
  /** People who are called "Person A" instead, wherever their first name stands. */
  names: v.pipe(v.array(personId), v.maxLength(24)),
  /** Words that are nowhere in the file, however they are written large or small. */
  phrases: v.pipe(v.array(phrase), v.maxLength(maxPhrases, `At most ${maxPhrases} phrases`)),
  /** Of a child: words that a therapist marked as released. All others are blacked out (rule R53). */
  released: someItems,
  /** Children whose strokes, stamps and shapes without words are released. */
  drawings: v.pipe(v.array(personId), v.maxLength(24)),
});
export type Redaction = v.InferOutput<typeof redaction>;

export const nothingHidden: Redaction = {
  ...{ items: [], names: [], phrases: [], released: [], drawings: [] },
};

/** Always as long, whatever it stands for. Where it is painted, each of its letters is a black box. */
export const bar = '██████';

interface Named {
  readonly id: PersonId;
  readonly firstName: string;
}

/** "Person A", by their place in the family, so that it is the same one in every export. */
export const letterName = (place: number): string =>
  `Person ${String.fromCharCode(65 + (place % 26))}${place < 26 ? '' : String(Math.floor(place / 26))}`;

/** Words as they may leave. */
export type Hide = (words: string) => string;

/** Letters that are typed in more than one way. */
const alike: Readonly<Record<string, string>> = {
  "'": "['’‘ʼ´`]",
  '’': "['’‘ʼ´`]",
  '"': '["“”„«»]',
  '-': '[-‐‑–—]',
};
/** What may stand unseen between two letters: joiners, soft hyphens, marks of direction. */
const unseen = '\\p{Cf}*';

/** The words however they are broken over lines, and whatever unseen stands in them. */
const patternOf = (words: string): string =>
  tidyLine(words)
    .split(' ')
    .map((word) =>
      [...word]
        .map((letter) => alike[letter] ?? letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
        .join(unseen),
    )
    .join(`(?:\\s|${unseen})+`);

/**
 * @param people all of the family, in its order, and after them whoever was called something else once
 * @returns what a line becomes: phrases a bar of one length, hidden names "Person A". Where the two
 * overlap, the bar is over both.
 */
export function hiding({ names, phrases }: Redaction, people: readonly Named[]): Hide {
  const rules = [
    ...phrases.map((words) => ({ pattern: patternOf(words), becomes: null })),
    ...people.flatMap(({ id, firstName }) =>
      names.includes(id)
        ? [
            {
              // Also "Mayas"; a name within a longer word is another word.
              pattern: `(?<![\\p{L}\\p{M}\\p{N}])${patternOf(firstName)}s?(?![\\p{L}\\p{M}\\p{N}])`,
              becomes: letterName(people.findIndex((one) => one.id === id)),
            },
          ]
        : [],
    ),
  ].map(({ pattern, becomes }) => ({ pattern: new RegExp(pattern, 'giu'), becomes }));

  /** Once; what was cut off may have made a word of what stood beside it. */
  function once(words: string): string {
    const found = rules
      .flatMap(({ pattern, becomes }) =>
        [...words.matchAll(pattern)].map(({ index, 0: hit }) => ({
          from: index,
          to: index + hit.length,
          becomes,
        })),
      )
      .sort((one, other) => one.from - other.from);
    let left = '';
    let end = 0;
    for (const [at, one] of found.entries()) {
      if (one.from < end) continue; // Within what is hidden already.
      let becomes = one.becomes;
      let to = one.to;
      for (const next of found.slice(at + 1)) {
        if (next.from >= to) break;
        if (next.to > to || next.becomes === null) becomes = null;
        to = Math.max(to, next.to);
      }
      left += words.slice(end, one.from) + (becomes ?? bar);
      end = to;
    }
    return left + words.slice(end);
  }

  return (given) => {
    if (rules.length === 0) return given;
    let words = given.normalize('NFC');
    // Bars match nothing and every pass hides something, so it ends.
    for (let next = once(words); next !== words; next = once(words)) words = next;
    return words;
  };
}

/** Whether an export may hold an item, and if not, why. */
export type Standing = 'shown' | 'blacked-out' | 'not-released';

interface Judged {
  readonly id: ItemId;
  readonly by: string;
}

/** @param hasWords whether there are words in it; a drawing may be handwriting, so it is asked for as well */
export function standingOf(
  { items, released, drawings }: Redaction,
  { id, by }: Judged,
  isChilds: boolean,
  hasWords: boolean,
): Standing {
  if (items.includes(id)) return 'blacked-out';
  if (!isChilds) return 'shown';
  const isReleased = hasWords ? released.includes(id) : drawings.some((child) => child === by);
  return isReleased ? 'shown' : 'not-released';
}
