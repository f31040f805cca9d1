/** V: values that no field holds. */
import * as encoding from 'lib0/encoding';
import { entryOf, idOf, item, type World } from '../gate-world.ts';
import { bytesOf, type Content } from '../hand-made-update.ts';
import { attack, own, refused, type Attack } from './row.ts';

const atX = (content: Content) => (world: World) =>
  own(world, [{ ...content, origin: idOf(entryOf(world, item.danielsNote, 'x')), key: 'x' }]);

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** Each is refused as no board's: a field holds whole numbers, words of its own, yes and no. */
const values: readonly (readonly [string, unknown])[] = [
  ['not a number', Number.NaN],
  ['an endless number', Number.POSITIVE_INFINITY],
  ['a fraction', 0.5],
  ['a number beyond the board', 100_001],
  ['a huge number', 1e300],
  ['a text', 'far right'],
  ['nothing (null)', null],
  ['nothing (undefined)', undefined],
  ['a big integer', 5n],
  ['bytes', new Uint8Array(3)],
  ['yes', true],
  ['a list', [1]],
  ['an object', { x: 1 }],
  ['an object named __proto__', JSON.parse('{"__proto__": {"x": 1}}')],
  ['a list nested 500 deep', nested(500)],
  ['a list of 60,000', Array.from({ length: 60_000 }, () => 1)],
];

const contents: readonly (readonly [string, Content])[] = [
  ['two values at once', { values: [1, 2] }],
  ['words', { text: 'x' }],
  ['a map', { type: 1 }],
  ['a list type', { type: 0 }],
  ['an XML fragment', { type: 4 }],
  ['a type 99', { type: 99 }],
  ['JSON', { ref: 2, write: bytesOf(1, 1, 0x31) }],
  ['binary', { ref: 3, write: bytesOf(1, 1) }],
  ['a subdocument', { ref: 9, write: bytesOf(1, 0x61, 118, 0) }],
  ['content 11, which nobody knows', { ref: 11, write: bytesOf(1) }],
];

export const valueAttacks: readonly Attack[] = [
  ...values.map(([title, value], at) =>
    attack(`V${at + 1}`, 'B6', `${title} as a place`, refused('schema'), atX({ values: [value] })),
  ),
  ...contents.map(([title, content], at) =>
    attack(`V${at + 30}`, 'B6', `${title} as a place`, refused('schema'), atX(content)),
  ),
  attack('V50', 'B6', 'a value nested 200,000 deep', refused('schema'), (world) =>
    atX({
      ref: 8,
      write: (encoder) => {
        encoding.writeVarUint(encoder, 1);
        for (let depth = 0; depth < 200_000; depth += 1) bytesOf(117, 1)(encoder);
      },
    })(world),
  ),
  attack(
    'V51',
    'B6',
    'a text value of a megabyte',
    refused('too-big'),
    atX({ values: ['x'.repeat(1_000_000)] }),
  ),
  attack('V52', 'B6', 'words among the points of a stroke', refused('schema'), (world) =>
    own(world, [{ values: ['x'], parent: idOf(entryOf(world, item.danielsStroke, 'points')) }]),
  ),
  attack('V53', 'B6', 'points out of bounds', refused('schema'), (world) =>
    own(world, [
      { values: [0, 60_000, 5], parent: idOf(entryOf(world, item.danielsStroke, 'points')) },
    ]),
  ),
  attack('V54', 'B6', 'a colour that is none', refused('schema'), (world) =>
    own(world, [
      { values: ['red'], parent: idOf(entryOf(world, item.danielsStroke)), key: 'colour' },
    ]),
  ),
];
