/** Words in lines, as a browser breaks them under `white-space: pre-wrap; overflow-wrap: anywhere`. */

/** A run of blanks, one letter of a script without blanks, or what is kept together. */
const pieces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}-]+-*|-+/gu;

/** The lines of `words` in a column of `width`; blanks at a line's end hang over and are left out. */
export function wrapped(
  words: string,
  width: number,
  widthOf: (line: string) => number,
): readonly string[] {
  const paragraphs = words
    .normalize('NFC')
    .replaceAll('\t', '    ')
    .split(/\r\n?|\n/);
  // An end of line at the very end begins no line.
  if (paragraphs.at(-1) === '') paragraphs.pop();
  return paragraphs.flatMap((paragraph) => linesOf(paragraph, width, widthOf));
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
    for (const letter of piece.trimEnd()) {
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
  const letters = [...line];
  while (letters.length > 0 && widthOf(`${letters.join('').trimEnd()}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
