/** I: flags that only commands set, strokes that only grow, and what is too long. */
import type * as Y from 'yjs';
import { addInk, addWords, itemsOf } from '../../../shared/board/board-doc.ts';
import type { ItemId } from '../../../shared/ids.ts';
import { acting, item, unitOf, type World } from '../gate-world.ts';
import { handMade } from '../hand-made-update.ts';
import { attack, denied, own, refused, type Attack } from './row.ts';

const setting = (of: ItemId, key: string, value: unknown) => (doc: Y.Doc) => {
  itemsOf(doc).get(of)?.set(key, value);
};
const clearing = (of: ItemId, key: string) => (doc: Y.Doc) => itemsOf(doc).get(of)?.delete(key);

/** A new note whose flag is set from the beginning. */
const born = (flag: string) => (world: World) =>
  acting(world, 'daniel', (doc) => {
    const by = world.idOf('daniel');
    addWords(doc, 'note', { id: item.removed, by, x: 1, y: 1, z: 1 });
    setting(item.removed, flag, true)(doc);
  });

export const flagsAndStrokes: readonly Attack[] = [
  attack('I1', 'B13', 'a note unlocked by its author', denied('server-only'), (world) =>
    acting(world, 'daniel', setting(item.locked, 'locked', false)),
  ),
  attack('I2', 'B13', 'the lock taken off by its author', denied('server-only'), (world) =>
    acting(world, 'daniel', clearing(item.locked, 'locked')),
  ),
  attack(
    'I3',
    'B13',
    "a note locked by the therapist's own ink",
    denied('server-only'),
    (world) => acting(world, 'tess', setting(item.ruthsNote, 'locked', true)),
    'tess',
  ),
  attack(
    'I4',
    'B13',
    "a note hidden by the therapist's own ink",
    denied('server-only'),
    (world) => acting(world, 'tess', setting(item.ruthsNote, 'hidden', true)),
    'tess',
  ),
  attack(
    'I5',
    'B13',
    'a hidden note shown again by its author',
    denied('server-only'),
    (world) => acting(world, 'ruth', setting(item.hidden, 'hidden', false)),
    'ruth',
  ),
  attack(
    'I6',
    'B13',
    'a new note that is locked from the beginning',
    refused('schema'),
    born('locked'),
  ),
  attack('I31', 'B5', "points appended to another's stroke", denied('not-yours'), (world) =>
    own(world, [{ values: [9, 9, 9], origin: unitOf(world, item.ruthsStroke, 'points', 2) }]),
  ),
  attack(
    'I32',
    'B5',
    "points appended to a child's stroke by the therapist",
    denied('childs'),
    (world) =>
      own(
        world,
        [{ values: [9, 9, 9], origin: unitOf(world, item.mayasStroke, 'points', 2) }],
        [],
        'tess',
      ),
    'tess',
  ),
  attack('I33', 'B5', 'points put before those of an own stroke', denied('fixed'), (world) =>
    own(world, [{ values: [9, 9, 9], right: unitOf(world, item.danielsStroke, 'points', 0) }]),
  ),
  attack('I34', 'B5', 'points put between those of an own stroke', denied('fixed'), (world) =>
    own(world, [
      {
        values: [9, 9, 9],
        origin: unitOf(world, item.danielsStroke, 'points', 0),
        right: unitOf(world, item.danielsStroke, 'points', 1),
      },
    ]),
  ),
  attack('I41', 'B5', 'points put behind the first half of an own stroke', denied('fixed'), (w) =>
    own(w, [{ values: [9, 9, 9], origin: unitOf(w, item.danielsStroke, 'points', 2) }]),
  ),
  attack('I35', 'B5', 'points deleted from an own stroke', denied('fixed'), (world) => {
    const [client, clock] = unitOf(world, item.danielsStroke, 'points', 0);
    return handMade([], [{ client, ranges: [[clock, 2]] }]);
  }),
  attack('I36', 'B14', 'the width of an own stroke, which is fixed', denied('fixed'), (world) =>
    acting(world, 'daniel', setting(item.danielsStroke, 'width', 9)),
  ),
  attack('I37', 'B16', 'a stroke of more points than one takes', denied('stroke-length'), (world) =>
    own(world, [
      {
        values: Array.from({ length: 10_800 }, () => 1),
        origin: unitOf(world, item.danielsStroke, 'points', 5),
      },
    ]),
  ),
  attack('I38', 'B16', 'a note of more words than one takes', denied('text-length'), (world) =>
    own(world, [{ text: 'x'.repeat(1_000), right: unitOf(world, item.danielsNote, 'text', 0) }]),
  ),
  attack('I39', 'B11', "a stroke begun in another's name", refused('author'), (world) =>
    acting(world, 'daniel', (doc) =>
      addInk(doc, {
        id: item.removed,
        by: world.idOf('maya'),
        ...{ x: 1, y: 1, z: 1, colour: 'lake', width: 5, points: [0, 0, 50] },
      }),
    ),
  ),
];
