import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { itemId, therapistId } from '../ids.ts';
import * as v from 'valibot';
import { addItem, bornItem, readBoard } from './board-doc.ts';
import { boxOf, itemKinds, kindNames } from './item.ts';
import {
  boxOfTemplate,
  itemFrom,
  maxTemplateItems,
  movedTo,
  nameIn,
  placeOfTemplate,
  shownItems,
  templateGap,
  templateItemOf,
  templateKinds,
} from './template.ts';
import { templates } from './templates/templates.ts';

const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8057');
const id = v.parse(itemId, 'an-item-of-it');

describe.each(templates.map(({ title, items }) => [title, items] as const))(
  '%s',
  (_title, items) => {
    test('[B45] is laid as it is declared, within every bound of its kinds', () => {
      const doc = new Y.Doc();
      const made = shownItems(items).map((item) => ({ ...item, by }));
      for (const item of made) addItem(doc, item);
      expect(readBoard(doc).map((item) => ({ ...item }))).toEqual(
        expect.arrayContaining(made.map((item) => ({ ...item }))),
      );
      // What is out of bounds would have been pulled in.
      for (const [at, one] of items.entries()) expect(made[at]).toMatchObject(one);
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThanOrEqual(maxTemplateItems);
    });

    test('[B45] is laid around the middle of an empty board, else beside what lies there', () => {
      const { w, h } = boxOfTemplate(items);
      const middle = { x: 5_000, y: -300 };
      expect(placeOfTemplate(items, [], middle)).toEqual({ x: 5_000 - w / 2, y: -300 - h / 2 });
      const there = [
        { x: -900, y: 40, w: 100, h: 80 },
        { x: 0, y: -7, w: 300, h: 1_000 },
      ];
      const place = placeOfTemplate(items, there, middle);
      expect(place).toEqual({ x: 300 + templateGap, y: -7 });
      const laid = boxOfTemplate(movedTo(items, place));
      // To the whole unit: items lie on those.
      expect(Math.abs(laid.x - place.x) + Math.abs(laid.y - place.y)).toBeLessThan(1);
      expect([laid.w, laid.h]).toEqual([w, h]);
    });
  },
);

test('[B46] a template keeps what an item is, and neither who made it nor what became of it', () => {
  for (const kind of kindNames) {
    const item = {
      ...bornItem(kind, { id, by, x: 7, y: -9, z: 4 }),
      locked: true,
      hidden: true,
      ...('edited' in itemKinds[kind].fields ? { edited: true } : {}),
    };
    const kept = templateItemOf(item);
    expect(kept !== null).toBe(templateKinds.some((one) => one === kind));
    if (!kept) continue;
    for (const key of ['id', 'by', 'z', 'locked', 'hidden', 'edited'])
      expect(kept).not.toHaveProperty(key);
    expect(boxOf(itemFrom(kept, id, by))).toEqual(boxOf(item));
  }
});

test('[B46] a name is found as a word of its own, in any case and script', () => {
  const names = ['Maya', 'Jörg', 'Will'];
  expect(nameIn('What MAYA likes', names)).toBe('Maya');
  expect(nameIn('maya’s', names)).toBe('Maya');
  expect(nameIn('with Jo\u0308rg', names)).toBe('Jörg');
  expect(nameIn('Good will', names)).toBe('Will');
  expect(nameIn('Mayan willow, jörgen', names)).toBeNull();
  expect(nameIn('anything', ['', ' '])).toBeNull();
});
