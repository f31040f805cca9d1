/** W: other people's words and characters, and what a text must not hold. */
import { itemsOf, removeItem, setWords } from '../../../shared/board/board-doc.ts';
import type { ItemId } from '../../../shared/ids.ts';
import * as Y from 'yjs';
import { acting, entryOf, idOf, item, next, unitOf, type World } from '../gate-world.ts';
import { bytesOf, handMade, type Content, type Id } from '../hand-made-update.ts';
import { attack, denied, own, partly, refused, type Attack } from './row.ts';

/** The id in the middle of the emoji in a note: "Ruth 🧡 says". */
const insideHeart = (world: World, of: ItemId): Id => {
  const at = { [item.ruthsNote]: 5, [item.mayasNote]: 5, [item.danielsNote]: 7 }[of] ?? 0;
  const [client, clock] = unitOf(world, of, 'text', at);
  return [client, clock + 1];
};

const ruthsText = (world: World): Id => idOf(entryOf(world, item.ruthsNote, 'text'));
const danielsText = (world: World): Id => idOf(entryOf(world, item.danielsNote, 'text'));
const inDanielsText = (content: Content) => (world: World) =>
  own(world, [{ ...content, parent: danielsText(world) }]);
const rewording = (of: ItemId, words: string) => (doc: Y.Doc) => setWords(doc, of, words);

export const words: readonly Attack[] = [
  attack('W1', 'B14', "words of another, by the page's own means", denied('not-yours'), (world) =>
    acting(world, 'daniel', rewording(item.ruthsNote, 'Ruth never says')),
  ),
  attack(
    'W2',
    'B14',
    "words into another's text, which is named by its id",
    denied('not-yours'),
    (w) => own(w, [{ text: 'HACK', parent: ruthsText(w) }]),
  ),
  attack('W3', 'B14', 'the same, with only a right neighbour', denied('not-yours'), (world) =>
    own(world, [{ text: 'HACK', right: unitOf(world, item.ruthsNote, 'text', 0) }]),
  ),
  attack('W4', 'B4', 'left in the own text, right inside a foreign emoji', refused('schema'), (w) =>
    own(w, [
      {
        text: 'x',
        origin: unitOf(w, item.danielsNote, 'text', 0),
        right: insideHeart(w, item.ruthsNote),
      },
    ]),
  ),
  attack('W5', 'B4', 'words into the middle of an own emoji', refused('schema'), (world) => {
    const [client, clock] = insideHeart(world, item.danielsNote);
    return own(world, [{ text: 'x', origin: [client, clock - 1], right: [client, clock] }]);
  }),
  attack('W28', 'B4', 'words behind the first half of an own emoji', refused('schema'), (world) => {
    const [client, clock] = insideHeart(world, item.danielsNote);
    return own(world, [{ text: 'x', origin: [client, clock - 1] }]);
  }),
  attack('W29', 'B4', 'words before the second half of one', refused('schema'), (world) =>
    own(world, [{ text: 'x', right: insideHeart(world, item.danielsNote) }]),
  ),
  attack('W6', 'B14', "another's words deleted", denied('not-yours'), (world) => {
    const [client, clock] = unitOf(world, item.ruthsNote, 'text', 0);
    return handMade([], [{ client, ranges: [[clock, 4]] }]);
  }),
  attack('W7', 'B4', 'an empty deletion inside a foreign emoji', refused('malformed'), (world) => {
    const [client, clock] = insideHeart(world, item.ruthsNote);
    return handMade([], [{ client, ranges: [[clock, 0]] }]);
  }),
  attack('W8', 'B4', 'half of an own emoji deleted', refused('schema'), (world) => {
    const [client, clock] = insideHeart(world, item.danielsNote);
    return handMade([], [{ client, ranges: [[clock, 1]] }]);
  }),
  attack('W30', 'B4', 'the first half of an own emoji deleted', refused('schema'), (world) => {
    const [client, clock] = insideHeart(world, item.danielsNote);
    return handMade([], [{ client, ranges: [[clock - 1, 1]] }]);
  }),
  attack(
    'W9',
    'B4',
    'half of an emoji deleted in the frame that writes it',
    refused('schema'),
    (w) => {
      const [client, clock] = next(w, 'daniel');
      return own(
        w,
        [{ text: 'a🧡b', parent: danielsText(w) }],
        [{ client, ranges: [[clock + 2, 1]] }],
      );
    },
  ),
  attack('W10', 'B6', 'an embed in the own text', refused('schema'), (w) =>
    inDanielsText({ ref: 5, write: bytesOf(2, 0x7b, 0x7d) })(w),
  ),
  attack('W11', 'B6', 'an attribute of the own text', refused('schema'), (world) =>
    own(world, [{ values: ['x'], parent: danielsText(world), key: 'bold' }]),
  ),
  attack('W12', 'B6', 'a map inside the own text', refused('schema'), inDanielsText({ type: 1 })),
  attack('W13', 'B6', 'values inside the own text', refused('schema'), (world) =>
    inDanielsText({ values: ['x'] })(world),
  ),
  attack('W14', 'B6', 'a format marker nested 20,000 deep', refused('schema'), (world) =>
    own(world, [
      {
        ref: 6,
        parent: danielsText(world),
        write: (encoder) => {
          bytesOf(1, 0x62)(encoder);
          bytesOf(0xc0, 0xb8, 0x02)(encoder); // 40,000 bytes
          bytesOf(...Array.from({ length: 40_000 }, (_, at) => (at < 20_000 ? 0x5b : 0x5d)))(
            encoder,
          );
        },
      },
    ]),
  ),
  attack('W15', 'B6', 'words in bold', refused('schema'), (world) =>
    acting(world, 'daniel', (doc) => {
      const text = itemsOf(doc).get(item.danielsNote)?.get('text');
      if (text instanceof Y.Text) text.format(0, 3, { bold: true });
    }),
  ),
  attack('W16', 'B14', "a child's words, by her parent", denied('childs'), (world) =>
    acting(world, 'daniel', rewording(item.mayasNote, 'Maya obeys')),
  ),
  attack(
    'W25',
    'B14',
    'an own note removed and, in the same set, foreign words',
    partly('not-yours'),
    (w) => {
      const [ruth, words] = unitOf(w, item.ruthsNote, 'text', 0);
      const [daniel, stroke] = idOf(entryOf(w, item.danielsStroke));
      return handMade(
        [],
        [
          { client: ruth, ranges: [[words, 2]] },
          { client: daniel, ranges: [[stroke, 1]] },
        ],
      );
    },
  ),
  attack('W26', 'B14', 'a locked note reworded by its author', denied('locked'), (world) =>
    acting(world, 'daniel', rewording(item.locked, 'unlocked')),
  ),
  attack('W27', 'B14', 'a locked note removed by its author', denied('locked'), (world) =>
    acting(world, 'daniel', (doc) => removeItem(doc, item.locked)),
  ),
];
