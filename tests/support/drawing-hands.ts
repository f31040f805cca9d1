/**
 * People who draw without a rest, each act of theirs recognisable: so that a test can tell what was
 * acknowledged to them, what they saw of others, and what is there.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { addInk, addWords, appendPoints, readBoard } from '../../shared/board/board-doc.ts';
import { wordsOf } from '../../shared/board/item.ts';
import { itemId, type ItemId, type ParticipantId } from '../../shared/ids.ts';
import { readTold } from './board-frames.ts';
import { until, type InkPage } from './outsider.ts';
import type { RawLink } from './raw-link.ts';

export interface DrawingHand {
  /** (Re-)joins the board with all it has drawn. */
  connect(): Promise<void>;
  /** One act: a note, or a point more of a stroke; kept until it can be sent. */
  draw(): void;
  /** Resolves once it has noticed that its line is gone. */
  disconnected(): Promise<void>;
  /** The acts that the server called durable. */
  acked(): ReadonlySet<string>;
  /** Acts of others that it has. */
  seen(): ReadonlySet<string>;
  leave(): void;
}

/** One act in so many is a note, the others are points; so many points make a stroke. */
const noteEvery = 12;
const pointsInStroke = 250;

/** The acts that a board shows, and how often each; a note whose words are not its own counts none. */
export function marksOf(doc: Y.Doc): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  const add = (mark: string): void => void marks.set(mark, (marks.get(mark) ?? 0) + 1);
  for (const item of readBoard(doc)) {
    if (item.kind === 'ink') {
      for (let at = 0; at < item.points.length; at += 3) add(`${item.id}#${item.points[at] ?? ''}`);
    } else if (wordsOf(item) === item.id) add(item.id);
  }
  return marks;
}

/** Where the log of ink has a gap or says something twice, by clientID and clock. */
export function joinsOf(updates: readonly Uint8Array[]): readonly string[] {
  const ends = new Map<number, number>();
  const wrong: string[] = [];
  for (const update of updates) {
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const end = ends.get(id.client) ?? 0;
      if (id.clock !== end) wrong.push(`${id.client}: ${id.clock} after ${end}`);
      ends.set(id.client, id.clock + length);
    }
  }
  return wrong;
}

interface Acts {
  /** @returns the mark of what it did */
  next(): string;
}

function actsOn(doc: Y.Doc, name: string, by: ParticipantId): Acts {
  let count = 0;
  let stroke: ItemId | null = null;
  const id = (kind: string): ItemId =>
    v.parse(itemId, `${name}-${kind}-${String(count).padStart(6, '0')}`);
  return {
    next() {
      count += 1;
      if (count % noteEvery === 0) {
        const note = id('note');
        doc.transact(() => {
          addWords(doc, 'note', { id: note, by, x: 1, y: 1, z: 1, words: note });
        });
        return note;
      }
      const points = [count, 0, 50];
      if (stroke === null || count % pointsInStroke === 1) {
        const begun = id('line');
        stroke = begun;
        doc.transact(() => {
          addInk(doc, { id: begun, by, x: 1, y: 1, z: 1, colour: 'lake', width: 5, points });
        });
      } else if (!appendPoints(doc, stroke, points)) throw new Error('a stroke is full or gone');
      return `${stroke}#${count}`;
    },
  };
}

const ofOthers = (doc: Y.Doc, name: string): ReadonlySet<string> =>
  new Set([...marksOf(doc).keys()].filter((mark) => !mark.startsWith(name)));

/** A page of ours: what it drew is durable when its frame is acknowledged. */
export function ownHand(
  name: string,
  by: ParticipantId,
  open: (doc: Y.Doc) => Promise<RawLink>,
): DrawingHand {
  const doc = new Y.Doc();
  const acts = actsOn(doc, name, by);
  const acked = new Set<string>();
  /** Acts not yet acknowledged, and the frame of the present link that each is in. */
  let waiting = new Map<string, number>();
  let link: RawLink | null = null;

  function settle(): void {
    const upTo = link?.acked() ?? 0;
    for (const [mark, frame] of waiting) {
      if (frame > upTo) continue;
      waiting.delete(mark);
      acked.add(mark);
    }
  }

  return {
    async connect() {
      settle();
      link = await open(doc);
      await link.sync();
      waiting = new Map([...waiting.keys()].map((mark) => [mark, link?.sentInk() ?? 1]));
    },
    draw() {
      let mark = '';
      const act = (): void => {
        mark = acts.next();
      };
      // Without a line it goes with the next link's first frame.
      let frame = Infinity;
      if (link && link.closed() === null) frame = link.draw(act);
      else act();
      waiting.set(mark, frame);
    },
    async disconnected() {
      await link?.gone();
      settle();
    },
    acked: () => acked,
    seen: () => ofOthers(doc, name),
    leave() {
      link?.leave();
      doc.destroy();
    },
  };
}

/** A stock provider's page: the echo of its own ink is its acknowledgement. */
export function stockHand(name: string, by: ParticipantId, page: InkPage): DrawingHand {
  const { doc, provider } = page;
  const acts = actsOn(doc, name, by);
  const acked = new Set<string>();
  /** Acts not yet echoed, and where the clock stood after each. */
  const waiting = new Map<string, number>();

  provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'connected') return;
    provider.ws?.addEventListener('message', (event) => {
      const frame = new Uint8Array(event.data as ArrayBuffer); // A provider asks for such.
      const told = readTold(frame);
      if (told.kind !== 'update') return;
      for (const { id, length } of Y.decodeUpdate(told.bytes).structs) {
        if (id.client === doc.clientID) settle(id.clock + length);
      }
    });
  });

  function settle(clock: number): void {
    for (const [mark, end] of waiting) {
      if (end > clock) continue;
      waiting.delete(mark);
      acked.add(mark);
    }
  }

  return {
    async connect() {
      provider.connect();
      await page.synced();
    },
    draw() {
      const mark = acts.next();
      waiting.set(mark, Y.getState(doc.store, doc.clientID));
    },
    async disconnected() {
      await until('the provider notices', () => !provider.wsconnected);
      // It comes back when the room is open again, not before.
      provider.disconnect();
    },
    acked: () => acked,
    seen: () => ofOthers(doc, name),
    leave: () => {
      page.leave();
    },
  };
}
