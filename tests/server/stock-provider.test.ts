import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebsocketProvider as Provider31 } from 'y-websocket';
import { WebsocketProvider as Provider30 } from 'y-websocket-3.0';
import { addWords, itemsOf, placeItem, setWords } from '../../shared/board/board-doc.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { aNote } from '../support/board-items.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import type { RawLink } from '../support/raw-link.ts';
import { InkPage, until } from '../support/outsider.ts';
import type { Guest } from '../support/practice.ts';
import { id } from '../support/item-id.ts';

/**
 * Timers that repeat, and the clock, are moved by the test; sockets and the rest are real. Before any
 * import: lib0, whose clock the providers go by, keeps the one it finds.
 */
vi.hoisted(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});

let room: OpenRoom;
const open: InkPage[] = [];
const complaints: unknown[] = [];
const complain = (...words: unknown[]): void => void complaints.push(words);

beforeEach(async () => {
  complaints.length = 0;
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation(complain);
  }
  process.on('uncaughtExceptionMonitor', complain);
  room = await anOpenRoom({ plan: { step: 'cursors' } });
});
afterEach(async () => {
  for (const page of open.splice(0)) page.leave();
  await room.clear();
  process.off('uncaughtExceptionMonitor', complain);
  vi.restoreAllMocks();
});

const realWait = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/**
 * The clock goes on in steps of a quarter of a second, and the therapist's board is heard in between: the
 * page's other link takes the moved clock for a dead line.
 */
async function pass(seconds: number, eye: RawLink): Promise<void> {
  for (let passed = 0; passed < 4 * seconds; passed += 1) {
    await vi.advanceTimersByTimeAsync(250);
    await realWait(2);
    eye.seen();
  }
}

describe.each([
  ['3.0', Provider30],
  ['3.1', Provider31],
] as const)('y-websocket %s', (version, Provider) => {
  const stock = async ({ browser, as }: Guest): Promise<InkPage> => {
    const { session } = room.practice;
    const page = new InkPage(browser, { session, as, Provider: Provider as typeof Provider31 });
    open.push(page);
    await page.synced();
    return page;
  };

  test('[W5] it syncs, draws, shows cursors, comes back, and says nothing on the console', async () => {
    const [one, other] = [await stock(room.maya), await stock(room.daniel)];
    await room.eye();
    one.items.set('a-new-note', aNote(room.maya.id));
    await until('the other sees it', () => other.items.get('a-new-note'));
    one.provider.awareness.setLocalStateField('cursor', { x: 3, y: 4 });
    const cursorThere = (): unknown =>
      other.provider.awareness.getStates().get(one.doc.clientID)?.['cursor'];
    await until('and the cursor', cursorThere);
    expect(cursorThere()).toEqual({ x: 3, y: 4 });

    one.provider.ws?.close();
    await until('the line is gone', () => !one.provider.wsconnected);
    one.items.set('drawn-offline', aNote(room.maya.id));
    await until('what was drawn meanwhile is there', () => other.items.get('drawn-offline'));
    one.provider.awareness.setLocalStateField('cursor', { x: 5, y: 6 });
    await until('and the cursor is back', cursorThere);
    expect(cursorThere()).toEqual({ x: 5, y: 6 });
    expect(one.closes.length).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('[W5] two idle links stay through five minutes', async () => {
    const pages = [await stock(room.maya), await stock(room.daniel)];
    const began = Date.now();
    await pass(300, await room.eye());
    expect(Date.now() - began).toBe(300_000);
    for (const page of pages) {
      expect(page.closes).toEqual([]);
      expect(page.provider.wsconnected).toBe(true);
      expect(Date.now() - page.provider.wsLastMessageReceived).toBeLessThan(30_000);
    }
    expect(complaints).toEqual([]);
  });

  const everyRefusal: readonly (readonly [string, (page: InkPage) => void])[] = [
    [
      'refused whole',
      ({ items }) => {
        items.set('forged-note', aNote(room.daniel.id));
      },
    ],
    [
      'refused in its only place',
      ({ doc }) => {
        setWords(doc, id('daniels-note'), 'not his words');
      },
    ],
    [
      'refused in part',
      ({ doc }) => {
        doc.transact(() => {
          placeItem(doc, id('daniels-note'), 70, 70);
          setWords(doc, id('daniels-note'), 'not his words');
        });
      },
    ],
  ];

  test.each(everyRefusal)(
    '[W8][W5] ink %s: a 3.1 stays away, a 3.0 comes back ten times a second at most, and nobody else notices',
    async (_, act) => {
      const eye = await room.eye();
      const daniels = await room.link(room.daniel);
      daniels.draw((doc) => {
        const place = { x: 1, y: 1, z: 1 };
        addWords(doc, 'note', {
          id: id('daniels-note'),
          by: room.daniel.id,
          ...place,
          words: 'his',
        });
      });
      const page = await stock(room.maya);
      await until('she sees it', () => page.items.has('daniels-note'));
      act(page);
      await until('it is refused', () => page.closes.length > 0);
      const seconds = 2;
      await realWait(seconds * 1_000);
      expect(new Set(page.closes)).toEqual(new Set([closeCode.refused]));
      // 3.0 does not know the code: it comes back after its own 100 ms each time.
      expect(page.closes.length).toBeLessThanOrEqual(version === '3.1' ? 1 : seconds * 11);
      if (version === '3.1') expect(page.provider.wsconnected).toBe(false);
      expect(String(itemsOf(eye.doc).get('daniels-note')?.get('text'))).toBe('his');
      expect(eye.closed()).toBeNull();
      expect(daniels.closed()).toBeNull();
    },
  );
});
