/**
 * Which edit reached whom, and how long it took: by the clocks of the structs in a frame, since a
 * peer may merge what several people sent. One clock for both ends: the generator's own.
 */
import * as Y from 'yjs';
import { seenAfterMs, type Edit, type RoomRecording } from './recording.ts';
import { peoplePerRoom, seats } from './loads.ts';

/** Milliseconds from sending to the frame that holds it, of every edit and receiver in the window. */
export interface Latencies {
  readonly fromFamilyToTherapist: number[];
  readonly fromFamilyToFamily: number[];
  readonly fromTherapist: number[];
}

export interface Arrivals {
  /** Whether all that this edit may refer to has come to its author: nobody can draw upon the unseen. */
  mayBeSent(edit: Edit): boolean;
  sent(seat: number, atMs: number): void;
  /** An update came to `receiver`; ink of its own is an echo. */
  came(receiver: number, update: Uint8Array, atMs: number): void;
  tally(): Tally;
}

export interface Tally {
  /** Edits sent. */
  readonly sent: number;
  /** Edits sent and received, over all pairs of a sender and a receiver. */
  readonly due: number;
  readonly arrived: number;
  readonly outOfOrder: number;
}

interface ArrivalsParts {
  readonly recording: RoomRecording;
  readonly latencies: Latencies;
  /** Whether an edit sent then counts. */
  readonly counts: (sentAtMs: number) => boolean;
}

interface Sender {
  /** In order; the first of them have been sent. */
  readonly edits: readonly Edit[];
  readonly sentAtMs: number[];
}

export function createArrivals({ recording, latencies, counts }: ArrivalsParts): Arrivals {
  const seatOf = new Map(recording.clientIds.map((id, seat) => [id, seat]));
  const senders = seats.map((_, seat): Sender => ({
    edits: recording.edits.filter((one) => one.seat === seat),
    sentAtMs: [],
  }));
  /** By receiver and sender: how many edits have come, and where the sender's clock stands there. */
  const got = new Uint32Array(peoplePerRoom ** 2);
  const clocks = new Uint32Array(peoplePerRoom ** 2);
  let outOfOrder = 0;

  function latenciesOf(receiver: number, sender: number): number[] {
    if (sender === 0) return latencies.fromTherapist;
    return receiver === 0 ? latencies.fromFamilyToTherapist : latencies.fromFamilyToFamily;
  }

  function take(receiver: number, sender: number, upTo: number, atMs: number): void {
    const pair = receiver * peoplePerRoom + sender;
    const from = senders[sender];
    if (!from || upTo <= (clocks[pair] ?? 0)) return;
    clocks[pair] = upTo;
    const kept = latenciesOf(receiver, sender);
    let at = got[pair] ?? 0;
    for (; at < from.sentAtMs.length && (from.edits[at]?.clock ?? Infinity) <= upTo; at += 1) {
      const sentAt = from.sentAtMs[at] ?? 0;
      if (receiver !== sender && counts(sentAt)) kept.push(atMs - sentAt);
    }
    got[pair] = at;
  }

  return {
    mayBeSent: ({ seat, atMs }) =>
      senders.every((sender, at) => {
        const next = sender.edits[got[seat * peoplePerRoom + at] ?? 0];
        return at === seat || !next || next.atMs > atMs - seenAfterMs;
      }),
    sent(seat, atMs) {
      senders[seat]?.sentAtMs.push(atMs);
    },
    came(receiver, update, atMs) {
      const { from, to } = Y.parseUpdateMeta(update);
      for (const [client, upTo] of to) {
        const sender = seatOf.get(client);
        if (sender === undefined) continue;
        const known = clocks[receiver * peoplePerRoom + sender] ?? 0;
        if ((from.get(client) ?? 0) > known && receiver !== sender) outOfOrder += 1;
        take(receiver, sender, upTo, atMs);
      }
    },
    tally() {
      const sent = senders.reduce((total, one) => total + one.sentAtMs.length, 0);
      const due = sent * (peoplePerRoom - 1);
      let arrived = 0;
      for (let receiver = 0; receiver < peoplePerRoom; receiver += 1) {
        for (let sender = 0; sender < peoplePerRoom; sender += 1) {
          if (sender !== receiver) arrived += got[receiver * peoplePerRoom + sender] ?? 0;
        }
      }
      return { sent, due, arrived, outOfOrder };
    },
  };
}
