/** What a practice keeps for all its families names nobody of the one it was made with. */
import { nameIn } from '../../shared/board/template.ts';
import { Refused } from '../refused.ts';
import type { FamilyRecord } from '../storage/family-store.ts';

/**
 * @param what "A template", "A kept order"
 * @throws Refused with the first name that one of the words holds
 */
export function mustNameNobody(
  what: string,
  words: readonly string[],
  { people }: FamilyRecord,
): void {
  const names = people.map(({ firstName }) => firstName);
  for (const one of words) {
    const name = nameIn(one, names);
    if (name === null) continue;
    const sentence = `“${name}” is a name in this family. ${what} is for other families too, so it names nobody.`;
    throw new Refused('refused', sentence);
  }
}
