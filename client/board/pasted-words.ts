/** Words from outside, as a note holds them: plain, and whole. */

/** The same words without what no note shows: other line ends, controls, halves of characters. */
export const plainWords = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();

/** Characters of HTML that are looked at; what is longer says so by its length. */
const maxHtmlLength = 1_000_000;

/** What a browser would show of it, nothing of it run or loaded. */
export function wordsInHtml(html: string): string {
  if (html.length > maxHtmlLength) return plainWords(html);
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const one of body.querySelectorAll('script, style, template')) one.remove();
  for (const one of body.querySelectorAll('br, p, div, li, tr, h1, h2, h3, h4, h5, h6'))
    one.append('\n');
  return plainWords(body.textContent).replace(/\n{3,}/g, '\n\n');
}
