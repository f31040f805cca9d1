/**
 * "A", "A and B", "A, B, and C". Not by `Intl.ListFormat`: to load its rules takes a page on an old
 * tablet longer than to draw a whole screen.
 */
export function listed(words: readonly string[], by: 'and' | 'or'): string {
  const [first = '', second, ...others] = words;
  if (second === undefined) return first;
  const last = others.at(-1);
  if (last === undefined) return `${first} ${by} ${second}`;
  return `${words.slice(0, -1).join(', ')}, ${by} ${last}`;
}
