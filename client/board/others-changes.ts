/** Sums up what others did, as a sentence for a screen reader: not every stroke as it comes. */
import { hasAlt, kindNames, kinds, wordsOf } from '../../shared/board/item.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import type { ChangeByOther } from './board.ts';
import type { ItemChange } from './item-change.ts';

const count = (kind: ChangeByOther['kind'], many: number): string => {
  const [one, more] = kinds[kind].noun;
  return many === 1 ? `a ${one}` : `${many} ${more}`;
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** What a change is to whoever hears of it; null when it is nothing to tell. */
export function changeIn({ before, after }: ItemChange): ChangeByOther | null {
  const item = after ?? before;
  if (!item) return null;
  const { kind, by, id } = item;
  const told = (what: ChangeByOther['what']): ChangeByOther => ({ what, kind, by, id });
  if (!before) return told('added');
  if (!after) return told('removed');
  if (wordsOf(before) !== wordsOf(after)) return told('reworded');
  if (hasAlt(before) && hasAlt(after) && before.alt !== after.alt) return told('described');
  return before.x !== after.x || before.y !== after.y ? told('moved') : null;
}

/**
 * "Maya added a note and 2 drawings. A text by Daniel was changed. 3 items were moved." Adding is
 * always the author's own; who changed, removed or moved something the board does not say.
 */
export function summaryOf(
  changes: readonly ChangeByOther[],
  nameOf: (person: ParticipantId) => string,
): string {
  const sentences: string[] = [];
  const added = new Set(changes.filter(({ what }) => what === 'added').map(({ id }) => id));
  for (const what of ['added', 'reworded', 'described', 'removed'] as const) {
    // Words that come into a new note, or to a new picture, are part of its being added.
    const isPartOfAdding = what === 'reworded' || what === 'described';
    const those = changes.filter(
      (one) => one.what === what && !(isPartOfAdding && added.has(one.id)),
    );
    for (const by of new Set(those.map((one) => one.by))) {
      const counts = kindNames.map((kind) => {
        const ids = those.filter((one) => one.by === by && one.kind === kind).map(({ id }) => id);
        return [kind, new Set(ids).size] as const;
      });
      const parts = counts.flatMap(([kind, many]) => (many ? [count(kind, many)] : []));
      const sum = counts.reduce((all, [, many]) => all + many, 0);
      sentences.push(sentence(what, listed(parts), nameOf(by), sum));
    }
  }
  const moved = new Set(changes.filter(({ what }) => what === 'moved').map(({ id }) => id));
  if (moved.size)
    sentences.push(moved.size === 1 ? 'One item was moved.' : `${moved.size} items were moved.`);
  return sentences.join(' ');
}

const done = { reworded: 'changed', described: 'described', removed: 'taken off' } as const;

function sentence(
  what: 'added' | keyof typeof done,
  items: string,
  name: string,
  many: number,
): string {
  if (what === 'added') return `${name} added ${items}.`;
  const [first = '', ...rest] = items;
  const were = many === 1 ? 'was' : 'were';
  return `${first.toUpperCase()}${rest.join('')} by ${name} ${were} ${done[what]}.`;
}
