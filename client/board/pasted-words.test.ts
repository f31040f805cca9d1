import { expect, test } from 'vitest';
import { plainWords, wordsInHtml } from './pasted-words.ts';

test('[B33] words from outside keep their lines and lose what no note shows', () => {
  expect(plainWords('  one\r\ntwo\rthree\u0000\u0007\ttab \n')).toBe('one\ntwo\nthree\ttab');
  expect(plainWords('half \uD83C of a tree, a whole 🌳')).toBe('half \uFFFD of a tree, a whole 🌳');
});

test('[B33] HTML is taken as its words, nothing of it run', () => {
  const html =
    '<style>p{}</style><p>our <b>tree</b>house</p><ul><li>a</li><li>b</li></ul>' +
    '<script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">';
  expect(wordsInHtml(html)).toBe('our treehouse\na\nb');
  expect(globalThis).not.toHaveProperty('ran');
  expect(wordsInHtml('one<br>two')).toBe('one\ntwo');
});

test('[B33] HTML of megabytes is not looked through, and still too long for a note', () => {
  expect(wordsInHtml(`<p>${'x'.repeat(1_000_001)}</p>`).length).toBeGreaterThan(1_000_000);
});
