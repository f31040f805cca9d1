/** W: the therapist's hand in other people's words, and the mark that says so. */
import type * as Y from 'yjs';
import { itemsOf, markEdited, setWords } from '../../../shared/board/board-doc.ts';
import type { ItemId } from '../../../shared/ids.ts';
import { acting, entryOf, idOf, item, next, unitOf } from '../gate-world.ts';
import { attack, denied, own, partly, type Attack } from './row.ts';

const rewording = (of: ItemId, words: string) => (doc: Y.Doc) => setWords(doc, of, words);

export const marks: readonly Attack[] = [
  attack(
    'W17',
    'B12',
    "a child's words, by the therapist",
    denied('childs'),
    (world) => acting(world, 'tess', rewording(item.mayasNote, 'Maya 🧡 draws well')),
    'tess',
  ),
  attack(
    'W18',
    'B12',
    "a child's words, by the therapist, under the mark",
    denied('childs'),
    (world) =>
      acting(world, 'tess', (doc) => {
        markEdited(doc, item.mayasNote);
        rewording(item.mayasNote, 'Maya 🧡 draws well')(doc);
      }),
    'tess',
  ),
  attack(
    'W19',
    'B12',
    "an adult's words, by the therapist, without the mark",
    denied('unmarked'),
    (w) => acting(w, 'tess', rewording(item.ruthsNote, 'Ruth 🧡 says more')),
    'tess',
  ),
  attack(
    'W20',
    'B12',
    "an adult's words first, by the therapist, and the mark after",
    partly('unmarked'),
    (w) =>
      own(
        w,
        [
          { text: 'MORE ', right: unitOf(w, item.ruthsNote, 'text', 0) },
          { values: [true], parent: idOf(entryOf(w, item.ruthsNote)), key: 'edited' },
        ],
        [],
        'tess',
      ),
    'tess',
  ),
  attack(
    'W21',
    'B12',
    'the mark taken off again',
    denied('fixed'),
    (world) => acting(world, 'tess', (doc) => itemsOf(doc).get(item.edited)?.delete('edited')),
    'tess',
  ),
  attack(
    'W22',
    'B12',
    'the mark set to no',
    denied('fixed'),
    (world) =>
      acting(world, 'tess', (doc) => {
        itemsOf(doc).get(item.edited)?.set('edited', false);
      }),
    'tess',
  ),
  attack(
    'W23',
    'B12',
    'the mark set and deleted in the frame that rewords',
    denied('fixed'),
    (w) => {
      const [client, clock] = next(w, 'tess');
      return own(
        w,
        [
          { values: [true], parent: idOf(entryOf(w, item.ruthsNote)), key: 'edited' },
          { text: 'MORE ', right: unitOf(w, item.ruthsNote, 'text', 0) },
        ],
        [{ client, ranges: [[clock, 1]] }],
        'tess',
      );
    },
    'tess',
  ),
  attack('W24', 'B12', 'the mark set by a parent, to reword', denied('server-only'), (world) =>
    acting(world, 'daniel', (doc) => {
      markEdited(doc, item.ruthsNote);
      rewording(item.ruthsNote, 'Ruth 🧡 says more')(doc);
    }),
  ),
];
