/** The boards of a record as they are read: who made what, on which of them. */
import { describeItem, hasWords, inReadingOrder, type Item } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import { personalZone, type Zone } from '../../shared/board/zone-name.ts';
import { zoneWords } from '../../shared/board/zone-words.ts';
import { therapistAppearance, type Colour, type Shape } from '../../shared/family/person.ts';
import type { RecordHead } from '../../shared/record/record.ts';

export interface Look {
  readonly name: string;
  readonly colour: Colour | 'pine';
  readonly shape: Shape | 'ring';
}
export type Looks = ReadonlyMap<string, Look>;
export type Authors = readonly (Look & { readonly id: string })[];

/** Everyone who may have made something, people in the order of the session, then therapists. */
export const castOf = ({
  people,
  therapists,
}: Pick<RecordHead, 'people' | 'therapists'>): Authors => [
  ...people.map(({ id, firstName, colour, shape }) => ({ id, name: firstName, colour, shape })),
  ...therapists.map(({ id, name }) => ({ id, name, ...therapistAppearance })),
];

export const looksOf = (cast: Authors): Looks => new Map(cast.map((look) => [look.id, look]));

/** Who made at least one of the items. */
export const authorsOf = (items: readonly Item[], cast: Authors): Authors =>
  cast.filter(({ id }) => items.some((item) => item.by === id));

/** One author's items, or everyone's. */
export const madeBy = (items: readonly Item[], author: string | null): readonly Item[] =>
  author === null ? items : items.filter((item) => item.by === author);

export function zoneName(zone: Zone, looks: Looks): string {
  const personal = personalZone(zone);
  if (personal?.kind !== 'review') return zoneWords(zone, (owner) => looks.get(owner)?.name);
  return `${looks.get(personal.owner)?.name ?? 'Someone'}’s, to check`;
}

export interface Read {
  readonly id: string;
  /** All that it is made of: of a drawing each stroke. */
  readonly ids: readonly ItemId[];
  /** Without words of its own: `words` says what it is. */
  readonly isDrawn: boolean;
  readonly words: string;
  readonly look: Look | null;
}

/** The items as they are read; strokes that follow each other by one hand count as one drawing. */
export function readingOf(items: readonly Item[], looks: Looks): readonly Read[] {
  const read: Read[] = [];
  let lastDrawnBy: string | null = null;
  for (const item of inReadingOrder(items)) {
    const drawnBy = item.kind === 'ink' ? item.by : null;
    const last = read.at(-1);
    if (last && drawnBy !== null && drawnBy === lastDrawnBy) {
      read[read.length - 1] = { ...last, ids: [...last.ids, item.id] };
      continue;
    }
    lastDrawnBy = drawnBy;
    const words = hasWords(item) ? item.text.trim() || 'Left empty' : describeItem(item);
    const isDrawn = !hasWords(item);
    const look = looks.get(item.by) ?? null;
    read.push({ id: item.id, ids: [item.id], isDrawn, words, look });
  }
  return read;
}
