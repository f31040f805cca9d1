import { describe, expect, test } from 'vitest';
import { aNewId, daniel } from '../../tests/support/board-page.ts';
import { bornItem } from '../../shared/board/board-doc.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Done, Intent } from './intent.ts';
import { createJournal, type Journal } from './journal.ts';

const client = 7;
const about = { kind: 'note', by: daniel } as const;
const doing = (intent: Intent): Done => ({ intent, about });
const placed = (id: ItemId, x: number): Done => doing({ does: 'set', id, fields: { x, y: 0 } });
const added = (id: ItemId, text: string): Done =>
  doing({
    does: 'add',
    id,
    item: bornItem('note', { id, by: daniel, z: 1, text }),
  });

let clock = 0;
/** One transaction; with `frame`, it goes out in it at once. */
function act(journal: Journal, done: readonly Done[], frame?: number): void {
  journal.note(done, { client, clock: (clock += 1), movedClock: true });
  if (frame !== undefined) journal.sent(client, frame, false);
}
const left = (journal: Journal): readonly Intent[] => journal.takeAll().map(({ intent }) => intent);

describe('the journal of a line', () => {
  test('[W2] an ack lets go of what went out in the frames it covers, and of nothing else', () => {
    const journal = createJournal();
    const [one, other] = [aNewId(), aNewId()];
    act(journal, [placed(one, 1)], 1);
    act(journal, [placed(other, 2)], 2);
    journal.acked(client, 1);
    expect(journal.isEmpty).toBe(false);
    expect(left(journal)).toMatchObject([{ id: other }]);
  });

  test('[W2] an ack of another document’s frames says nothing of this one’s', () => {
    const journal = createJournal();
    act(journal, [placed(aNewId(), 1)], 1);
    journal.acked(8, 1);
    expect(journal.isEmpty).toBe(false);
  });

  test('[B10] what waited goes out in the step 2 of the next socket, whatever was sent before', () => {
    const journal = createJournal();
    act(journal, [placed(aNewId(), 1)], 1);
    act(journal, [placed(aNewId(), 2)]);
    journal.opened(client);
    act(journal, [placed(aNewId(), 3)], 1);
    journal.acked(client, 0);
    journal.sent(client, 2, true);
    journal.acked(client, 1);
    expect(journal.isEmpty).toBe(false);
    journal.acked(client, 2);
    expect(journal.isEmpty).toBe(true);
  });

  test('what waits is as long as what is changed by it, however long the line is down', () => {
    const journal = createJournal();
    const [id, gone] = [aNewId(), aNewId()];
    act(journal, [added(id, '')]);
    let words = '';
    for (const letter of 'our treehouse, in the rain') {
      act(journal, [doing({ does: 'reword', id, seen: words, words: words + letter })]);
      words += letter;
    }
    for (let x = 0; x < 50; x += 1) act(journal, [placed(id, x)]);
    act(journal, [added(gone, 'never mind')]);
    act(journal, [doing({ does: 'remove', id: gone })]);
    expect(left(journal)).toMatchObject([{ does: 'add', item: { text: words, x: 49 } }]);
  });

  test('what is sent and never acknowledged is drawn together before it is too much', () => {
    const journal = createJournal();
    const ids = Array.from({ length: 20 }, aNewId);
    for (let at = 0; at < 6_000; at += 1)
      act(journal, [placed(ids[at % ids.length] ?? aNewId(), at)], at + 1);
    const entries = journal.takeAll();
    expect(entries.length).toBeLessThan(5_001);
    const newest = ids.map((id) => entries.findLast(({ intent }) => intent.id === id)?.intent);
    expect(newest.map((intent) => intent?.does === 'set' && intent.fields['x'])).toEqual(
      ids.map((_id, at) => 6_000 - ids.length + at),
    );
  });

  test('[B8] a denial names places of a frame that is already acknowledged', () => {
    const journal = createJournal();
    const [locked, free] = [aNewId(), aNewId()];
    act(journal, [placed(locked, 1), placed(free, 1)], 1);
    act(journal, [placed(free, 2)], 2);
    journal.acked(client, 1);
    journal.denied(client, {
      ...{ frame: 1, reason: 'locked', isRestKept: true },
      places: [{ item: locked, field: 'x' }],
    });
    expect(journal.takeAll()).toMatchObject([
      { intent: { id: locked }, refused: 'locked' },
      { intent: { id: free, fields: { x: 2 } }, refused: null },
    ]);
  });
});
