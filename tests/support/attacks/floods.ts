/** D: small frames that would keep the server busy for long. */
import { entryOf, idOf, item, next, unitOf, type World } from '../gate-world.ts';
import { handMade, type HandMade, type Id } from '../hand-made-update.ts';
import { attack, denied, own, ownSection, refused, stripped, unseen, type Attack } from './row.ts';

const danielsText = (world: World): Id => idOf(entryOf(world, item.danielsNote, 'text'));
const letter = (world: World, at: number): Id => unitOf(world, item.danielsNote, 'text', at);
const many = (count: number, make: (at: number) => HandMade): readonly HandMade[] =>
  Array.from({ length: count }, (_, at) => make(at));
const tooBig = refused('too-big');

/** A new note of Daniel's, and the id of it. */
function born(world: World): { readonly head: readonly HandMade[]; readonly note: Id } {
  const note = next(world, 'daniel');
  const head: readonly HandMade[] = [
    { type: 1, parent: 'items', key: 'flooded-note' },
    { values: ['note'], parent: note, key: 'kind' },
    { values: [world.idOf('daniel')], parent: note, key: 'by' },
  ];
  return { head, note };
}

/**
 * A run of words between `left` and `right` by a low clientID; then a high one, which is told of the
 * run's end, puts word after word behind the first letter: Yjs takes each along the whole run.
 */
function alongRun(
  world: World,
  left: Id,
  right: Id,
  rightOf: (before: Id | undefined) => Id,
): Uint8Array {
  const [[low, at], [high, from]] = [next(world, 'daniel'), next(world, 'daniel', 1)];
  const run = many(5_000, (n): HandMade => ({
    deleted: 1,
    origin: n === 0 ? left : [low, at + n - 1],
    right,
  }));
  const over = many(5_000, (n): HandMade => ({
    deleted: 1,
    origin: letter(world, 0),
    right: rightOf(n === 0 ? undefined : [high, from + n]),
  }));
  const told: HandMade = { deleted: 1, origin: [low, at + 4_999], right };
  return handMade([ownSection(world, [told, ...over], 'daniel', 1), ownSection(world, run)]);
}

export const floods: readonly Attack[] = [
  attack('D1', 'B16', '30,000 structs', tooBig, (world) =>
    own(
      world,
      many(30_000, () => ({ text: 'x', parent: danielsText(world) })),
    ),
  ),
  attack('D2', 'B16', '200,000 delete ranges', tooBig, (world) => {
    const client = world.clientsOf('daniel')[0];
    return handMade(
      [],
      [{ client, ranges: Array.from({ length: 200_000 }, (_, at) => [2 * at, 1]) }],
    );
  }),
  attack('D3', 'B16', 'ink of nine clientIDs at once', tooBig, () =>
    handMade(
      Array.from({ length: 9 }, (_, at) => ({ client: 900 - at, clock: 0, structs: [{ gap: 1 }] })),
    ),
  ),
  attack(
    'D4',
    'B16',
    'first writes to a field, each of which goes along all before it',
    tooBig,
    (world) =>
      own(
        world,
        many(15_000, () => ({
          values: [1],
          parent: idOf(entryOf(world, item.danielsNote)),
          key: 'x',
        })),
      ),
  ),
  attack('D5', 'B16', 'the same in a new note', tooBig, (world) => {
    const { head, note } = born(world);
    return own(world, [...head, ...many(15_000, () => ({ values: [1], parent: note, key: 'x' }))]);
  }),
  attack('D6', 'B16', 'the same in the root', tooBig, (world) =>
    own(
      world,
      many(15_000, () => ({ deleted: 1, parent: 'items', key: 'flooded-note' })),
    ),
  ),
  attack(
    'D7',
    'B16',
    'two clientIDs that write to one field after the same entry',
    tooBig,
    (world) => {
      const origin = idOf(entryOf(world, item.danielsNote, 'x'));
      const structs = many(6_000, () => ({ values: [1], origin, key: 'x' }));
      return handMade([ownSection(world, structs, 'daniel', 1), ownSection(world, structs)]);
    },
  ),
  attack('D8', 'B16', 'two clientIDs that type after one letter', denied('order'), (world) => {
    const structs = many(6_000, () => ({
      deleted: 1,
      origin: letter(world, 0),
      right: letter(world, 9),
    }));
    return handMade([ownSection(world, structs, 'daniel', 1), ownSection(world, structs)]);
  }),
  attack(
    'D9',
    'B16',
    'a long run of words, and others that each go along it',
    unseen('order'),
    (world) => {
      const first = next(world, 'daniel');
      const run = many(9_000, (at): HandMade => ({
        deleted: 1,
        origin: at === 0 ? letter(world, 0) : [first[0], first[1] + at - 1],
        right: letter(world, 1),
      }));
      const over = many(9_000, (at) => ({
        deleted: 1,
        origin: letter(world, 0),
        right: letter(world, 1 + (at % 3)),
      }));
      return own(world, [...run, ...over]);
    },
  ),
  attack('D10', 'B16', 'as many deletions of words as words', stripped, (world) => {
    const [client, clock] = next(world, 'daniel');
    const structs = many(9_000, (at): HandMade => ({
      text: 'x',
      right: at === 0 ? letter(world, 0) : [client, clock + at - 1],
    }));
    const ranges = Array.from({ length: 9_000 }, (_, at): Id => [clock + at, 1]);
    return own(world, structs, [{ client, ranges }]);
  }),
  attack(
    'D11',
    'B16',
    'words that each go along a run inside a gap of the document',
    unseen('order'),
    (w) => alongRun(w, letter(w, 4), letter(w, 5), (before) => before ?? letter(w, 5)),
  ),
  attack(
    'D12',
    'B16',
    'words that each go along a run where nothing lay between',
    unseen('order'),
    (w) => alongRun(w, letter(w, 0), letter(w, 1), () => letter(w, 1)),
  ),
  attack(
    'D13',
    'B16',
    'words that go, one by one, along what another clientID typed unseen at the same place',
    tooBig,
    (world) => {
      const [[low, at], [high, from]] = [next(world, 'daniel'), next(world, 'daniel', 1)];
      const [left, right] = [letter(world, 0), letter(world, 1)];
      const unseen = many(5_000, (n): HandMade => ({
        deleted: 1,
        origin: n === 0 ? left : [high, from + n - 1],
        right,
      }));
      const word = (n: number): HandMade => ({
        deleted: 1,
        origin: n === 0 ? left : [low, at + n - 2],
        right,
      });
      const structs = many(5_000, (n) => (n % 2 === 0 ? word(n) : { gap: 1 }));
      return handMade([ownSection(world, unseen, 'daniel', 1), ownSection(world, structs)]);
    },
  ),
];
