/** One link to one zone of a board, as the board keeps it, and what goes out over it. */
import type { Capability, Zone } from '../../shared/board/zone.ts';
import type { Asker } from '../../shared/session/session.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { ackFrame, updateFrame, type AwarenessState, type Denied } from './frames.ts';
import { mergedOrEach } from './merge-ink.ts';
import { joined } from './wire-frame.ts';

/** The socket below a peer. */
export interface PeerLine {
  /** Takes finished frames (frames.ts), any number in one piece. */
  write(frames: Uint8Array): void;
  /** Closing twice is harmless. */
  close(code: number, reason: string): void;
  /** Bytes handed over and not yet taken by the network. */
  bufferedBytes(): number;
  /** Counts bytes of an answer against what the person may cause in a minute. */
  charge(bytes: number): void;
}

export interface NewPeer {
  readonly asker: Asker;
  /** What let the link in, see `Identify`. */
  readonly pass: string;
  readonly zone: Zone;
  readonly line: PeerLine;
  /** Our own client: gets message types 120–122 and may send 123. A stock client never does. */
  readonly negotiated: boolean;
  /** The clientID claimed at the handshake; null for a stock client until its first awareness. */
  readonly clientId: number | null;
}

/** An answer owed for a frame with ink: once the log is durable up to `seq`. */
interface Owed {
  readonly count: number;
  readonly seq: number;
  readonly denied: Denied | null;
}

/** What had gone out with the link's nth frame: ink up to `seq`, cursors up to `stamp`. */
interface Mark {
  readonly sent: number;
  readonly seq: number;
  readonly stamp: number;
}

export interface Peer extends NewPeer {
  clientId: number | null;
  can: Capability;
  /** Its first step 1 has been answered: from now on it follows along. */
  following: boolean;
  /** Its first step 2 has come: only from now on are single updates complete. */
  resynced: boolean;
  /** Frames with ink received. */
  inkFrames: number;
  readonly owed: Owed[];
  /** The frames with ink that are durable, and as far as our own client was told so. */
  ackDue: number;
  acked: number;
  /** Frames sent after the hello, and those of them that wait for the end of this turn. */
  sent: number;
  readonly outbox: Uint8Array[];
  /** Of a supervising link: what its `seen` will stand for. */
  readonly marks: Mark[];
  /** Ink that waits because the reader is slow, and since when. */
  backlog: { readonly updates: Uint8Array[]; bytes: number; seq: number; since: number } | null;
  /** Something of it was refused, or it is given up: nothing more is heard, it is told and closed. */
  isRefused: boolean;
  gone: boolean;
  /** Its cursor as the others last saw it. */
  shown: AwarenessState | null;
  /** While its clientID is being claimed, what it sends waits. */
  claiming: Promise<void> | null;
  /** Bytes of its ink that wait while somebody is being answered. */
  inboxBytes: number;
  /** Sync steps 1 in the present minute. */
  questions: { count: number; since: number };
}

/**
 * Field by field: objects that are made by spreading get a hidden class each, and whatever touches peers
 * is then looked up anew for every one of them.
 */
export const newPeer = (
  { asker, pass, zone, line, negotiated, clientId }: NewPeer,
  can: Capability,
): Peer => ({
  asker,
  pass,
  zone,
  line,
  negotiated,
  clientId,
  can,
  following: false,
  resynced: false,
  inkFrames: 0,
  owed: [],
  ackDue: 0,
  acked: 0,
  sent: 0,
  outbox: [],
  marks: [],
  backlog: null,
  isRefused: false,
  gone: false,
  shown: null,
  claiming: null,
  inboxBytes: 0,
  questions: { count: 0, since: 0 },
});

export const isTherapist = (peer: Peer): boolean => peer.asker.as === 'therapist';
export const isFamily = (peer: Peer): boolean => !isTherapist(peer);

/** Only our own client can supervise: a stock one can't say what it has received. */
export const supervises = (peer: Peer): boolean =>
  peer.negotiated && isTherapist(peer) && !peer.gone;

/** Bytes above which a reader is too slow for cursors; ink still goes to it. */
const maxBufferedForCursors = 256 * 1_024;
/** Bytes above which ink for a reader waits, to be sent as one update when it has caught up. */
const maxBufferedForInk = 1_024 * 1_024;
/** Bytes of waiting ink, and milliseconds, after which a reader is closed and comes back anew. */
const maxBacklogBytes = 8 * 1_024 * 1_024;
const maxBacklogMs = 10_000;

/** Frames a supervising page may leave without a word: a minute of the busiest room. */
const maxMarks = 10_000;

/**
 * Sends a finished frame. What goes to a peer within one turn of the event loop goes as one write, and
 * with it what the peer is to be told of its own ink: a write costs more than all that leads to it.
 */
export function send(peer: Peer, frame: Uint8Array): void {
  if (peer.outbox.length === 0) {
    queueMicrotask(() => {
      flush(peer);
    });
  }
  peer.sent += 1;
  peer.outbox.push(frame);
}

/** Writes what waits in the outbox. A link that was cut meanwhile gets nothing of it (rule H1). */
export function flush(peer: Peer): void {
  if (peer.outbox.length === 0) return;
  if (peer.gone) {
    peer.outbox.length = 0;
    return;
  }
  if (peer.ackDue > peer.acked) {
    peer.sent += 1;
    peer.outbox.push(takeAck(peer));
  }
  peer.line.write(joined(peer.outbox));
  peer.outbox.length = 0;
}

function takeAck(peer: Peer): Uint8Array {
  peer.acked = peer.ackDue;
  return ackFrame(peer.acked);
}

/** Tells the peer how far its ink is durable, when no other frame has taken that along. */
export function sendAck(peer: Peer): void {
  if (!peer.gone && peer.ackDue > peer.acked) send(peer, takeAck(peer));
}

/**
 * Sends ink up to the entry `seq`, or lets it wait for a slow reader.
 * @param frame of `update`, finished; the same for every receiver
 */
export function sendInk(
  peer: Peer,
  update: Uint8Array,
  frame: Uint8Array,
  seq: number,
  now: number,
): void {
  if (peer.backlog === null && peer.line.bufferedBytes() <= maxBufferedForInk) {
    send(peer, frame);
    mark(peer, seq, -1);
    return;
  }
  peer.backlog ??= { updates: [], bytes: 0, seq, since: now };
  peer.backlog.updates.push(update);
  peer.backlog.bytes += update.length;
  peer.backlog.seq = seq;
  if (peer.backlog.bytes > maxBacklogBytes) giveUp(peer, 'slow');
}

/** Whoever does not read won't read its close either: from now on nothing is kept for it. */
function giveUp(peer: Peer, reason: string): void {
  peer.following = false;
  peer.isRefused = true;
  peer.backlog = null;
  peer.marks.length = 0;
  peer.outbox.length = 0;
  peer.line.close(closeCode.tryAgain, reason);
}

/** Sends what waited, as one update, if the reader has caught up; closes one that does not. */
export function sendBacklog(peer: Peer, now: number): void {
  const { backlog } = peer;
  if (backlog === null || peer.gone) return;
  if (peer.line.bufferedBytes() > maxBufferedForCursors) {
    if (now - backlog.since > maxBacklogMs) giveUp(peer, 'slow');
    return;
  }
  peer.backlog = null;
  for (const update of mergedOrEach(backlog.updates)) send(peer, updateFrame(update));
  mark(peer, backlog.seq, -1);
}

/** Sends cursors, unless the reader is behind. @returns whether it did */
export function sendCursors(peer: Peer, frame: Uint8Array, stamp: number): boolean {
  if (peer.backlog !== null || peer.line.bufferedBytes() > maxBufferedForCursors) return false;
  send(peer, frame);
  mark(peer, -1, stamp);
  return true;
}

/** Remembers what the frame just sent to a supervising link held. */
export function mark(peer: Peer, seq: number, stamp: number): void {
  if (!supervises(peer)) return;
  peer.marks.push({ sent: peer.sent, seq, stamp });
  if (peer.marks.length > maxMarks) giveUp(peer, 'silent');
}

/** What has reached a supervising page by its own word: the first `count` frames of its link. */
export function seenBy(
  peer: Peer,
  count: number,
): { readonly seq: number; readonly stamp: number } {
  let [seq, stamp] = [-1, -1];
  let passed = 0;
  for (const one of peer.marks) {
    if (one.sent > count) break;
    seq = Math.max(seq, one.seq);
    stamp = Math.max(stamp, one.stamp);
    passed += 1;
  }
  peer.marks.splice(0, passed);
  return { seq, stamp };
}
