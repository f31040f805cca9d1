import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addInk,
  appendPoints,
  itemsOf,
  markEdited,
  placeItem,
  raiseItem,
  removeItem,
  resizeWords,
  scaleInk,
  setWords,
} from '../../../shared/board/board-doc.ts';
import { hands, item, type Who } from '../../../tests/support/gate-world.ts';
import { aNote, isHonest, words } from '../../../tests/support/honest.ts';
import {
  aJudgedWorld,
  clientsOf,
  seen,
  type BoardUnderJudgement,
} from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';

const aBoard = (): BoardUnderJudgement => aJudgedWorld().board;

/** One transaction each, sent as it is made. */
const acts: readonly (readonly [string, Who, (doc: Y.Doc) => void])[] = [
  ["moves another adult's note", 'daniel', (doc) => placeItem(doc, item.ruthsNote, 7, 8)],
  ["resizes another adult's note", 'daniel', (doc) => resizeWords(doc, item.ruthsNote, 300, 200)],
  ["raises another adult's stroke", 'daniel', (doc) => raiseItem(doc, item.ruthsStroke, 50)],
  ["scales another adult's stroke", 'daniel', (doc) => scaleInk(doc, item.ruthsStroke, 2_000)],
  ['makes a note', 'daniel', aNote('daniel')],
  ['makes an empty note', 'daniel', aNote('daniel', item.removed, '')],
  ['removes an own note', 'daniel', (doc) => removeItem(doc, item.danielsNote)],
  ['types', 'daniel', (doc) => setWords(doc, item.danielsNote, 'Daniel 🧡🧡 asks thrice')],
  ['clears an own note', 'daniel', (doc) => setWords(doc, item.danielsNote, '')],
  ['draws on', 'daniel', (doc) => void appendPoints(doc, item.danielsStroke, [1, 2, 60, 3, 4, 70])],
  [
    'takes the place off a note: bare, without another',
    'daniel',
    (doc) => itemsOf(doc).get(item.ruthsNote)?.delete('x'),
  ],
  [
    "removes a note with the therapist's words in it",
    'ruth',
    (doc) => removeItem(doc, item.edited),
  ],
  [
    "deletes the therapist's words in an own note",
    'ruth',
    (doc) => setWords(doc, item.edited, 'w'),
  ],
  ["moves a parent's note, a child", 'maya', (doc) => placeItem(doc, item.ruthsNote, 7, 8)],
  ['moves her own note, a child', 'maya', (doc) => placeItem(doc, item.mayasNote, 7, 8)],
  ['rewords her own note, a child', 'maya', (doc) => setWords(doc, item.mayasNote, 'Maya')],
  ['removes her own stroke, a child', 'maya', (doc) => removeItem(doc, item.mayasStroke)],
  ["moves a child's note, the therapist", 'tess', (doc) => placeItem(doc, item.mayasNote, 7, 8)],
  [
    'marks and rewords, the therapist',
    'tess',
    (doc) => {
      markEdited(doc, item.ruthsNote);
      setWords(doc, item.ruthsNote, 'Ruth 🧡 says more');
    },
  ],
  ['rewords what is marked', 'tess', (doc) => setWords(doc, item.edited, 'words')],
  [
    'moves an item fifty times at once',
    'daniel',
    (doc) => {
      for (let n = 0; n < 50; n += 1) placeItem(doc, item.danielsNote, n, 2 * n);
    },
  ],
  [
    'makes a note and removes it again',
    'daniel',
    (doc) => {
      aNote('daniel')(doc);
      removeItem(doc, item.removed);
    },
  ],
  ['makes an item anew under its old name', 'daniel', aNote('daniel', item.danielsNote)],
  [
    'places an item at less than nothing (-0)',
    'daniel',
    (doc) => placeItem(doc, item.danielsNote, -0.2, 0),
  ],
  [
    'begins a stroke',
    'daniel',
    (doc) =>
      addInk(doc, {
        ...{ id: item.removed, by: hands.daniel.id, x: 1, y: 1, z: 1 },
        ...{ colour: 'moss', width: 4, points: [0, 0, 50, -3, 4, 60], scale: 900 },
      }),
  ],
];

describe('honest ink', () => {
  test.each(acts)('[B14] %s (%s)', (_, who, act) => {
    const board = aBoard();
    const page = joinBoard(board, who);
    page.act(act);
    isHonest(board, page, page.send());
  });

  test('[B16] the words of a full note are replaced by as many others', () => {
    const board = aBoard();
    const page = joinBoard(board, 'daniel');
    page.act((doc) => setWords(doc, item.danielsNote, 'x'.repeat(1_000)));
    page.act((doc) => setWords(doc, item.danielsNote, 'y'.repeat(1_000)));
    isHonest(board, page, page.send());
  });

  test('[B6] an empty update is nothing', () => {
    expect(aBoard().take('daniel', new Uint8Array([0, 0]))).toEqual({ bytes: null, denied: [] });
  });

  test('[B6] a whole re-sync is nothing new, and one with offline work is that work', () => {
    const board = aBoard();
    const page = joinBoard(board, 'daniel');
    expect(board.take('daniel', page.whole())).toEqual({ bytes: null, denied: [] });
    page.act((doc) => setWords(doc, item.danielsNote, 'Daniel 🧡 asks once more'));
    page.act((doc) => placeItem(doc, item.ruthsNote, 7, 8));
    isHonest(board, page, [board.take('daniel', page.whole())]);
  });

  test('[B6] of an update that is known in part, the rest enters', () => {
    const board = aBoard();
    const page = joinBoard(board, 'daniel');
    const before = Y.encodeStateVector(page.doc);
    page.act((doc) => setWords(doc, item.danielsNote, 'Daniel 🧡 asks twice, or 🧡'));
    page.send();
    page.act((doc) => setWords(doc, item.danielsNote, 'Daniel 🧡 asks twice, or 🧡 thrice 🧡'));
    for (let n = 0; n < 9; n += 1)
      page.act((doc) => appendPoints(doc, item.danielsStroke, [n, n, n]));
    isHonest(board, page, [board.take('daniel', Y.encodeStateAsUpdate(page.doc, before))]);
  });

  test('[B6] what is typed into a note that has just been removed is nothing, and nothing breaks', () => {
    const board = aBoard();
    const [daniel, ruth] = [joinBoard(board, 'daniel'), joinBoard(board, 'ruth')];
    ruth.act((doc) => removeItem(doc, item.ruthsNote));
    ruth.send();
    daniel.act((doc) => placeItem(doc, item.ruthsNote, 9, 9));
    isHonest(board, daniel, daniel.send());
    const again = joinBoard(board, 'ruth', clientsOf('ruth')[1]);
    again.act((doc) => setWords(doc, item.edited, 'late'));
    ruth.receive();
    ruth.act((doc) => removeItem(doc, item.edited));
    ruth.send();
    isHonest(board, again, again.send());
    again.act((doc) => placeItem(doc, item.tessNote, 1, 1));
    isHonest(board, again, again.send());
  });

  test('[B6] two who move one note at once both may, and all see the same', () => {
    const board = aBoard();
    const pages = [joinBoard(board, 'daniel'), joinBoard(board, 'ruth'), joinBoard(board, 'maya')];
    for (const page of pages)
      page.act((doc) => placeItem(doc, item.ruthsNote, page.doc.clientID % 1_000, 3));
    for (const page of pages) isHonest(board, page, page.send());
    for (const page of pages) page.receive();
    expect(new Set(pages.map((page) => seen(page.doc))).size).toBe(1);
  });

  test('[B6] two clientIDs of one person that build on each other enter in one frame', () => {
    const board = aBoard();
    const first = joinBoard(board, 'daniel');
    const second = joinBoard(board, 'daniel', clientsOf('daniel')[1]);
    for (let n = 0; n < 4; n += 1) {
      for (const [page, other] of [
        [first, second],
        [second, first],
      ] as const) {
        page.act((doc) => {
          setWords(doc, item.danielsNote, `${words(page, item.danielsNote).toString()} ${n}`);
          placeItem(doc, item.danielsNote, n, page.doc.clientID % 50);
        });
        Y.applyUpdate(other.doc, page.whole());
      }
    }
    isHonest(board, second, [board.take('daniel', second.whole())]);
  });
});
