/**
 * Members of a family who draw and point without a rest, and whose pages come back to the board at once
 * whenever they are cut: what reaches them is counted, whatever they do to get more.
 */
import { once } from 'node:events';
import type * as Y from 'yjs';
import type { Guest, Practice } from './practice.ts';
import { ownHand, type DrawingHand } from './drawing-hands.ts';
import type { RoomPage } from './outsider.ts';
import type { PassingInk } from './passing-ink.ts';
import { openRawLink, type RawLink } from './raw-link.ts';

export interface Visit {
  /** Null while it is open. */
  closed(): { readonly code: number; readonly reason: string } | null;
  /** Bytes of frames that hold anything of others. */
  foreignBytes(): number;
  /** When each such frame came. */
  readonly foreignAt: readonly number[];
  /** The board answers it: it may be here. */
  readonly isIn: () => boolean;
}

export interface Worker {
  readonly guest: Guest;
  readonly page: RoomPage;
  readonly doc: Y.Doc;
  /** Every board link so far, oldest first. */
  readonly visits: readonly Visit[];
  /** Draws once, and points. */
  draw(): void;
  /** Draws all the time, or no more. */
  busy(isBusy: boolean): void;
  /** Everything the server had written for the open link has come. */
  settled(): Promise<void>;
  /** Comes back no more. */
  leave(): void;
}

/** Milliseconds between two acts of one hand, each two frames: within what one person may send. */
const actsEveryMs = 12;
/** Milliseconds until a page that was cut is there again: far sooner than ours. */
const backAfterMs = 25;

/** @param isStock comes with a stock provider's link */
export function aWorker(
  { session, page: pageOf }: Practice,
  guest: Guest,
  { passing, isStock = false }: { readonly passing: PassingInk; readonly isStock?: boolean },
): Worker {
  const visits: Visit[] = [];
  const page = pageOf(guest);
  /** The hand's own, which it brings along with its first visit. */
  let board: Y.Doc | null = null;
  let link: RawLink | null = null;
  let points = 0;
  let isLeft = false;
  let drawing: ReturnType<typeof setInterval> | null = null;

  /** Opens the hand's link and stays with it until it is let in or closed. */
  async function visit(doc: Y.Doc): Promise<RawLink> {
    const { browser, as } = guest;
    const opened = await openRawLink(browser, { session, as, doc, negotiated: !isStock });
    const foreignAt: number[] = [];
    let foreignBytes = 0;
    opened.socket.on('message', (frame: Buffer) => {
      const bytes = passing.came(doc.clientID, new Uint8Array(frame));
      foreignBytes += bytes;
      if (bytes > 0) foreignAt.push(Date.now());
    });
    visits.push({
      closed: opened.closed,
      foreignBytes: () => foreignBytes,
      foreignAt,
      isIn: () => opened.of('answer').length > 0,
    });
    if (isStock && opened.closed() === null) opened.point((points += 1), {});
    return (link = opened);
  }

  const hand: DrawingHand = ownHand(guest.id.slice(-12), guest.id, (doc) => {
    board = doc;
    passing.belongsToFamily(doc.clientID);
    return visit(doc);
  });

  function draw(): void {
    hand.draw();
    if (link?.closed() !== null) return;
    points += 1;
    link.point(points, { cursor: { x: points, y: 0 } });
  }

  async function comeBackForEver(): Promise<void> {
    while (!isLeft) {
      try {
        await hand.connect();
        if (link?.closed() === null) await once(link.socket, 'close');
      } catch {
        // No server, or closed before it was let in: what became of it is in its visit.
      }
      await new Promise((resume) => setTimeout(resume, backAfterMs));
    }
  }
  void comeBackForEver();

  return {
    guest,
    page,
    get doc() {
      if (!board) throw new Error('the hand has not begun');
      return board;
    },
    visits,
    draw,
    busy(isBusy) {
      if (drawing) clearInterval(drawing);
      drawing = isBusy ? setInterval(draw, actsEveryMs) : null;
    },
    settled: async () => link?.settled(),
    leave() {
      isLeft = true;
      if (drawing) clearInterval(drawing);
      page.leave();
      link?.leave();
    },
  };
}
