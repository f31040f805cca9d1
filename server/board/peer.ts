/** One link to one zone of a board, as the board keeps it. */
import type { Zone } from '../../shared/board/zone.ts';
import type { Asker } from '../../shared/session/session.ts';
import type { AwarenessState } from './frames.ts';

/** The socket below a peer. */
export interface PeerLine {
  send(frame: Uint8Array): void;
  /** Closing twice is harmless. */
  close(code: number, reason: string): void;
  /** Bytes handed over and not yet taken by the network. */
  bufferedBytes(): number;
}

export interface NewPeer {
  readonly asker: Asker;
  /** What let the link in, see `Identify`. */
  readonly pass: string;
  readonly zone: Zone;
  readonly line: PeerLine;
  /** Our own client: gets message types 120–122. A stock client never does. */
  readonly negotiated: boolean;
  /** The clientID claimed at the handshake; null for a stock client until its first awareness. */
  readonly clientId: number | null;
}

export interface Peer extends NewPeer {
  clientId: number | null;
  /** Its first step 1 has been answered: from now on it follows along. */
  following: boolean;
  /** Its first step 2 has come: only from now on are single updates complete. */
  resynced: boolean;
  /** Frames with ink received. */
  inkFrames: number;
  gone: boolean;
  /** Its cursor as the others last saw it. */
  shown: AwarenessState | null;
  /** While its clientID is being claimed, what it sends waits. */
  claiming: Promise<void> | null;
}

export const newPeer = (peer: NewPeer): Peer => ({
  ...peer,
  following: false,
  resynced: false,
  inkFrames: 0,
  gone: false,
  shown: null,
  claiming: null,
});

/** Above this a reader is too slow for cursors; ink still goes to it. */
const maxBufferedForCursors = 256 * 1_024;
/** Above this a reader is closed and comes back by state vector; nothing is buffered without bound. */
const maxBufferedBytes = 8 * 1_024 * 1_024;

/** Sends ink or an answer; closes a reader that has fallen hopelessly behind. */
export function sendTo(peer: Peer, frame: Uint8Array, slowCode: number): void {
  if (peer.line.bufferedBytes() > maxBufferedBytes) peer.line.close(slowCode, 'slow');
  else peer.line.send(frame);
}

/** Sends a cursor, unless the reader is behind. */
export function sendCursorTo(peer: Peer, frame: Uint8Array): void {
  if (peer.line.bufferedBytes() <= maxBufferedForCursors) peer.line.send(frame);
}
