/** What the goals on a board say while people write them. */
import type { Item } from '../../shared/board/item.ts';

export const goalsWritten = (items: readonly Item[]): ReadonlyMap<string, string> =>
  new Map(
    items.flatMap((item) =>
      item.kind === 'goal' && item.state === 'talking' ? [[item.id, item.text] as const] : [],
    ),
  );
