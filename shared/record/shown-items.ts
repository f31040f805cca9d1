/** The things of a board as they may leave: judged, renamed, and what is hidden taken out. */
import {
  hasAlt,
  hasWords,
  describeItem,
  inReadingOrder,
  wordsOf,
  type Item,
} from '../board/item.ts';
import type { BarPlace } from '../board/draw/bars.ts';
import type { ParticipantId, PersonId } from '../ids.ts';
import type { PreviewItem } from './export.ts';
import { standingOf, type Hide, type Redaction } from './redaction.ts';

/** What a board's export is drawn from: of what is hidden, only where it lay. */
export interface ShownItems {
  readonly items: readonly Item[];
  readonly bars: readonly BarPlace[];
  readonly preview: readonly PreviewItem[];
  /** Strokes and drawings of children that are not released: left out without a bar each. */
  readonly drawingsLeftOut: number;
}

interface Asked {
  readonly redaction: Redaction;
  readonly hide: Hide;
  readonly nameOf: (id: ParticipantId) => string;
  /** Null for a therapist. */
  readonly childOf: (
    id: ParticipantId,
  ) => { readonly id: PersonId; readonly isChild: boolean } | null;
}

const saysSomething = (item: Item): boolean =>
  wordsOf(item).trim() !== '' || (hasAlt(item) && item.alt.trim() !== '');

/** The same thing with its words as they may leave. */
function renamed(item: Item, hide: Hide): Item {
  if (item.kind === 'goal') return { ...item, text: hide(item.text), whose: hide(item.whose) };
  if (hasWords(item)) return { ...item, text: hide(item.text) };
  return hasAlt(item) ? { ...item, alt: hide(item.alt) } : item;
}

/** What a therapist hid from the family is in no such export at all. */
export function shownItems(
  lying: readonly Item[],
  { redaction, hide, nameOf, childOf }: Asked,
): ShownItems {
  const items: Item[] = [];
  const bars: BarPlace[] = [];
  const preview: PreviewItem[] = [];
  let drawingsLeftOut = 0;
  for (const item of inReadingOrder(lying.filter(({ hidden }) => !hidden))) {
    const person = childOf(item.by);
    const isChilds = person?.isChild ?? false;
    const withWords = saysSomething(item);
    const standing = standingOf(redaction, item, isChilds, withWords);
    const shown = renamed(item, hide);
    if (standing === 'shown') items.push(shown);
    else if (standing === 'not-released' && !withWords) drawingsLeftOut += 1;
    else bars.push({ x: item.x, y: item.y });
    if (!withWords && isChilds) continue; // Released or not with all the others of their drawings.
    preview.push({
      id: item.id,
      by: hide(nameOf(item.by)),
      author: person?.id ?? null,
      isChilds,
      hasWords: withWords,
      words: describeItem(shown),
      standing,
    });
  }
  return { items, bars, preview, drawingsLeftOut };
}
