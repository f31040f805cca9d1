/** I: other people's items, and what only a command of the therapist may do. */
import * as Y from 'yjs';
import {
  addWords,
  itemsOf,
  placeItem,
  removeItem,
  resizeWords,
} from '../../../shared/board/board-doc.ts';
import type { ItemId } from '../../../shared/ids.ts';
import { acting, entryOf, idOf, item, next, type World } from '../gate-world.ts';
import { handMade, type Content } from '../hand-made-update.ts';
import { attack, denied, own, refused, type Attack } from './row.ts';

const setting = (of: ItemId, key: string, value: unknown) => (doc: Y.Doc) => {
  itemsOf(doc).get(of)?.set(key, value);
};
const clearing = (of: ItemId, key: string) => (doc: Y.Doc) => itemsOf(doc).get(of)?.delete(key);

/** Something put at an item's place in the root, without a delete set: it deletes what stands there. */
const inPlaceOf = (of: ItemId, content: Content) => (world: World) =>
  own(world, [{ ...content, origin: idOf(entryOf(world, of)), key: of }]);

const replacing = (of: ItemId) => (world: World) =>
  acting(world, 'daniel', (doc) =>
    addWords(doc, 'note', { id: of, by: world.idOf('daniel'), x: 1, y: 1, z: 1, words: 'mine' }),
  );

export const items: readonly Attack[] = [
  attack('I7', 'B14', 'a locked note moved by its author', denied('locked'), (world) =>
    acting(world, 'daniel', (doc) => placeItem(doc, item.locked, 700, 700)),
  ),
  attack(
    'I8',
    'B14',
    'a locked note moved by the therapist',
    denied('locked'),
    (world) => acting(world, 'tess', (doc) => placeItem(doc, item.locked, 700, 700)),
    'tess',
  ),
  attack('I9', 'B14', "a child's note moved by her parent", denied('childs'), (world) =>
    acting(world, 'daniel', (doc) => placeItem(doc, item.mayasNote, 700, 700)),
  ),
  attack('I10', 'B14', "a child's note made small by her parent", denied('childs'), (world) =>
    acting(world, 'daniel', (doc) => resizeWords(doc, item.mayasNote, 120, 80)),
  ),
  attack(
    'I11',
    'B14',
    "a child's drawing in another colour, by her parent",
    denied('childs'),
    (world) => acting(world, 'daniel', setting(item.mayasStroke, 'colour', 'plum')),
  ),
  attack('I12', 'B14', "a child's drawing removed by her parent", denied('childs'), (world) =>
    acting(world, 'daniel', (doc) => removeItem(doc, item.mayasStroke)),
  ),
  attack(
    'I13',
    'B14',
    "a child's drawing removed by the therapist's ink",
    denied('childs'),
    (world) => acting(world, 'tess', (doc) => removeItem(doc, item.mayasStroke)),
    'tess',
  ),
  attack('I14', 'B14', "another adult's note removed", denied('not-yours'), (world) =>
    acting(world, 'daniel', (doc) => removeItem(doc, item.ruthsNote)),
  ),
  attack(
    'I15',
    'B14',
    "another adult's note removed by the therapist's ink",
    denied('not-yours'),
    (w) => acting(w, 'tess', (doc) => removeItem(doc, item.ruthsNote)),
    'tess',
  ),
  attack('I16', 'B14', 'a foreign note removed by its bare id', denied('not-yours'), (world) => {
    const [client, clock] = idOf(entryOf(world, item.ruthsNote));
    return handMade([], [{ client, ranges: [[clock, 1]] }]);
  }),
  attack(
    'I17',
    'B14',
    'a gone entry in the place of a foreign note',
    denied('not-yours'),
    inPlaceOf(item.ruthsNote, { deleted: 1 }),
  ),
  attack('I18', 'B14', 'the same, with nothing to its left', denied('not-yours'), (world) =>
    own(world, [{ deleted: 1, parent: 'items', key: item.ruthsNote }]),
  ),
  attack('I19', 'B14', 'a foreign note replaced', denied('not-yours'), replacing(item.ruthsNote)),
  attack('I20', 'B14', 'a locked own note replaced', denied('locked'), replacing(item.locked)),
  attack('I21', 'B14', "a child's note replaced", denied('childs'), replacing(item.mayasNote)),
  attack(
    'I22',
    'B6',
    'EMPTY values in the place of a foreign note',
    refused('malformed'),
    inPlaceOf(item.ruthsNote, { values: [] }),
  ),
  attack(
    'I23',
    'B6',
    'an EMPTY gone entry in the place of a foreign note',
    refused('malformed'),
    inPlaceOf(item.ruthsNote, { deleted: 0 }),
  ),
  attack(
    'I24',
    'B6',
    'an EMPTY text in the place of a foreign note',
    refused('malformed'),
    inPlaceOf(item.ruthsNote, { text: '' }),
  ),
  attack('I25', 'B14', "another's text taken out of the note", denied('fixed'), (world) =>
    acting(world, 'daniel', clearing(item.ruthsNote, 'text')),
  ),
  attack('I26', 'B14', "another's text replaced by an empty one", denied('fixed'), (world) =>
    acting(world, 'daniel', setting(item.ruthsNote, 'text', new Y.Text(''))),
  ),
  attack('I27', 'B14', 'the own text replaced by a new one', denied('fixed'), (world) =>
    acting(world, 'daniel', setting(item.danielsNote, 'text', new Y.Text('new'))),
  ),
  attack('I28', 'B6', 'the own text replaced by a map', refused('schema'), (world) =>
    acting(world, 'daniel', setting(item.danielsNote, 'text', new Y.Map())),
  ),
  attack('I29', 'B14', 'the kind of an own note taken away', denied('fixed'), (world) =>
    acting(world, 'daniel', clearing(item.danielsNote, 'kind')),
  ),
  attack(
    'I30',
    'B14',
    'one deletion over what may go and what may not',
    denied('not-yours'),
    (world) => {
      const [client, clock] = idOf(entryOf(world, item.ruthsNote));
      return handMade(
        [],
        [{ client, ranges: [[clock, Y.getState(world.board.store, client) - clock]] }],
      );
    },
  ),
  attack(
    'I40',
    'B13',
    'a hidden note replaced by hand, by another',
    denied('not-yours'),
    (world) => {
      const parent = next(world, 'daniel');
      return own(world, [
        { type: 1, origin: idOf(entryOf(world, item.hidden)), key: item.hidden },
        { values: ['note'], parent, key: 'kind' },
        { values: [world.idOf('daniel')], parent, key: 'by' },
      ]);
    },
  ),
];
