/** Hands that draw on one room's board from outside of the page that is measured. */
import * as Y from 'yjs';
import type { ParticipantId } from '../../../shared/ids.ts';
import { createChance } from '../load/chance.ts';
import { createHand, type Hand } from '../load/hand.ts';
import { openLink, type Link } from '../load/link.ts';
import { seats } from '../load/loads.ts';
import { updateFrame, type People } from '../load/recording.ts';
import type { Address } from '../peers/peer.ts';

/** Who draws; the page that is measured is the parent's. */
const drawing = ['therapist', 'child', 'grandparent'] as const;

export interface Hands {
  /** Draws until so many items lie on the board, and every one is durable. */
  fillTo(items: number): Promise<void>;
  /** Each of the three makes so many edits a second, until the work is done. */
  drawing<T>(editsPerSecond: number, work: () => Promise<T>): Promise<T>;
  leave(): void;
}

interface Drawer {
  readonly hand: Hand;
  readonly link: Link;
  /** Runs it in one transaction and sends what it made. */
  act(work: () => void): void;
  sent(): number;
}

/** Milliseconds until what was sent must have been called durable. */
const durableWithinMs = 20_000;
/** Items sent before their acknowledgement is waited for, a third by each hand; then a pause. */
const itemsAtOnce = 30;
/** Milliseconds: with ten frames each between two pauses no hand comes near what the board takes. */
const pauseMs = 60;

export async function openHands(addresses: readonly Address[], people: People): Promise<Hands> {
  const drawers = await Promise.all(
    drawing.map((seat) => {
      const address = addresses[seats.indexOf(seat)];
      if (!address) throw new Error(`the ${seat} has no address`);
      return openDrawer(address, people[seat], seat);
    }),
  );
  let items = 0;

  async function durable(): Promise<void> {
    const end = performance.now() + durableWithinMs;
    while (drawers.some(({ link, sent }) => link.came.acked < sent())) {
      const closed = drawers.flatMap(({ link }) => link.closed() ?? []);
      if (closed.length > 0) throw new Error(`a hand was turned away: ${closed.join('; ')}`);
      if (performance.now() > end) throw new Error('what the hands drew did not become durable');
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }

  return {
    async fillTo(wanted) {
      while (items < wanted) {
        for (let made = 0; made < itemsAtOnce && items < wanted; made += 1) {
          const drawer = drawers[items % drawers.length];
          const own = Math.floor(items / drawers.length) + 1;
          drawer?.act(() => {
            drawer.hand.fill(own);
          });
          items += 1;
        }
        await durable();
        await new Promise((resume) => setTimeout(resume, pauseMs));
      }
    },
    async drawing(editsPerSecond, work) {
      const timers = drawers.map(({ act, hand }) =>
        setInterval(() => {
          act(hand.edit);
        }, 1_000 / editsPerSecond),
      );
      try {
        return await work();
      } finally {
        for (const timer of timers) clearInterval(timer);
        await durable();
      }
    },
    leave() {
      for (const { link } of drawers) link.leave();
    },
  };
}

/** 32 bits, another for each seat. */
export const clientIdOf = (seat: number): number => 0x20_00_00_00 + seat;

async function openDrawer(address: Address, by: ParticipantId, mark: string): Promise<Drawer> {
  const doc = new Y.Doc();
  const seat = seats.findIndex((one) => one === mark);
  doc.clientID = clientIdOf(seat);
  const link = await openLink({ address, onInk: () => undefined });
  let sent = 0;
  doc.on('update', (bytes: Uint8Array) => {
    link.sendInk(updateFrame(bytes));
    sent += 1;
  });
  const hand = createHand({ doc, by, mayMove: new Set(), chance: createChance(seat + 1), mark });
  return {
    hand,
    link,
    act(work) {
      doc.transact(work);
    },
    sent: () => sent,
  };
}
