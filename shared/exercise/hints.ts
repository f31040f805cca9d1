/** What makes a sentence about oneself one about the other: said to its writer, and never refused. */

const hints: readonly (readonly [RegExp, string])[] = [
  [/\byou\s+always\b/iu, '“You always” is hard to hear. Which one time do you think of?'],
  [/\byou\s+never\b/iu, '“You never” is hard to hear. What would you have liked that time?'],
  [
    /\bi\s+feel\s+(?:that\s+|like\s+)?you\b/iu,
    'After “I feel” comes something of yours: sad, left out, glad.',
  ],
];

/** The first hint for these words, or null. */
export const hintIn = (words: string): string | null =>
  hints.find(([pattern]) => pattern.test(words))?.[1] ?? null;
