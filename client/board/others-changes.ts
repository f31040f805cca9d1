/** Sums up what others did, as a sentence for a screen reader: not every stroke as it comes. */
import type { ParticipantId } from '../../shared/ids.ts';
import type { ChangeByOther } from './board.ts';

const nouns = {
  note: ['a note', 'notes'],
  text: ['a text', 'texts'],
  ink: ['a drawing', 'drawings'],
} as const;

const count = (kind: ChangeByOther['kind'], many: number): string =>
  many === 1 ? nouns[kind][0] : `${many} ${nouns[kind][1]}`;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/**
 * "Maya added a note and 2 drawings. 3 items were moved." Adding, removing and rewording are always
 * the author's; who moved something the board does not say.
 */
export function summaryOf(
  changes: readonly ChangeByOther[],
  nameOf: (person: ParticipantId) => string,
): string {
  const sentences: string[] = [];
  const added = new Set(changes.filter(({ what }) => what === 'added').map(({ id }) => id));
  for (const what of ['added', 'reworded', 'removed'] as const) {
    const verb = { added: 'added', reworded: 'changed', removed: 'removed' }[what];
    // Words that come into a new note are part of its being added.
    const those = changes.filter(
      (one) => one.what === what && (what !== 'reworded' || !added.has(one.id)),
    );
    for (const by of new Set(those.map((one) => one.by))) {
      const parts = (['note', 'text', 'ink'] as const).flatMap((kind) => {
        const ids = new Set(
          those.filter((one) => one.by === by && one.kind === kind).map(({ id }) => id),
        );
        return ids.size ? [count(kind, ids.size)] : [];
      });
      sentences.push(`${nameOf(by)} ${verb} ${listed(parts)}.`);
    }
  }
  const moved = new Set(changes.filter(({ what }) => what === 'moved').map(({ id }) => id));
  if (moved.size)
    sentences.push(moved.size === 1 ? 'One item was moved.' : `${moved.size} items were moved.`);
  return sentences.join(' ');
}
