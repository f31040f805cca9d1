/** How the deeds of `rights-model.ts` are done in a page, honest and not, by Yjs itself. */
import * as v from 'valibot';
import * as Y from 'yjs';
import {
  addInk,
  addWords,
  appendPoints,
  itemsOf,
  markEdited,
  placeItem,
  raiseItem,
  removeItem,
  resizeWords,
  type NewItem,
} from '../../shared/board/board-doc.ts';
import { itemId, type ItemId, type ParticipantId } from '../../shared/ids.ts';
import type { Chance } from './chance.ts';
import { hands, type Who } from './gate-world.ts';
import type { Deed } from './rights-model.ts';

const onAny: readonly Deed[] = [
  ...([
    'place',
    'place',
    'place',
    'raise',
    'unplace',
    'remove',
    'replace',
    'lock',
    'unlock',
  ] as const),
  ...(['hide', 'show', 'sign-again', 'sign-as-other', 'unsign', 'unkind'] as const),
];
const onWords: readonly Deed[] = [
  ...(['reword', 'reword', 'reword', 'mark-and-reword', 'mark-and-reword', 'resize'] as const),
  ...(['unmark', 'mark-no', 'overfill'] as const),
];
const onGoals: readonly Deed[] = ['reword', 'reword', 'reword', 'resize', 'overfill'];
const onInk: readonly Deed[] = ['append', 'append', 'append', 'prepend', 'colour'];
export const makings: readonly Deed[] = [
  ...(['make', 'make', 'make', 'make', 'make', 'make'] as const),
  ...(['make-as-other', 'make-locked', 'make-unknown'] as const),
];
/** Deeds for which nothing of a frame may enter: one a frame at most, so that there is one reason. */
export const isWhole = (deed: Deed): boolean =>
  ['make-as-other', 'make-locked', 'make-unknown', 'sign-as-other'].includes(deed);

/** A deed that changes something on `fields`. */
export function deedOn(fields: Y.Map<unknown>, chance: Chance): Deed {
  const kind = fields.get('kind');
  const own = kind === 'ink' ? onInk : kind === 'goal' ? onGoals : onWords;
  for (;;) {
    const deed = chance.oneOf(chance.happens(0.5) ? own : onAny);
    if (deed === 'unmark' && !fields.has('edited')) continue;
    if (deed === 'unplace' && !fields.has('x')) continue;
    return deed;
  }
}

export const newId = (chance: Chance): ItemId =>
  v.parse(itemId, `item-${String(chance.below(1_000_000_000)).padStart(10, '0')}`);

/** Does it; each deed writes something, whatever was there. */
export function doIt(deed: Deed, doc: Y.Doc, id: ItemId, who: Who, chance: Chance): void {
  const place = { x: chance.below(900), y: chance.below(900), z: chance.below(99) };
  ways[deed]({
    doc,
    base: { id, by: hands[who].id, ...place },
    other: hands[who === 'ruth' ? 'daniel' : 'ruth'].id,
    fields: itemsOf(doc).get(id) ?? new Y.Map<unknown>(),
    points: Array.from({ length: 3 }, () => chance.below(100)),
    chance,
  });
}

interface Doing {
  readonly doc: Y.Doc;
  readonly base: NewItem;
  readonly other: ParticipantId;
  readonly fields: Y.Map<unknown>;
  readonly points: number[];
  readonly chance: Chance;
}

const ways: Readonly<Record<Deed, (doing: Doing) => unknown>> = {
  make: ({ doc, base, points, chance }) =>
    chance.happens(0.3)
      ? addInk(doc, { ...base, colour: 'moss', width: 3, points })
      : addWords(doc, chance.happens(0.8) ? 'note' : 'text', { ...base, words: 'a 🧡 b' }),
  'make-as-other': ({ doc, base, other }) => addWords(doc, 'note', { ...base, by: other }),
  'make-locked': (doing) => makeWith(doing, 'locked', true),
  'make-unknown': (doing) => makeWith(doing, 'onclick', 'x'),
  replace: ({ doc, base }) => addWords(doc, 'note', { ...base, words: 'replaced' }),
  remove: ({ doc, base }) => removeItem(doc, base.id),
  place: ({ doc, base }) => placeItem(doc, base.id, base.x, base.y),
  raise: ({ doc, base }) => raiseItem(doc, base.id, base.z),
  resize: ({ doc, base }) => resizeWords(doc, base.id, 100 + base.x, 100 + base.y),
  colour: ({ fields }) => fields.set('colour', 'plum'),
  unplace: ({ fields }) => fields.delete('x'),
  reword: ({ fields, chance }) => typeInto(fields, chance),
  'mark-and-reword': ({ doc, base, fields, chance }) => {
    markEdited(doc, base.id);
    typeInto(fields, chance);
  },
  overfill: ({ fields }) => {
    const text = fields.get('text');
    if (text instanceof Y.Text) text.insert(0, 'x'.repeat(1_001));
  },
  unmark: ({ fields }) => fields.delete('edited'),
  'mark-no': ({ fields }) => fields.set('edited', false),
  append: ({ doc, base, points }) => appendPoints(doc, base.id, points),
  prepend: ({ fields, points }) => {
    const stored = fields.get('points');
    if (stored instanceof Y.Array) stored.insert(0, points);
  },
  lock: ({ fields }) => fields.set('locked', true),
  unlock: ({ fields }) => fields.set('locked', false),
  hide: ({ fields }) => fields.set('hidden', true),
  show: ({ fields }) => fields.set('hidden', false),
  'sign-again': ({ fields }) => fields.set('by', fields.get('by')),
  'sign-as-other': ({ fields, base, other }) =>
    fields.set('by', fields.get('by') === base.by ? other : base.by),
  unsign: ({ fields }) => fields.delete('by'),
  unkind: ({ fields }) => fields.delete('kind'),
};

function makeWith({ doc, base }: Doing, key: string, value: unknown): void {
  addWords(doc, 'note', base);
  itemsOf(doc).get(base.id)?.set(key, value);
}

/** Puts something in, and mostly takes something out, where no character is split. */
export function typeInto(fields: Y.Map<unknown>, chance: Chance): void {
  const text = fields.get('text');
  if (!(text instanceof Y.Text)) return;
  const characters = [...text.toString()];
  const at = chance.below(characters.length + 1);
  const gone = Math.min(characters.length - at, chance.below(4));
  const units = (from: number, end: number): number => characters.slice(from, end).join('').length;
  if (gone > 0) text.delete(units(0, at), units(at, at + gone));
  text.insert(units(0, at), chance.oneOf(['ab', '🧡', 'x🧡y', ' ']));
}
