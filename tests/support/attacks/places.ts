/** P: places that no board has, and neighbours of two places. */
import { itemsOf } from '../../../shared/board/board-doc.ts';
import { acting, entryOf, idOf, item, next, unitOf, type World } from '../gate-world.ts';
import { handMade, type Id } from '../hand-made-update.ts';
import { attack, own, ownSection, refused, stripped, type Attack } from './row.ts';

const danielsText = (world: World): Id => idOf(entryOf(world, item.danielsNote, 'text'));
const letter = (world: World, at: number): Id => unitOf(world, item.danielsNote, 'text', at);
const later = ([client, clock]: Id, by: number): Id => [client, clock + by];

/** All that a note needs, under a name of its own. */
const noteNamed = (world: World, key: string): Uint8Array => {
  const parent = next(world, 'daniel');
  return own(world, [
    { type: 1, parent: 'items', key },
    { values: ['note'], parent, key: 'kind' },
    { values: [world.idOf('daniel')], parent, key: 'by' },
  ]);
};

export const places: readonly Attack[] = [
  attack('P1', 'B6', 'a field that no note has', refused('schema'), (world) =>
    acting(world, 'daniel', (doc) => {
      itemsOf(doc).get(item.danielsNote)?.set('colour', 'plum');
    }),
  ),
  attack('P2', 'B6', 'another root', refused('schema'), (world) =>
    acting(world, 'daniel', (doc) => doc.getMap('evil-root').set('x', 1)),
  ),
  attack('P3', 'B6', 'a root named __proto__', refused('schema'), (world) =>
    own(world, [{ values: [1], parent: '__proto__', key: 'x' }]),
  ),
  attack('P4', 'B6', 'unknown roots named by known clocks', stripped, (world) => {
    const client = world.clientsOf('daniel')[0];
    const structs = [1, 2, 3].map((n) => ({ values: [n], parent: `root-${n}`, key: 'x' }));
    return handMade([{ client, clock: 0, structs }]);
  }),
  attack(
    'P5',
    'B6',
    'a list in the root of items, which no reading shows',
    refused('schema'),
    (world) => own(world, [{ values: ['seen by nobody'], parent: 'items' }]),
  ),
  attack('P6', 'B6', 'a value where an item should be', refused('schema'), (world) =>
    own(world, [{ values: [1], parent: 'items', key: 'a-bare-number' }]),
  ),
  attack('P7', 'B6', 'an item whose name is too short for one', refused('schema'), (world) =>
    noteNamed(world, '__proto__'),
  ),
  attack('P8', 'B6', 'an item with a name of 60 characters', refused('schema'), (world) =>
    noteNamed(world, 'k'.repeat(60)),
  ),
  attack('P9', 'B6', 'an item with a name of 500 characters', refused('too-big'), (world) =>
    own(world, [{ type: 1, parent: 'items', key: 'k'.repeat(500) }]),
  ),
  attack('P10', 'B6', 'a list where an item should be', refused('schema'), (world) =>
    own(world, [{ type: 0, parent: 'items', key: 'an-array-item' }]),
  ),
  attack('P11', 'B6', 'something without a key in an item', refused('schema'), (world) =>
    own(world, [{ values: [1], parent: idOf(entryOf(world, item.danielsNote)) }]),
  ),
  attack('P12', 'B6', 'a key in an own list of points', refused('schema'), (world) =>
    own(world, [
      { values: [1], parent: idOf(entryOf(world, item.danielsStroke, 'points')), key: 'x' },
    ]),
  ),
  attack('P13', 'B6', 'a parent that is no container', refused('schema'), (world) =>
    own(world, [{ values: [1], parent: idOf(entryOf(world, item.danielsNote, 'x')), key: 'x' }]),
  ),
  attack(
    'P14',
    'B6',
    'a parent that is a gone entry of the same frame',
    refused('schema'),
    (world) => {
      const parent = next(world, 'daniel');
      return own(world, [
        { type: 1, parent: 'items', key: 'a-new-note' },
        { values: ['note'], parent, key: 'kind' },
        { values: [world.idOf('daniel')], parent, key: 'by' },
        { deleted: 1, parent, key: 'text' },
        { text: 'words in nothing', parent: later(parent, 3) },
      ]);
    },
  ),
  attack('P15', 'B6', 'left in an own entry, right in a foreign one', refused('schema'), (world) =>
    own(world, [
      {
        values: [1],
        key: 'x',
        origin: idOf(entryOf(world, item.danielsNote, 'x')),
        right: idOf(entryOf(world, item.ruthsNote, 'x')),
      },
    ]),
  ),
  attack('P27', 'B6', 'an entry put before the one that stands', refused('schema'), (world) =>
    own(world, [{ values: [1], key: 'x', right: idOf(entryOf(world, item.danielsNote, 'x')) }]),
  ),
  attack('P16', 'B6', 'left in the own text, right in a foreign one', refused('schema'), (world) =>
    own(world, [
      { text: 'x', origin: letter(world, 0), right: unitOf(world, item.ruthsNote, 'text', 1) },
    ]),
  ),
  attack(
    'P17',
    'B6',
    'half known: the head in a foreign field, the tail said to be in the own text',
    refused('schema'),
    (world) => {
      // Daniel's last act was to move Ruth's note: his last clock lies in her y.
      const [client, clock] = idOf(entryOf(world, item.ruthsNote, 'y'));
      const structs = [{ text: 'xx', parent: danielsText(world) }];
      return handMade([{ client, clock, structs }]);
    },
  ),
  attack('P18', 'B6', 'a parent that is the struct itself', refused('gap'), (world) =>
    own(world, [{ values: [1], parent: next(world, 'daniel'), key: 'x' }]),
  ),
  attack('P19', 'B6', 'a left neighbour that is the struct itself', refused('gap'), (world) =>
    own(world, [{ text: 'x', origin: next(world, 'daniel') }]),
  ),
  attack(
    'P20',
    'B6',
    'an allowed struct before one that builds on what is to come',
    refused('gap'),
    (w) =>
      own(w, [
        { text: 'x', right: letter(w, 0) },
        { text: 'y', origin: later(next(w, 'daniel'), 2) },
        { text: 'z', right: letter(w, 0) },
      ]),
  ),
  attack('P21', 'B6', 'two own clientIDs that wait for each other', refused('gap'), (world) => {
    const [low, high] = [next(world, 'daniel'), next(world, 'daniel', 1)];
    return handMade([
      ownSection(world, [{ text: 'x', origin: low }], 'daniel', 1),
      ownSection(world, [{ text: 'y', origin: high }], 'daniel'),
    ]);
  }),
];
