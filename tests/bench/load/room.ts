/** One room of a running load: four links, what was sent over them and what came. */
import type { Address } from '../peers/peer.ts';
import { createArrivals, type Latencies, type Tally } from './arrivals.ts';
import { compare, type Verdict } from './converged.ts';
import { openLink, type Link } from './link.ts';
import { seats } from './loads.ts';
import type { Edit, RoomRecording } from './recording.ts';

export interface DrawnRoom {
  /** One a seat, in the order of the seats. */
  readonly links: readonly Link[];
  /** Sends edit number `at` of the recording, or holds it back until its author has seen enough. */
  sendEdit(at: number): void;
  moveCursor(seat: number): void;
  /**
   * Opens the links anew that the server has closed, as pages do when a hold is over: each gets the
   * whole board, and sends what the cut kept from the server and what was due meanwhile.
   */
  comeBack(): Promise<void>;
  /** What is held back now is never sent. @returns how much was held back in all */
  stop(): number;
  tally(): Tally;
  /** Only of a room that keeps what comes. */
  verdict(): Verdict;
  leave(): void;
}

interface RoomParts {
  readonly addresses: readonly Address[];
  readonly recording: RoomRecording;
  readonly latencies: Latencies;
  readonly counts: (sentAtMs: number) => boolean;
  /** Whether every update that comes is kept, to build the documents from. */
  readonly keeps: boolean;
}

export async function drawRoom(parts: RoomParts): Promise<DrawnRoom> {
  const { recording, latencies, counts, keeps } = parts;
  const arrivals = createArrivals({ recording, latencies, counts });
  const received = seats.map((): Uint8Array[] => []);
  const sent = seats.map((): Uint8Array[] => []);
  const heldBack = seats.map((): Edit[] => []);
  let everHeldBack = 0;
  const cursors = seats.map(() => ({ clock: 0, x: 0, y: 0 }));
  const sentOf = seats.map((): Edit[] => []);
  const open = (address: Address, seat: number): Promise<Link> =>
    openLink({
      address,
      onInk: (update) => {
        arrivals.came(seat, update, performance.now());
        if (keeps) received[seat]?.push(update.slice());
        sendHeldBack(seat);
      },
    });
  const links: Link[] = [];
  const isOpen = (seat: number): boolean => links[seat]?.closed() === null;
  links.push(...(await Promise.all(parts.addresses.map(open))));

  function send(edit: Edit): void {
    arrivals.sent(edit.seat, performance.now());
    links[edit.seat]?.sendInk(edit.frame);
    sentOf[edit.seat]?.push(edit);
    if (keeps) sent[edit.seat]?.push(edit.frame);
  }

  function sendHeldBack(seat: number): void {
    const waiting = isOpen(seat) ? heldBack[seat] : [];
    for (let next = waiting?.[0]; next && arrivals.mayBeSent(next); next = waiting?.[0]) {
      waiting?.shift();
      send(next);
    }
  }

  async function comeBack(address: Address, seat: number): Promise<void> {
    if (isOpen(seat)) return;
    const link = await open(address, seat);
    links[seat] = link;
    const has = link.serverClock(recording.clientIds[seat] ?? 0);
    for (const edit of sentOf[seat] ?? []) if (edit.clock > has) link.sendInk(edit.frame);
    sendHeldBack(seat);
  }

  return {
    links,
    sendEdit(at) {
      const edit = recording.edits[at];
      const waiting = edit && heldBack[edit.seat];
      if (!waiting) return;
      if (waiting.length === 0 && isOpen(edit.seat) && arrivals.mayBeSent(edit)) {
        send(edit);
        return;
      }
      waiting.push(edit);
      everHeldBack += 1;
    },
    stop() {
      for (const waiting of heldBack) waiting.length = 0;
      return everHeldBack;
    },
    moveCursor(seat) {
      const at = cursors[seat];
      if (!at) return;
      at.clock += 1;
      at.x = (at.x + 7) % 1_000;
      at.y = (at.y + 3) % 700;
      links[seat]?.sendCursor(recording.clientIds[seat] ?? 0, at.clock, at.x, at.y);
    },
    async comeBack() {
      await Promise.all(parts.addresses.map(comeBack));
    },
    tally: arrivals.tally,
    verdict: () =>
      compare(seats.map((_, seat) => ({ sent: sent[seat] ?? [], received: received[seat] ?? [] }))),
    leave() {
      for (const link of links) link.leave();
    },
  };
}
