import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import * as v from 'valibot';
import { personId } from '../../shared/ids.ts';
import { judge } from './gate.ts';

const alice = 11;
const bob = 22;
const alicesId = v.parse(personId, '019c0000-0000-7000-8000-000000000011');
const bobsId = v.parse(personId, '019c0000-0000-7000-8000-000000000022');
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
const judged = (doc: Y.Doc, update: Uint8Array) => judge(update, { doc, by: alicesId, isOwn });

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
        if (judge(bytes, { doc, by: alicesId, isOwn }) !== null) return;
        Y.applyUpdate(doc, bytes);
        expect(doc.store.pendingStructs).toBeNull();
        expect(doc.store.pendingDs).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('whose item it is', () => {
  const noteBy = (by: unknown): Y.Map<unknown> =>
    new Y.Map<unknown>([
      ['kind', 'note'],
      ['by', by],
      ['text', new Y.Text('hi')],
    ]);

  test('[B11] a new item under its own author is let in, also when undone and redone', () => {
    const server = docOf(1);
    const doc = docOf(alice);
    const items = doc.getMap<Y.Map<unknown>>('items');
    const undo = new Y.UndoManager(items, { captureTimeout: 0 });
    doc.on('update', (update: Uint8Array) => {
      expect(judged(server, update)).toBeNull();
      Y.applyUpdate(server, update);
    });
    items.set('a1', noteBy(alicesId));
    items.delete('a1');
    undo.undo();
    undo.undo();
    undo.redo();
    items.get('a1')?.set('x', 4);
    expect(server.getMap('items').toJSON()).toEqual(items.toJSON());
  });

  test("[B11] a new item under another's name is refused", () => {
    const { server } = withBobsNote();
    for (const name of [bobsId, 'nobody', null, 7]) {
      expect(
        judged(
          server,
          ofAlice(server, (items) => items.set('a1', noteBy(name))),
        ),
      ).toBe('author');
    }
    const twice = ofAlice(server, (items) => {
      const made = noteBy(alicesId);
      items.set('a1', made);
      made.set('by', bobsId);
    });
    expect(judged(server, twice)).toBe('author');
  });

  test('[B11] nobody changes an author, not even to themselves', () => {
    const server = docOf(1);
    Y.applyUpdate(
      server,
      ofAlice(server, (items) => items.set('a1', noteBy(bobsId))),
    );
    const seize = ofAlice(server, (items) => {
      const found = items.get('a1');
      if (found instanceof Y.Map) found.set('by', alicesId);
    });
    expect(judged(server, seize)).toBe('author');
  });
});

describe('what would break a board for everybody', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { inside: nested(depth - 1) });

  test.each<[string, (items: Y.Map<unknown>) => void]>([
    ['a type that no item has', (items) => items.set('a', new Y.XmlText('x'))],
    [
      'a type below a text',
      (items) =>
        items.set(
          'a',
          new Y.Map([
            ['text', new Y.Array()],
            ['m', nest(3)],
          ]),
        ),
    ],
    ['an object as a value', (items) => items.set('a', nested(1))],
    ['a deep object as a value', (items) => items.set('a', nested(500))],
    ['a long text as a value', (items) => items.set('a', 'x'.repeat(5_000))],
    ['no number as a value', (items) => items.set('a', Number.NaN)],
  ])('[B6] %s is refused', (_, act) => {
    const { server } = withBobsNote();
    expect(judged(server, ofAlice(server, act))).toBe('schema');
  });

  const nest = (depth: number): Y.Map<unknown> =>
    depth === 0 ? new Y.Map() : new Y.Map([['m', nest(depth - 1)]]);

  test('[B6] lengths and clocks beyond reach are refused', () => {
    const { server } = withBobsNote();
    const gc = (clock: number, length: number): Uint8Array =>
      encoding.encode((encoder) => {
        for (const number of [1, 1, alice, clock]) encoding.writeVarUint(encoder, number);
        encoding.writeUint8(encoder, 0);
        for (const number of [length, 0]) encoding.writeVarUint(encoder, number);
      });
    expect(judged(server, gc(0, 10))).toBeNull();
    for (const length of [2 ** 31, 2 ** 45, Number.MAX_SAFE_INTEGER]) {
      expect(judged(server, gc(0, length))).toBe('malformed');
    }
  });
});
