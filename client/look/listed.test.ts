import { expect, test } from 'vitest';
import { listed } from './listed.ts';

test('names are put together as the locale does it', () => {
  const and = new Intl.ListFormat('en', { type: 'conjunction' });
  const or = new Intl.ListFormat('en', { type: 'disjunction' });
  for (const names of [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D']]) {
    expect(listed(names, 'and')).toBe(and.format(names));
    expect(listed(names, 'or')).toBe(or.format(names));
  }
});
