import { expect, test } from 'vitest';
import * as v from 'valibot';
import { bornItem } from '../../shared/board/board-doc.ts';
import { itemId, therapistId } from '../../shared/ids.ts';
import { whereOf } from './where-words.ts';

const okafor = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8059');
const aFrame = (text: string) =>
  bornItem('frame', { id: v.parse(itemId, 'frame-number-1'), by: okafor, text });

test('[B62] an item says which frame it lies in, and a frame how much lies in it', () => {
  const item = aFrame('Worries');
  const loose = { item, isFrame: false, inside: null, contents: 0 };
  expect(whereOf(loose)).toBe('');
  expect(whereOf({ ...loose, inside: { item } })).toBe(', in the frame Worries');
  expect(whereOf({ ...loose, inside: { item: aFrame(' ') } })).toBe(', in a frame');
  expect(whereOf({ ...loose, isFrame: true })).toBe(', with no things in it');
  expect(whereOf({ ...loose, isFrame: true, contents: 1 })).toBe(', with one thing in it');
  expect(whereOf({ ...loose, isFrame: true, contents: 3, inside: { item } })).toBe(
    ', with 3 things in it, in the frame Worries',
  );
});
