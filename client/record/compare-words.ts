/** What came, went and changed between two boards, in words. */
import { describeItem, wordsOf } from '../../shared/board/item.ts';
import { goalStateWords } from '../../shared/board/items/goal.ts';
import type { Changed, Difference } from '../../shared/record/compare.ts';
import type { RecordItem } from '../../shared/record/record.ts';
import type { Looks } from './saved.ts';

/** "Note by Maya: our treehouse". */
export const itemWords = (item: RecordItem, looks: Looks): string =>
  describeItem(item, looks.get(item.by)?.name ?? 'someone');

/** "now says: …; moved". */
export function changeWords({ before, after, what }: Changed): string {
  const said: Readonly<Record<Difference, string>> = {
    words: wordsOf(after).trim()
      ? `said before: “${wordsOf(before).trim()}”`
      : 'its words are gone',
    place: 'moved',
    look: lookWords(before, after),
    locked: after.locked ? 'locked' : 'unlocked',
    hidden: after.hidden ? 'hidden from the family' : 'shown again',
  };
  return what.map((one) => said[one]).join('; ');
}

const lookWords = (before: RecordItem, after: RecordItem): string => {
  if (before.kind === 'goal' && after.kind === 'goal')
    return `stood at “${goalStateWords[before.state]}” before`;
  return after.kind === 'ink' ? 'drawn on' : 'looks different';
};
