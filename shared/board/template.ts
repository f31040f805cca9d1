/** What a therapist lays out on a board with one press: a few items, without who made them. */
import * as v from 'valibot';
import { bornItem, type Given } from './board-doc.ts';
import { boxOf, itemKinds, type Item, type ItemOf } from './item.ts';
import type { Box } from './measures.ts';
import { itemId, type ParticipantId } from '../ids.ts';

/** No ink, since that is somebody's hand, and no picture, since that belongs to one session. */
export const templateKinds = ['note', 'text', 'line', 'shape', 'stamp', 'frame'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** An item of a template: its kind, and what is not as its kind declares it. */
export type TemplateItem = {
  readonly [Kind in TemplateKind]: { readonly kind: Kind } & Given<ItemOf<Kind>>;
}[TemplateKind];

export interface Template {
  /** What a press on it is called: "Two columns". */
  readonly title: string;
  /** Lowest first. */
  readonly items: readonly TemplateItem[];
}

/** Items of one template: a page that is full, and no board. */
export const maxTemplateItems = 120;
/** Bytes of one template as it is stored: the words of a dozen full notes. */
export const maxTemplateBytes = 32 * 1_024;
/** Templates a practice keeps: more can't be found again in a list. */
export const maxTemplatesOfPractice = 40;
/** Code points of a template's title: one line under a small picture. */
export const maxTemplateTitleLength = 40;

const isTemplateKind = (kind: string): kind is TemplateKind =>
  templateKinds.some((one) => one === kind);

/** One item for `by`; what is left out is as its kind declares it. */
export function itemFrom(one: TemplateItem, id: Item['id'], by: ParticipantId): Item {
  const { kind, ...given } = one;
  // Its kind says what it is given: a union of pairs, which the compiler does not follow.
  return bornItem(kind, { ...given, id, by });
}

const fieldsKept = (kind: TemplateKind): readonly string[] => [
  'x',
  'y',
  ...Object.keys(itemKinds[kind].fields).filter((key) => key !== 'edited'),
];

/** What of an item a template keeps; null for a kind that no template holds. */
export function templateItemOf(item: Item): TemplateItem | null {
  const { kind } = item;
  if (!isTemplateKind(kind)) return null;
  const all: Readonly<Record<string, unknown>> = { ...item };
  const kept = Object.fromEntries(fieldsKept(kind).map((key) => [key, all[key]]));
  return { kind, ...kept };
}

/** The same items with their upper left corner at `to`. */
export function movedTo(
  items: readonly TemplateItem[],
  to: Pick<Box, 'x' | 'y'>,
): readonly TemplateItem[] {
  const whole = boxOfTemplate(items);
  const [dx, dy] = [to.x - whole.x, to.y - whole.y].map(Math.round) as [number, number];
  return items.map((one) => ({ ...one, x: (one.x ?? 0) + dx, y: (one.y ?? 0) + dy }));
}

/** The rectangle they cover together. */
export const boxOfTemplate = (items: readonly TemplateItem[]): Box =>
  boxAround(shownItems(items).map(boxOf));

/** The rectangle that `boxes` cover together; nothing at the origin where there are none. */
export function boxAround(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, w: 0, h: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

const nobody = '00000000-0000-7000-8000-000000000000' as ParticipantId;

/** The items as they are drawn where they are nobody's yet. */
export const shownItems = (items: readonly TemplateItem[]): readonly Item[] =>
  items.map((one, at) => ({
    ...itemFrom(one, v.parse(itemId, `template-${String(at)}`), nobody),
    z: at,
  }));

/** Board units between what lies on a board and what is laid out beside it. */
export const templateGap = 80;

/** Where a template is laid: around `middle` on an empty board, else to the right of what lies there. */
export function placeOfTemplate(
  items: readonly TemplateItem[],
  there: readonly Box[],
  middle: Pick<Box, 'x' | 'y'>,
): Pick<Box, 'x' | 'y'> {
  const { w, h } = boxOfTemplate(items);
  if (there.length === 0) return { x: middle.x - w / 2, y: middle.y - h / 2 };
  const taken = boxAround(there);
  return { x: taken.x + taken.w + templateGap, y: taken.y };
}

/**
 * The first of `names` that stands in `words` as a word of its own, whatever its case: a template goes
 * to other families, and so names nobody.
 */
export function nameIn(words: string, names: readonly string[]): string | null {
  const plain = (text: string): string => text.normalize('NFC').toLocaleLowerCase('en');
  const text = plain(words);
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? '');
  return (
    names.find((name) => {
      const wanted = plain(name).trim();
      for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + 1)) {
        if (!isLetter(at - 1) && !isLetter(at + wanted.length)) return true;
      }
      return false;
    }) ?? null
  );
}
