/** A: ink under other people's clientIDs and names. */
import * as Y from 'yjs';
import { addWords, itemsOf, placeItem } from '../../../shared/board/board-doc.ts';
import {
  acting,
  changes,
  entryOf,
  idOf,
  item,
  next,
  pageOf,
  unitOf,
  type World,
} from '../gate-world.ts';
import { handMade, type HandMade } from '../hand-made-update.ts';
import { attack, denied, own, ownSection, partly, refused, stripped, type Attack } from './row.ts';

/** A new note put together by hand, signed with what is given. */
const signed = (world: World, ...names: readonly unknown[]): Uint8Array => {
  const parent = next(world, 'daniel');
  return own(world, [
    { type: 1, parent: 'items', key: 'signed-note' },
    { values: ['note'], parent, key: 'kind' },
    ...names.map((name) => ({ values: [name], parent, key: 'by' })),
  ]);
};

const movingUnder = (world: World, client: number): Uint8Array => {
  const page = pageOf(world, 'daniel');
  page.clientID = client;
  return changes(page, (doc) => placeItem(doc, item.ruthsNote, 900, 900));
};

export const authors: readonly Attack[] = [
  attack('A1', 'B7', "a move under another's clientID", refused('author'), (world) =>
    movingUnder(world, world.clientsOf('ruth')[0]),
  ),
  attack('A2', 'B7', "a move under nobody's clientID", refused('author'), (world) =>
    movingUnder(world, 123_456_789),
  ),
  attack(
    'A3',
    'B7',
    "a move under another's clientID that has not written yet",
    refused('author'),
    (world) => movingUnder(world, world.clientsOf('maya')[1] ?? 0),
  ),
  attack(
    'A4',
    'B7',
    'an allowed change beside one under a foreign clientID',
    refused('author'),
    (world) => {
      const [client, clock] = next(world, 'ruth');
      const parent = idOf(entryOf(world, item.ruthsNote));
      return handMade([
        { client, clock, structs: [{ values: [200], parent, key: 'w' }] },
        ownSection(world, [{ values: [100], parent, key: 'h' }]),
      ]);
    },
  ),
  attack('A5', 'B7', "another's last struct with more at its end", refused('author'), (world) => {
    const [client, clock] = next(world, 'ruth');
    const parent = idOf(entryOf(world, item.ruthsNote));
    const structs = [{ values: [1, 2, 3, 4], parent, key: 'x' }];
    return handMade([{ client, clock: clock - 2, structs }]);
  }),
  attack(
    'A6',
    'B7',
    "a gap under another's clientID, which burns their clocks",
    refused('author'),
    (world) => {
      const [client, clock] = next(world, 'ruth');
      return handMade([{ client, clock, structs: [{ gap: 50 }] }]);
    },
  ),
  attack('A7', 'B11', "a new note under another's name", refused('author'), (world) =>
    signed(world, world.idOf('ruth')),
  ),
  attack('A8', 'B11', "a new note under a child's name", refused('author'), (world) =>
    signed(world, world.idOf('maya')),
  ),
  attack('A9', 'B11', "a new note under nobody's name", refused('author'), (world) =>
    signed(world, 'nobody'),
  ),
  attack(
    'A10',
    'B11',
    'a new note first under the own name, then another',
    refused('author'),
    (w) => signed(w, w.idOf('daniel'), w.idOf('ruth')),
  ),
  attack('A11', 'B11', 'a new note signed twice by its author', refused('author'), (world) =>
    signed(world, world.idOf('daniel'), world.idOf('daniel')),
  ),
  attack('A12', 'B11', 'a new note without a name', refused('schema'), (world) => signed(world)),
  attack('A13', 'B11', 'a new note without a kind', refused('schema'), (world) =>
    own(world, [
      { type: 1, parent: 'items', key: 'kindless-note' },
      { values: [world.idOf('daniel')], parent: next(world, 'daniel'), key: 'by' },
    ]),
  ),
  attack(
    'A19',
    'B11',
    'a new note that loses its name in the same frame',
    refused('schema'),
    (w) => {
      const [client, clock] = next(w, 'daniel');
      const parent = [client, clock] as const;
      const note: readonly HandMade[] = [
        { type: 1, parent: 'items', key: 'nameless-note' },
        { values: ['note'], parent, key: 'kind' },
        { values: [w.idOf('daniel')], parent, key: 'by' },
      ];
      return own(w, note, [{ client, ranges: [[clock + 2, 1]] }]);
    },
  ),
  attack('A14', 'B11', "another's note signed by its sender", refused('schema'), (world) =>
    acting(world, 'daniel', (doc) => {
      itemsOf(doc).get(item.ruthsNote)?.set('by', world.idOf('daniel'));
    }),
  ),
  attack('A15', 'B11', "a sender's own note, signed anew with the own name", denied('fixed'), (w) =>
    acting(w, 'daniel', (doc) => {
      itemsOf(doc).get(item.danielsNote)?.set('by', w.idOf('daniel'));
    }),
  ),
  attack('A16', 'B11', 'the name taken off a foreign note', denied('fixed'), (world) =>
    acting(world, 'daniel', (doc) => {
      itemsOf(doc).get(item.ruthsNote)?.delete('by');
    }),
  ),
  attack('A17', 'B11', 'the name taken off an own note', denied('fixed'), (world) =>
    acting(world, 'daniel', (doc) => {
      itemsOf(doc).get(item.danielsNote)?.delete('by');
    }),
  ),
  attack(
    'A18',
    'B11',
    "another's note replaced by one in the other's name",
    refused('author'),
    (world) =>
      acting(world, 'daniel', (doc) => {
        const by = world.idOf('ruth');
        addWords(doc, 'note', { id: item.ruthsNote, by, x: 1, y: 1, z: 1, words: 'not hers' });
      }),
  ),
  attack(
    'G1',
    'B6',
    'known clocks of its sender once more, with other content',
    stripped,
    (world) => {
      const [client, clock] = unitOf(world, item.danielsNote, 'text', 0);
      return handMade([{ client, clock, structs: [{ text: 'OTHER!', parent: [client, 0] }] }]);
    },
  ),
  attack('G2', 'B6', "another's known clocks once more, with forged content", stripped, (world) => {
    const [client, clock] = unitOf(world, item.ruthsNote, 'text', 0);
    return handMade([{ client, clock, structs: [{ text: 'FORGED', parent: [client, 0] }] }]);
  }),
  attack('G3', 'B14', 'undoing what others did', partly('not-yours'), (world) => {
    const page = new Y.Doc();
    const undo = new Y.UndoManager(itemsOf(page), { trackedOrigins: new Set(['others']) });
    Y.applyUpdate(page, Y.encodeStateAsUpdate(world.board), 'others');
    page.clientID = world.clientsOf('daniel')[0];
    return changes(page, () => undo.undo());
  }),
];
