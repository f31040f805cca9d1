/** Words in lines, as a browser breaks them under `white-space: pre-wrap; overflow-wrap: anywhere`. */
import { directionOf, type Direction } from './direction.ts';

export interface Line {
  readonly words: string;
  /** That of its paragraph. */
  readonly direction: Direction;
}

/** A run of blanks, one letter of a script without blanks, or what is kept together. */
const pieces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}-]+-*|-+/gu;

/** What is seen as one letter: with its accents, a picture put together from several, a flag. */
const letters = /\p{RI}\p{RI}|[^](?:\u200d[^]|[\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}])*/gu;
const lettersIn = (words: string): readonly string[] => words.match(letters) ?? [];

/** The lines of `words` in a column of `width`; blanks at a line's end hang over and are left out. */
export function wrapped(
  words: string,
  width: number,
  widthOf: (line: string) => number,
): readonly Line[] {
  const paragraphs = words
    .normalize('NFC')
    .replaceAll('\t', '    ')
    .split(/\r\n?|\n/);
  // An end of line at the very end begins no line.
  if (paragraphs.at(-1) === '') paragraphs.pop();
  return paragraphs.flatMap((paragraph) => {
    const direction = directionOf(paragraph);
    return linesOf(paragraph, width, widthOf).map((line) => ({ words: line, direction }));
  });
}

function linesOf(
  paragraph: string,
  width: number,
  widthOf: (line: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (more: string): boolean => widthOf((line + more).trimEnd()) <= width;
  for (const piece of paragraph.match(pieces) ?? []) {
    if (fits(piece)) {
      line += piece;
      continue;
    }
    if (line.trim()) {
      lines.push(line.trimEnd());
      line = '';
    }
    // Longer than a whole line: broken wherever it must be.
    for (const letter of lettersIn(piece.trimEnd())) {
      if (line && !fits(letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line.trimEnd()];
}

/** As much of one line as fits, with an ellipsis where something was left out. */
export function shortened(words: string, width: number, widthOf: (line: string) => number): string {
  const line = words.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (widthOf(line) <= width) return line;
  const kept = [...lettersIn(line)];
  while (kept.length > 0 && widthOf(`${kept.join('').trimEnd()}…`) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
