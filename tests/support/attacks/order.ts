/** P: what was removed. O: text that is not in order. */
import { entryOf, idOf, item, next, unitOf, type World } from '../gate-world.ts';
import type { Content, Id } from '../hand-made-update.ts';
import { attack, denied, own, partly, refused, stripped, type Attack } from './row.ts';

const letter = (world: World, at: number): Id => unitOf(world, item.danielsNote, 'text', at);
const later = ([client, clock]: Id, by: number): Id => [client, clock + by];

/** What is left of a removed note: its entry, and what lay in it. */
const removed = (world: World): Id => idOf(entryOf(world, item.removed));
const deadText = (world: World): Id => later(removed(world), 10);
const inDeadPlace = (content: Content) => (world: World) =>
  own(world, [{ ...content, parent: removed(world), key: 'x' }]);

export const deadAndDisordered: readonly Attack[] = [
  attack(
    'P22',
    'B4',
    'left in a removed note, right inside a foreign emoji',
    refused('schema'),
    (world) =>
      own(world, [
        {
          text: 'x',
          origin: deadText(world),
          right: later(unitOf(world, item.ruthsNote, 'text', 5), 1),
        },
      ]),
  ),
  attack(
    'P23',
    'B6',
    'an object in a dead place',
    refused('schema'),
    inDeadPlace({ values: [{ a: 1 }] }),
  ),
  attack(
    'P24',
    'B6',
    'a long text value in a dead place',
    refused('too-big'),
    inDeadPlace({ values: ['x'.repeat(100_000)] }),
  ),
  attack('P25', 'B6', 'a number in a dead place', stripped, inDeadPlace({ values: [5] })),
  attack(
    'P26',
    'B6',
    'words in the text of a removed note',
    stripped,
    (world) => own(world, [{ text: 'late words', parent: deadText(world) }], [], 'ruth'),
    'ruth',
  ),
  attack('O1', 'B6', 'own text: the left neighbour is the right one', denied('order'), (world) =>
    own(world, [{ text: 'x', origin: letter(world, 1), right: letter(world, 1) }]),
  ),
  attack(
    'O2',
    'B6',
    'own text: the left neighbour lies right of the right one',
    denied('order'),
    (world) => own(world, [{ text: 'x', origin: letter(world, 4), right: letter(world, 1) }]),
  ),
  attack('O3', 'B6', 'the same over two pieces', denied('order'), (world) =>
    own(world, [{ text: 'x', origin: letter(world, 17), right: letter(world, 2) }]),
  ),
  attack('O4', 'B6', "the same within the frame's own words", partly('order'), (world) => {
    const first = next(world, 'daniel');
    return own(world, [
      { text: 'abcd', origin: letter(world, 0), right: letter(world, 1) },
      { text: 'x', origin: later(first, 2), right: later(first, 0) },
    ]);
  }),
  attack(
    'O5',
    'B6',
    'own words between which lies what they were put before',
    partly('order'),
    (w) => {
      const first = next(w, 'daniel');
      return own(w, [
        { text: 'abcd', origin: letter(w, 0), right: letter(w, 1) },
        { text: 'y', origin: later(first, 0), right: later(first, 1) },
        { text: 'x', origin: later(first, 2), right: later(first, 4) },
      ]);
    },
  ),
  attack('O6', 'B6', 'own words between two others in the wrong order', partly('order'), (w) => {
    const first = next(w, 'daniel');
    return own(w, [
      { text: 'p', origin: letter(w, 0), right: letter(w, 1) },
      { text: 'q', origin: letter(w, 0), right: letter(w, 1) },
      { text: 'x', origin: later(first, 0), right: later(first, 1) },
    ]);
  }),
  attack(
    'O7',
    'B6',
    'own words said to lie at the end, behind one that is in the middle',
    denied('order'),
    (w) => own(w, [{ text: 'x', origin: letter(w, 3) }]),
  ),
  attack(
    'O8',
    'B6',
    'own words said to lie at the beginning, before one in the middle',
    denied('order'),
    (w) => own(w, [{ text: 'x', right: letter(w, 3) }]),
  ),
  attack(
    'O9',
    'B6',
    'own words twice at one place, neither of which has seen the other',
    partly('order'),
    (w) =>
      own(w, [
        { text: 'p', origin: letter(w, 0), right: letter(w, 1) },
        { text: 'q', origin: letter(w, 0), right: letter(w, 1) },
      ]),
  ),
  attack(
    'O10',
    'B6',
    'own words behind own words, said to lie before something further on',
    partly('order'),
    (w) => {
      const first = next(w, 'daniel');
      return own(w, [
        { text: 'p', origin: letter(w, 0), right: letter(w, 1) },
        { text: 'q', origin: first, right: letter(w, 3) },
      ]);
    },
  ),
];
