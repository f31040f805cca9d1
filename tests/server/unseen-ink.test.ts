import { afterEach, expect, test } from 'vitest';
import * as v from 'valibot';
import { addWords, itemsOf } from '../../shared/board/board-doc.ts';
import { itemId } from '../../shared/ids.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import { until } from '../support/outsider.ts';
import type { RawLink } from '../support/raw-link.ts';

let room: OpenRoom;
afterEach(() => room.clear());

const name = v.parse(itemId, 'in-the-last-moment');
const has = (link: RawLink): boolean => itemsOf(link.doc).has(name);
const aWhile = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Maya has drawn; a page of the therapist has it, and does not say so. */
async function drawnUnseen(): Promise<OpenRoom & { mayas: RawLink; blind: RawLink }> {
  room = await anOpenRoom();
  const { maya, link, eye } = room;
  const [mayas, blind] = [await link(maya), await eye({ seesAll: false })];
  mayas.draw((doc) => {
    addWords(doc, 'note', { id: name, by: maya.id, x: 1, y: 1, z: 1, words: 'still together' });
  });
  await until('the therapist’s page has it and has not said so', () => has(blind));
  return { ...room, mayas, blind };
}

test('[H8] ink that nobody could be waiting for holds no room, and is seen first when they are together again', async () => {
  const { mayas, blind, daniel, therapist, silent, eye } = await drawnUnseen();
  // As the page does: apart, it leaves the board that nobody looks at.
  expect(await therapist.command({ kind: 'change-step', step: 'apart' })).toBeNull();
  await mayas.gone();
  blind.leave();
  await aWhile(3_000);
  expect(therapist.view).toMatchObject({ phase: 'open', step: 'apart' });

  expect(await therapist.command({ kind: 'change-step', step: 'board' })).toBeNull();
  const daniels = await silent(daniel);
  daniels.send(new Uint8Array([0, 0, 1, 0]));
  await aWhile(700);
  expect(has(daniels)).toBe(false);
  expect(therapist.view).toMatchObject({ phase: 'open' });
  await eye();
  await until('seen by the therapist, it is there', () => has(daniels));
});

test('[H8] ink that somebody waits for in vain holds the room, also when they came after it', async () => {
  const { mayas, daniel, therapist, silent } = await drawnUnseen();
  mayas.leave();
  const daniels = await silent(daniel);
  daniels.send(new Uint8Array([0, 0, 1, 0]));
  await therapist.therapistView((view) => view.heldBecause === 'supervision-lost');
  expect(has(daniels)).toBe(false);
});
