/** One letter with its marks: what nearly every name begins with, and nothing of what joins to it. */
const plainLetter = /^\p{L}\p{M}*(?![\p{M}\u200D])/u;

/**
 * The first letter of a name as a person reads it; a letter of several code points stays whole. The
 * rules for whatever is no plain letter are loaded only for it: they take an old tablet long.
 */
export function initialOf(name: string): string {
  const trimmed = name.trim();
  const [plain] = plainLetter.exec(trimmed) ?? [];
  const first = plain ?? firstGrapheme(trimmed);
  return first.toLocaleUpperCase();
}

function firstGrapheme(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return first?.segment ?? '';
}
