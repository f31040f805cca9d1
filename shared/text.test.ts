import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { lengthOf, maxNameLength, nameField, optionalLine, tidyLine } from './text.ts';

const name = nameField('The name');
const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('a name', () => {
  test.each([
    ['', 'Write the name'],
    [' \t\n', 'Write the name'],
    ['\u200B\u2060', 'Write the name'],
    ['\u202E', 'Write the name'],
    ['x'.repeat(81), 'The name is too long: at most 80 characters'],
    ['🌳'.repeat(81), 'The name is too long: at most 80 characters'],
    [7, 'The name is missing'],
    [undefined, 'The name is missing'],
    [null, 'The name is missing'],
  ])('[F4] %j is refused with a sentence', (given, sentence) => {
    const read = v.safeParse(name, given);
    expect(read.success ? read.output : read.issues[0].message).toBe(sentence);
  });

  test.each([
    [' Maya ', 'Maya'],
    ['Ana\n\tMaria', 'Ana Maria'],
    ['Ame\u0301lie', 'Am\u00E9lie'],
    ['No\u202Eevil\u2066', 'Noevil'],
    ['مايا', 'مايا'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['🌳'.repeat(80), '🌳'.repeat(80)],
    ["D'Arcy-Ó", "D'Arcy-Ó"],
    ['7', '7'],
    [`${' '.repeat(200)}Maya`, 'Maya'],
  ])('[F4] %j is kept as %j', (given, kept) => {
    expect(v.parse(name, given)).toBe(kept);
  });

  test('[F4] what is kept is always one tidy line within the limit, and stays as it is', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const read = v.safeParse(name, given);
        if (!read.success) return;
        const kept = read.output;
        expect(kept).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(kept).not.toMatch(/^\s|\s$|\s\s/u);
        expect(lengthOf(kept)).toBeGreaterThan(0);
        expect(lengthOf(kept)).toBeLessThanOrEqual(maxNameLength);
        expect(v.parse(name, kept)).toBe(kept);
      }),
    );
  });

  test('[F4] tidying twice is tidying once', () => {
    fc.assert(
      fc.property(anything, (given) => {
        expect(tidyLine(tidyLine(given))).toBe(tidyLine(given));
      }),
    );
  });

  test('[F4] a line that may be empty keeps the same limit', () => {
    const line = optionalLine('The reference', 60);
    expect(v.parse(line, '  ')).toBe('');
    expect(v.safeParse(line, 'x'.repeat(61)).success).toBe(false);
  });
});
