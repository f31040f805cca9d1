import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import * as Y from 'yjs';
import { addInk, addWords, appendPoints, itemsOf } from '../../shared/board/board-doc.ts';
import { maxItemsPerBoard } from '../../shared/board/item.ts';
import { maxPointsPerStroke } from '../../shared/board/items/ink.ts';
import { itemId, type ItemId } from '../../shared/ids.ts';
import {
  closeCode,
  maxAwarenessBytes,
  maxBoardFrameBytes,
  maxClientIdsPerPerson,
  maxLinksPerPerson,
  maxUpdateBytes,
} from '../../shared/wire/protocol.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import { until } from '../support/outsider.ts';
import { emptyUpdate } from '../support/raw-link.ts';

let room: OpenRoom;
const id = (name: string): ItemId => v.parse(itemId, name);

beforeAll(async () => {
  room = await anOpenRoom({
    // All but two of what Daniel may claim.
    before: async ({ stores }, practice) => {
      const daniel = practice.personNamed('Daniel');
      for (let clientId = 1_000; clientId < 1_000 + maxClientIdsPerPerson - 1; clientId += 1) {
        await stores.rooms.claimClientId(practice.session, clientId, daniel);
      }
    },
  });
  await room.eye(); // So that what is drawn passes.
});
afterAll(() => room.clear());

const nothingKept = { isRestKept: false, places: [] };

test('[B16][W8] an update above 256 KiB is too big', async () => {
  const link = await room.link(room.maya);
  const count = link.sendUpdate(new Uint8Array(maxUpdateBytes + 1));
  expect(await link.deny()).toEqual({ kind: 'deny', count, reason: 'too-big', ...nothingKept });
  expect(await link.gone()).toEqual({ code: closeCode.tooBig, reason: 'too-big' });
});

test('[B16][W8] a stock client is told the same by its own message', async () => {
  const link = await room.link(room.maya, { negotiated: false });
  link.sendUpdate(new Uint8Array(maxUpdateBytes + 1));
  expect(await link.gone()).toEqual({ code: closeCode.tooBig, reason: 'too-big' });
  expect(link.told.at(-1)).toEqual({ kind: 'permission-denied', reason: 'too-big' });
});

test('[B16][W4] a frame above 4 MiB closes its link as too big before it is read', async () => {
  const link = await room.link(room.maya);
  link.sendAnswer(new Uint8Array(maxBoardFrameBytes));
  expect(await link.gone()).toMatchObject({ code: 1009 });
});

test('[B16][W8] a cursor above 8 KiB is too big', async () => {
  const link = await room.link(room.maya);
  link.point(1, { name: 'x'.repeat(maxAwarenessBytes) });
  expect(await link.deny()).toMatchObject({ count: 0, reason: 'too-big', ...nothingKept });
  expect(await link.gone()).toEqual({ code: closeCode.tooBig, reason: 'too-big' });
});

test('[B16][W8] whoever asks for the whole board more than twenty times a minute is told', async () => {
  const link = await room.link(room.maya);
  for (let asked = 1; asked < 20; asked += 1) link.send(new Uint8Array([0, 0, 1, 0]));
  await link.settled();
  expect(link.closed()).toBeNull();
  link.send(new Uint8Array([0, 0, 1, 0]));
  expect(await link.deny()).toMatchObject({ count: 0, reason: 'too-much', ...nothingKept });
  expect(await link.gone()).toEqual({ code: closeCode.tooMuch, reason: 'too-much' });
});

test('[B16][W8] a thirteenth link takes the place of the oldest, which is told', async () => {
  const links = [];
  for (let count = 0; count < maxLinksPerPerson; count += 1) {
    links.push(await room.silent(room.maya, { negotiated: false }));
  }
  expect(links.map((one) => one.closed())).toEqual(links.map(() => null));
  const one = await room.silent(room.maya, { negotiated: false });
  expect(await links[0]?.gone()).toEqual({ code: closeCode.tooMuch, reason: 'too-much' });
  await one.settled();
  expect(links.slice(1).map((other) => other.closed())).toEqual(links.slice(1).map(() => null));
  for (const link of [...links, one]) link.leave();
});

test('[B16][B15] of too many words in a note what goes beyond is named, and the rest stays', async () => {
  const link = await room.link(room.maya);
  const by = room.maya.id;
  const noteId = id('full-of-words');
  link.draw((doc) => {
    addWords(doc, 'note', { id: noteId, by, x: 0, y: 0, z: 0, words: 'x'.repeat(1_000) });
  });
  const count = link.draw((doc) => {
    const fields = itemsOf(doc).get(noteId);
    const text = fields?.get('text');
    if (text instanceof Y.Text) text.insert(1_000, 'y');
    fields?.set('x', 55);
  });
  expect(await link.deny()).toEqual({
    ...{ kind: 'deny', count, reason: 'text-length', isRestKept: true },
    places: [[noteId, 'text']],
  });
  expect(await link.gone()).toEqual({ code: closeCode.refused, reason: 'text-length' });
  const after = await room.eye();
  const fields = itemsOf(after.doc).get(noteId);
  expect([String(fields?.get('text')).length, fields?.get('x')]).toEqual([1_000, 55]);
  after.leave();
});

test('[B16][B15] of too many points in a stroke what goes beyond is named', async () => {
  const link = await room.link(room.maya);
  const [by, strokeId] = [room.maya.id, id('full-of-points')];
  const points = Array.from({ length: maxPointsPerStroke * 3 }, () => 1);
  link.draw((doc) => {
    const place = { id: strokeId, by, x: 0, y: 0, z: 0 };
    addInk(doc, { ...place, colour: 'lake', width: 5, points: points.slice(3) });
  });
  link.draw((doc) => {
    expect(appendPoints(doc, strokeId, [1, 1, 1])).toBe(true);
  });
  const count = link.draw((doc) => {
    const list = itemsOf(doc).get(strokeId)?.get('points');
    if (list instanceof Y.Array) list.push([1]);
  });
  expect(await link.deny()).toEqual({
    ...{ kind: 'deny', count, reason: 'stroke-length', isRestKept: true },
    places: [[strokeId, 'points']],
  });
  expect(await link.gone()).toEqual({ code: closeCode.refused, reason: 'stroke-length' });
});

test('[B16][B15] the 5,001st item is named', async () => {
  const link = await room.link(room.maya);
  const taken = itemsOf(link.doc).size;
  const by = room.maya.id;
  const add = (doc: Y.Doc, at: number): void => {
    const fields = new Y.Map<unknown>();
    fields.set('kind', 'note');
    fields.set('by', by);
    fields.set('text', new Y.Text());
    itemsOf(doc).set(`one-of-many-${String(at)}`, fields);
  };
  const addMany = (from: number, to: number): void => {
    const before = Y.encodeStateVector(link.doc);
    link.doc.transact(() => {
      for (let at = from; at < to; at += 1) add(link.doc, at);
    });
    link.sendAnswer(Y.encodeStateAsUpdate(link.doc, before));
  };
  addMany(0, 2_500);
  addMany(2_500, maxItemsPerBoard - taken);
  await until('all are kept', () => link.acked() === link.sentInk());
  const count = link.draw((doc) => {
    add(doc, maxItemsPerBoard);
  });
  expect(await link.deny()).toEqual({
    ...{ kind: 'deny', count, reason: 'items', isRestKept: true },
    places: [[`one-of-many-${String(maxItemsPerBoard)}`, '']],
  });
  expect(await link.gone()).toEqual({ code: closeCode.refused, reason: 'items' });
});

test('[B16][W8] the clientID after the two hundredth of one person is one too many, for that person alone', async () => {
  const [last, late] = [new Y.Doc(), new Y.Doc()];
  const there = await room.link(room.daniel, { doc: last });
  const refused = await room.silent(room.daniel, { doc: late });
  expect(await refused.gone()).toEqual({ code: closeCode.tooMuch, reason: 'too-much' });
  expect(there.closed()).toBeNull();
  const stock = await room.silent(room.daniel, { negotiated: false });
  stock.point(0, {});
  expect(await stock.gone()).toEqual({ code: closeCode.tooMuch, reason: 'too-much' });
  expect(stock.told).toEqual([{ kind: 'permission-denied', reason: 'too-much' }]);
  const again = await room.link(room.daniel, { doc: last });
  expect(again.closed()).toBeNull();
  again.leave();
  there.leave();
});

test("[B16][B7] a clientID that is another's closes the link as its author's", async () => {
  const hers = await room.link(room.maya);
  const squatter = await room.silent(room.daniel, { doc: hers.doc });
  expect(await squatter.gone()).toEqual({ code: closeCode.refused, reason: 'author' });
  expect(hers.closed()).toBeNull();
  hers.leave();
});

test('[B16][W8] more frames in a second than anybody draws are too much, and only that person is told', async () => {
  const [flood, other] = [await room.link(room.maya), await room.eye()];
  for (let count = 0; count < 400; count += 1) flood.sendUpdate(emptyUpdate);
  expect(await flood.deny()).toMatchObject({ count: 0, reason: 'too-much', ...nothingKept });
  expect(await flood.gone()).toEqual({ code: closeCode.tooMuch, reason: 'too-much' });
  await other.settled();
  expect(other.closed()).toBeNull();
});
