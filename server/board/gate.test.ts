import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { judge } from './gate.ts';

const alice = 11;
const bob = 22;
const isOwn = (clientId: number): boolean => clientId === alice;

const docOf = (clientId: number): Y.Doc => {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
};
/** A server's document in which Bob has written a note. */
function withBobsNote(): { server: Y.Doc; bobs: Y.Doc } {
  const server = docOf(1);
  const bobs = docOf(bob);
  bobs.getMap<Y.Map<unknown>>('items').set('b1', new Y.Map([['text', new Y.Text('hello')]]));
  Y.applyUpdate(server, Y.encodeStateAsUpdate(bobs));
  return { server, bobs };
}
/** What `act` adds to a copy of the server's document, as Alice's client would send it. */
function ofAlice(server: Y.Doc, act: (items: Y.Map<unknown>, doc: Y.Doc) => void): Uint8Array {
  const doc = docOf(alice);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  const before = Y.encodeStateVector(doc);
  act(doc.getMap('items'), doc);
  return Y.encodeStateAsUpdate(doc, before);
}
const judged = (doc: Y.Doc, update: Uint8Array) => judge(update, { doc, isOwn });

describe('honest ink', () => {
  test('[B6] new items, changes, re-syncs and offline create-and-delete are let in', () => {
    const { server } = withBobsNote();
    const updates = [
      ofAlice(server, (items) => items.set('a1', new Y.Map([['x', 3]]))),
      ofAlice(server, (items) => {
        items.set('a2', new Y.Map([['text', new Y.Text('hi 🧡')]]));
        items.delete('a2');
      }),
      Y.encodeStateAsUpdate(server),
      new Uint8Array([0, 0]),
    ];
    for (const update of updates) expect(judged(server, update)).toBeNull();
  });

  test('[B6] whatever honest clients do in any order leaves nothing pending', () => {
    const act = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('add', 'move', 'type', 'delete'),
      value: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const { server } = withBobsNote();
        const doc = docOf(alice);
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
        doc.on('update', (update: Uint8Array) => {
          expect(judged(server, update)).toBeNull();
          Y.applyUpdate(server, update);
          expect(server.store.pendingStructs).toBeNull();
          expect(server.store.pendingDs).toBeNull();
        });
        const items = doc.getMap<Y.Map<unknown>>('items');
        for (const { key, what, value } of acts) {
          if (what === 'add') items.set(key, new Y.Map([['text', new Y.Text()]]));
          if (what === 'move') items.get(key)?.set('x', value);
          if (what === 'delete') items.delete(key);
          const text = items.get(key)?.get('text');
          if (what === 'type' && text instanceof Y.Text) text.insert(0, `w${String(value)}`);
        }
      }),
    );
  });
});

describe('hostile ink', () => {
  test("[B7] new structs under another's or nobody's clientID are refused", () => {
    const { server } = withBobsNote();
    for (const forged of [bob, 99]) {
      const doc = docOf(forged);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
      doc.clientID = forged;
      const before = Y.encodeStateVector(doc);
      doc.getMap('items').set('forged', new Y.Map());
      expect(judged(server, Y.encodeStateAsUpdate(doc, before))).toBe('author');
    }
  });

  test('[B6] a clock gap is refused', () => {
    const { server } = withBobsNote();
    const doc = docOf(alice);
    doc.getMap('items').set('a1', new Y.Map());
    const before = Y.encodeStateVector(doc);
    doc.getMap('items').set('a2', new Y.Map());
    expect(judged(server, Y.encodeStateAsUpdate(doc, before))).toBe('gap');
  });

  test('[B6] deleting what is yet to be written is refused', () => {
    const { server } = withBobsNote();
    const update = encoding.encode((encoder) => {
      for (const number of [0, 1, bob, 1, 0, 1_000]) encoding.writeVarUint(encoder, number);
    });
    expect(judged(server, update)).toBe('gap');
  });

  test('[B6] roots and contents a board is not made of are refused', () => {
    const { server } = withBobsNote();
    const hostile = [
      ofAlice(server, (_, doc) => doc.getMap('evil-root').set('x', 1)),
      ofAlice(server, (items) => items.set('a', new Uint8Array(3))),
      ofAlice(server, (items) => items.set('a', new Y.Doc())),
      ofAlice(server, (items) => {
        const text = new Y.Text('a');
        items.set('a', text);
        text.format(0, 1, { bold: true });
      }),
    ];
    for (const update of hostile) expect(judged(server, update)).toBe('schema');
  });

  test('[W4] truncated, oversized and lying updates are refused, whatever the bytes', () => {
    const { server } = withBobsNote();
    const honest = ofAlice(server, (items) => items.set('a1', new Y.Map([['x', 3]])));
    const thirtyMillionStructs = new Uint8Array([1, 0x80, 0x87, 0xa7, 0x0e, 11, 0]);
    expect(judged(server, thirtyMillionStructs)).toBe('malformed');
    expect(judged(server, new Uint8Array(300_000))).toBe('too-big');
    for (let length = 0; length < honest.length; length += 1) {
      expect(() => judged(server, honest.slice(0, length))).not.toThrow();
    }
    const before = Y.encodeStateAsUpdate(server);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        judged(server, bytes);
        expect(Y.encodeStateAsUpdate(server)).toEqual(before);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[B6] flipped bytes of honest ink are refused or leave nothing pending', () => {
    const { server } = withBobsNote();
    const honest = ofAlice(server, (items) =>
      items.set(
        'a1',
        new Y.Map<unknown>([
          ['x', 3],
          ['text', new Y.Text('hi')],
        ]),
      ),
    );
    const state = Y.encodeStateAsUpdate(server);
    fc.assert(
      fc.property(fc.nat(honest.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = honest.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const doc = docOf(1);
        Y.applyUpdate(doc, state);
        if (judge(bytes, { doc, isOwn }) !== null) return;
        Y.applyUpdate(doc, bytes);
        expect(doc.store.pendingStructs).toBeNull();
        expect(doc.store.pendingDs).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});
