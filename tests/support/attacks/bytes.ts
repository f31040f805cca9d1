/** F: bytes that no honest encoder writes, and clocks that are not there yet. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { placeItem } from '../../../shared/board/board-doc.ts';
import { acting, entryOf, idOf, item, next, type World } from '../gate-world.ts';
import { bytesOf, handMade, type HandMade, type Id } from '../hand-made-update.ts';
import { attack, own, ownSection, refused, stripped, type Attack } from './row.ts';

const danielsText = (world: World): Id => idOf(entryOf(world, item.danielsNote, 'text'));
const honestMove = (world: World): Uint8Array =>
  acting(world, 'daniel', (doc) => placeItem(doc, item.danielsNote, 5, 5));
const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => [...part]));
const numbers = (...all: readonly number[]): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of all) encoding.writeVarUint(encoder, number);
  });
const malformed = refused('malformed');

export const byteAttacks: readonly Attack[] = [
  attack('F1', 'B6', 'a clock gap', refused('gap'), (world) => {
    const [client, clock] = next(world, 'daniel');
    return handMade([
      { client, clock: clock + 5, structs: [{ text: 'x', parent: danielsText(world) }] },
    ]);
  }),
  attack('F2', 'B6', 'a gap inside a section (Skip)', malformed, (world) =>
    own(world, [
      { ref: 10, write: bytesOf(3) },
      { text: 'x', parent: danielsText(world) },
    ]),
  ),
  attack('F3', 'B6', 'an own gap of length 2^45', refused('too-big'), (world) =>
    own(world, [{ gap: 2 ** 45 }]),
  ),
  attack('F4', 'B6', 'gone words of length 2^52', refused('too-big'), (world) =>
    own(world, [{ deleted: 2 ** 52, parent: danielsText(world) }]),
  ),
  attack('F5', 'B6', 'EMPTY words, which integrate again on each resend', malformed, (world) =>
    own(world, [{ text: '', parent: danielsText(world) }]),
  ),
  attack('F6', 'B6', 'a gap of no length', malformed, (world) => own(world, [{ gap: 0 }])),
  attack(
    'F7',
    'B6',
    'two sections for one client, the second starting in what is known',
    malformed,
    (world) => {
      const [client] = next(world, 'daniel');
      const hostile: HandMade = { deleted: 1, parent: 'items', key: item.ruthsNote };
      return handMade([
        ownSection(world, [{ text: 'x', parent: danielsText(world) }]),
        { client, clock: 0, structs: [{ gap: next(world, 'daniel')[1] }, hostile] },
      ]);
    },
  ),
  attack('F8', 'B6', 'a deletion beyond the own clock', refused('gap'), (world) => {
    const [client, clock] = next(world, 'daniel');
    return handMade([], [{ client, ranges: [[clock - 1, 50]] }]);
  }),
  attack('F9', 'B6', 'a deletion of an unknown client', refused('gap'), () =>
    handMade([], [{ client: 123_456, ranges: [[0, 5]] }]),
  ),
  attack(
    'F11',
    'B6',
    'what another has yet to write, deleted beforehand',
    refused('gap'),
    (world) => {
      const [client, clock] = next(world, 'ruth');
      return handMade([], [{ client, ranges: [[clock, 1_000_000]] }]);
    },
  ),
  attack('F13', 'W4', 'bytes after the end', malformed, (world) =>
    joined(honestMove(world), new Uint8Array(1)),
  ),
  attack('F14', 'W4', 'no bytes at all', malformed, () => new Uint8Array()),
  attack('F15', 'W4', '30 million structs claimed in 9 bytes', malformed, (world) =>
    numbers(1, 30_000_000, world.clientsOf('daniel')[0], 0),
  ),
  attack('F16', 'W4', 'the newer encoding (V2)', malformed, (world) =>
    Y.convertUpdateFormatV1ToV2(honestMove(world)),
  ),
  attack('F17', 'W4', 'a gap with high bits in its info', malformed, (world) =>
    own(world, [{ gap: 1, infoBits: 0x80 }]),
  ),
  attack('F19', 'W4', 'a parent that is neither name nor id', malformed, (world) =>
    own(world, [{ text: 'x', parent: danielsText(world), parentInfo: 2 }]),
  ),
  attack('F20', 'W4', 'delete ranges out of order', malformed, (world) => {
    const client = world.clientsOf('daniel')[0];
    return handMade(
      [],
      [
        {
          client,
          ranges: [
            [4, 1],
            [2, 1],
          ],
        },
      ],
    );
  }),
  attack('F21', 'W4', 'delete ranges that overlap', malformed, (world) => {
    const client = world.clientsOf('daniel')[0];
    return handMade(
      [],
      [
        {
          client,
          ranges: [
            [2, 3],
            [4, 1],
          ],
        },
      ],
    );
  }),
  attack('F22', 'B6', 'containers 8,000 deep', refused('schema'), (world) => {
    const [client, clock] = next(world, 'daniel');
    const structs = Array.from({ length: 8_000 }, (_, at): HandMade => ({
      type: 1,
      parent: at === 0 ? 'items' : [client, clock + at - 1],
      key: at === 0 ? 'deep-as-a-well' : 'm',
    }));
    return own(world, structs);
  }),
  attack('F23', 'W4', 'words that are no UTF-8', malformed, (world) =>
    own(world, [{ ref: 4, parent: danielsText(world), write: bytesOf(2, 0xc3, 0x28) }]),
  ),
  attack('F24', 'B4', 'half a character, written as three bytes', malformed, (world) =>
    own(world, [{ ref: 4, parent: danielsText(world), write: bytesOf(3, 0xed, 0xa0, 0xbd) }]),
  ),
  attack(
    'F27',
    'W4',
    'a number beyond 2^53',
    malformed,
    () => new Uint8Array([1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 127, 0]),
  ),
  attack(
    'F28',
    'W4',
    'a number longer than need be',
    malformed,
    () => new Uint8Array([0x80, 0, 0]),
  ),
  attack('F29', 'B7', 'a clientID beyond 32 bits', malformed, () =>
    handMade([{ client: 2 ** 32, clock: 0, structs: [{ gap: 1 }] }]),
  ),
  attack('F35', 'W4', 'two delete sets for one client', malformed, (world) => {
    const client = world.clientsOf('daniel')[0];
    return handMade(
      [],
      [
        { client, ranges: [[1, 1]] },
        { client, ranges: [[3, 1]] },
      ],
    );
  }),
  attack('F36', 'W4', 'more structs claimed than there are bytes', malformed, (world) =>
    handMade([{ ...ownSection(world, [{ gap: 1 }]), count: 9 }]),
  ),
  attack('F37', 'W4', 'a section of no structs', malformed, (world) =>
    handMade([{ ...ownSection(world, []), count: 0 }]),
  ),
  attack('F38', 'W4', 'clients out of order', malformed, (world) =>
    handMade([ownSection(world, [{ gap: 1 }]), ownSection(world, [{ gap: 1 }], 'daniel', 1)]),
  ),
  attack('F39', 'B6', 'gaps that are its own', stripped, (world) => own(world, [{ gap: 3 }])),
  attack('F40', 'W4', 'a tiny update that claims 2^32 - 1 delete ranges', malformed, (world) =>
    numbers(0, 1, world.clientsOf('daniel')[0], 2 ** 32 - 1, 0, 1),
  ),
  attack('F41', 'W4', 'a length of words beyond the end', malformed, (world) =>
    own(world, [{ ref: 4, parent: danielsText(world), write: bytesOf(40, 0x61) }]),
  ),
  attack('F42', 'B16', 'a gap longer than a struct may be', refused('too-big'), (world) =>
    own(world, [{ gap: 1_000_001 }]),
  ),
];
