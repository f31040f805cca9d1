import * as v from 'valibot';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { addItem, itemsOf } from '../../../shared/board/board-doc.ts';
import type { Note } from '../../../shared/board/items/note.ts';
import { itemId, personId } from '../../../shared/ids.ts';
import type { LogEntry } from '../../storage/room-store.ts';
import { createReplay } from './replay.ts';

const maya = v.parse(personId, '018f0000-0000-7000-8000-000000000001');
const id = v.parse(itemId, 'mayas-note1');
const note: Note = {
  ...{ id, by: maya, kind: 'note', locked: false, hidden: false, x: 1, y: 1, z: 0 },
  ...{ w: 200, h: 140, angle: 0, text: 'a word', edited: false },
};

test('[R9] what came and went within a stretch is told of where it is known, and of nothing else', () => {
  const doc = new Y.Doc();
  const ink: LogEntry[] = [];
  doc.on('update', (bytes) => {
    ink.push({ seq: ink.length + 1, at: 0, by: maya, kind: 'ink', zone: 'joint', bytes });
  });
  addItem(doc, note);
  itemsOf(doc).delete(id);
  const gone = { id, author: maya, isTornUp: true };
  expect(createReplay().play(ink, new Set([id]))).toEqual({ put: [], gone: [], fleeting: [gone] });
  expect(createReplay().play(ink, new Set())).toEqual({ put: [], gone: [], fleeting: [] });
});
