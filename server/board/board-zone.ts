/**
 * One zone of a room's board: its document and the links that follow it. What is judged goes to the
 * log, what is durable to the therapists, and what has reached a therapist's page to the family
 * (rules W2, H7). Knows no socket.
 */
import { carriesCursors, type Zone } from '../../shared/board/zone.ts';
import type { Standing } from '../../shared/board/rights.ts';
import type { Session } from '../../shared/session/session.ts';
import { closeCode, maxBoardFrameBytes, maxUpdateBytes } from '../../shared/wire/protocol.ts';
import type { Instant, ParticipantId } from '../../shared/ids.ts';
import type { Clock } from '../clock.ts';
import type { Measures } from '../measures.ts';
import type { Pulse } from '../pulse.ts';
import type { RoomLog } from '../session/room-log.ts';
import type { Claims } from './claims.ts';
import { createCursors } from './cursors.ts';
import type { Sender } from './gate/gate.ts';
import type { DeniedPlace } from './gate/verdict.ts';
import {
  ackFrame,
  denyFrame,
  step1Frame,
  step2Frame,
  stockDenyFrame,
  updateFrame,
  type AwarenessState,
  type Denied,
} from './frames.ts';
import { mergeInk, MissingInk } from './merge-ink.ts';
import {
  flush,
  isFamily,
  isTherapist,
  mark,
  seenBy,
  send,
  sendAck,
  sendBacklog,
  sendInk,
  supervises,
  type Peer,
} from './peer.ts';
import type { ZoneDoc } from './zone-doc.ts';

/** Ink in the log, on its way to those who may see it. */
interface Inked {
  readonly seq: number;
  /** Null for the server's own. */
  readonly from: Peer | null;
  /** A family member drew it where others of the family look. */
  readonly isBound: boolean;
  /** When it was judged; once it is durable, when it went to the therapists. */
  at: Instant;
  readonly bytes: Uint8Array;
}

/** Ink as it goes out: the update, and the frame of it that every receiver gets. */
interface Finished {
  readonly update: Uint8Array;
  readonly frame: Uint8Array;
}

/** Answers to sync step 1 a link gets in a minute: it asks once when it comes, and each costs a board. */
const maxQuestionsPerMinute = 20;
/** Bytes of one link's ink that wait while somebody is being answered. */
const maxInboxBytes = 4 * 1_024 * 1_024;
const minuteMs = 60_000;

export interface ZoneParts {
  readonly zone: Zone;
  readonly doc: ZoneDoc;
  /** The `seq` of the last ink that the document was loaded with; 0 when there was none. */
  readonly loadedSeq: number;
  /** What family members draw here waits for a therapist's page. */
  readonly isSupervised: boolean;
  readonly decided: () => Session;
  readonly log: RoomLog;
  readonly claims: Claims;
  readonly standingOf: (participant: ParticipantId) => Standing;
  readonly clock: Clock;
  /** Paces cursors and slow readers, and acknowledgements that nothing else took along. */
  readonly beats: Pulse;
  readonly acks: Pulse;
  readonly measures: Pick<Measures, 'fannedOut'>;
  readonly onRefused: (reason: string) => void;
  /** Runs what may throw: whatever a document throws costs this room, never the process. */
  readonly safely: (act: () => void) => void;
  readonly drop: (peer: Peer) => void;
}

export interface BoardZone {
  readonly zone: Zone;
  readonly doc: ZoneDoc;
  readonly peers: ReadonlySet<Peer>;
  join(peer: Peer): void;
  leave(peer: Peer): void;
  /** Answers a sync step 1 once nothing is under way that its sender may not see yet. */
  answer(peer: Peer, stateVector: Uint8Array): void;
  ink(peer: Peer, kind: 'step-2' | 'update', bytes: Uint8Array): void;
  point(peer: Peer, states: readonly AwarenessState[]): void;
  seen(peer: Peer, count: number): void;
  /** Logs ink that the server wrote. */
  written(by: ParticipantId, bytes: Uint8Array): void;
  /** The log is durable up to `seq`. */
  durable(seq: number): void;
  /** After a decision: takes cursors off the others' screens, all of them or those that are `taken`. */
  cutCursors(taken: (peer: Peer) => boolean): void;
  /** Since when somebody here waits for ink that no therapist's page has; null when nobody does. */
  unseenSince(): Instant | null;
  /** Whether what it was loaded with waits for a therapist's page. */
  isLoadedUnseen(): boolean;
  refuse(peer: Peer, reason: string): void;
}

const closeCodes: Readonly<Record<string, number>> = {
  malformed: closeCode.malformed,
  'too-big': closeCode.tooBig,
  'too-much': closeCode.tooMuch,
  'not-now': closeCode.noAccess,
};

export function createBoardZone(parts: ZoneParts): BoardZone {
  // Taken apart, not kept as a whole: it was made by spreading, and is looked up anew for each zone.
  const { zone, doc, loadedSeq, isSupervised, decided, log, claims, standingOf, clock } = parts;
  const { beats, acks, measures, onRefused, safely, drop } = parts;
  const peers = new Set<Peer>();
  const cursors = createCursors({ peers, isSupervised });
  /** In the log but not durable; durable but not yet on a therapist's page. Both in the log's order. */
  let judged: Inked[] = [];
  let unseen: Inked[] = [];
  /** As of the last decision; asked for every move of every hand. */
  let showsCursors = carriesCursors(decided(), zone);
  let lastSeq = loadedSeq;
  let seenSeq = 0;
  /** Since when somebody of the family has been here; null while nobody is. */
  let familySince: Instant | null = null;
  /** Questions that wait, and ink that came after them and waits behind them. */
  let questions: { readonly peer: Peer; readonly stateVector: Uint8Array }[] = [];
  let inbox: { readonly peer: Peer; readonly act: () => void }[] = [];

  // ---- what goes out ----------------------------------------------------------------------------

  /** A page that drew something has it already; a stock client takes its echo as "it is kept". */
  const lacks = (peer: Peer, { from }: Inked): boolean =>
    from !== peer || (!peer.negotiated && isTherapist(peer));

  function deliver(to: (peer: Peer) => boolean, inked: readonly Inked[]): void {
    const last = inked.at(-1);
    if (!last) return;
    let shared: Finished | null = null;
    for (const peer of peers) {
      if (!peer.following || !to(peer)) continue;
      const theirs = lackedBy(peer, inked);
      if (theirs.length === 0) continue;
      const made = theirs === inked ? (shared ??= finished(inked)) : lacked(theirs, inked);
      sendInk(peer, made.update, made.frame, last.seq, clock.now());
      if (peer.backlog) beats.ask(beat);
    }
  }

  /** All of it, the very list, for whoever drew none of it. */
  function lackedBy(peer: Peer, inked: readonly Inked[]): readonly Inked[] {
    for (const one of inked) {
      if (!lacks(peer, one)) return inked.filter((other) => lacks(peer, other));
    }
    return inked;
  }

  /** With what the peer has already, where it wrote in the middle of another link's: that is harmless. */
  function lacked(theirs: readonly Inked[], inked: readonly Inked[]): Finished {
    try {
      return finished(theirs);
    } catch (cause) {
      if (cause instanceof MissingInk) return finished(inked);
      throw cause;
    }
  }

  function finished(inked: readonly Inked[]): Finished {
    const update = mergeInk(inked.map((one) => one.bytes));
    return { update, frame: updateFrame(update) };
  }

  function durable(seq: number): void {
    const fresh = takeUpTo(seq);
    if (fresh.length > 0) {
      deliver(isTherapist, fresh);
      cursors.beat(); // They go along: one write for both.
      const now = clock.now();
      for (const one of fresh) {
        one.at = now; // What it waited for the log is not the therapists' doing (rule H8).
        echo(one);
      }
      unseen = unseen.length === 0 ? fresh : [...unseen, ...fresh];
      release();
    }
    for (const peer of peers) if (peer.owed.length > 0) settleOwed(peer, seq);
    settle();
  }

  function takeUpTo(seq: number): Inked[] {
    const count = judged.findIndex((one) => one.seq > seq);
    if (count === 0) return [];
    const fresh = count === -1 ? judged : judged.slice(0, count);
    judged = count === -1 ? [] : judged.slice(count);
    return fresh;
  }

  function echo({ from, bytes }: Inked): void {
    if (!from || from.gone || from.negotiated || isTherapist(from) || !from.following) return;
    send(from, updateFrame(bytes));
  }

  /** In the log's order: what builds on something that waits waits with it. */
  function release(): void {
    const bound = unseen.findIndex((one) => one.isBound && one.seq > seenSeq);
    if (bound === 0) return;
    const free = bound === -1 ? unseen : unseen.slice(0, bound);
    unseen = bound === -1 ? [] : unseen.slice(bound);
    deliver(isFamily, free);
    const first = free.find(({ isBound }) => isBound);
    if (first) measures.fannedOut(clock.now() - first.at);
  }

  function settleOwed(peer: Peer, seq: number): void {
    let settled = 0;
    for (const owed of peer.owed) {
      if (owed.seq > seq) break;
      settled += 1;
      if (owed.denied) {
        tellDenied(peer, owed.denied);
        break;
      }
      if (peer.negotiated) peer.ackDue = owed.count;
    }
    if (settled > 0) peer.owed.splice(0, settled);
    if (peer.ackDue > peer.acked) acks.ask(ackAll);
  }

  const ackAll = (): void => {
    for (const peer of peers) sendAck(peer);
  };

  const beat = (): void => {
    safely(() => {
      // Ink that is being committed takes them along: a write and a `seen` less for each receiver.
      if (judged.length === 0) cursors.beat();
      const now = clock.now();
      for (const peer of [...peers]) {
        sendBacklog(peer, now);
        if (peer.backlog) beats.ask(beat);
      }
    });
  };

  // ---- what is refused --------------------------------------------------------------------------

  /** Nothing more is heard from it; it is told once what it had sent before is durable. */
  function deny(peer: Peer, denied: Denied): void {
    onRefused(denied.reason);
    peer.isRefused = true;
    peer.owed.push({ count: denied.count, seq: log.head(), denied });
    settleOwed(peer, log.durable());
  }

  /** What was refused is a gap in the log, but still on this page: it must not come back as it is. */
  function voidOthers(peer: Peer, clientId: number): void {
    claims.makeVoid(clientId);
    for (const other of [...peers]) {
      if (other !== peer && other.clientId === clientId) close(other, closeCode.refused, 'refused');
    }
  }

  function tellDenied(peer: Peer, denied: Denied): void {
    // Of the frame itself only the denial speaks: an ack that arrives without it would be untrue.
    const done = denied.count === 0 ? peer.ackDue : denied.count - 1;
    if (peer.negotiated) {
      if (done > peer.acked) send(peer, ackFrame(done));
      peer.acked = peer.ackDue = Math.max(done, peer.acked);
      send(peer, denyFrame(denied));
    } else send(peer, stockDenyFrame(denied.reason));
    flush(peer);
    close(peer, closeCodes[denied.reason] ?? closeCode.refused, denied.reason);
  }

  function close(peer: Peer, code: number, reason: string): void {
    drop(peer);
    peer.line.close(code, reason);
  }

  // ---- what comes in ----------------------------------------------------------------------------

  function answer(peer: Peer, stateVector: Uint8Array): void {
    const now = clock.now();
    if (now - peer.questions.since >= minuteMs) peer.questions = { count: 0, since: now };
    peer.questions.count += 1;
    if (peer.questions.count > maxQuestionsPerMinute) {
      deny(peer, { count: 0, reason: 'too-much', places: null });
      return;
    }
    questions.push({ peer, stateVector });
    settle();
  }

  /** Whether the document holds nothing that the asker may not see yet. */
  const mayBeAnswered = (peer: Peer): boolean =>
    judged.length === 0 && (isTherapist(peer) || (unseen.length === 0 && !isLoadedUnseen()));

  /** What the room was loaded with may have been committed and shown to nobody when it last ended. */
  const isLoadedUnseen = (): boolean => isSupervised && seenSeq < loadedSeq;

  function settle(): void {
    if (questions.length > 0) {
      const ready = questions.filter(({ peer }) => peer.gone || mayBeAnswered(peer));
      questions = questions.filter((one) => !ready.includes(one));
      for (const { peer, stateVector } of ready) reply(peer, stateVector);
    }
    if (questions.length > 0 || inbox.length === 0) return;
    const waited = inbox;
    inbox = [];
    for (const { peer } of waited) peer.inboxBytes = 0;
    for (const { act } of waited) act();
  }

  function reply(peer: Peer, stateVector: Uint8Array): void {
    if (peer.gone || peer.can === 'none') return;
    const isFirst = !peer.following;
    peer.following = true;
    const diff = doc.diff(stateVector);
    peer.line.charge(diff.length);
    send(peer, step2Frame(diff));
    mark(peer, lastSeq, -1);
    if (!isFirst) return;
    send(peer, step1Frame(doc.stateVector()));
    if (showsCursors) cursors.showTo(peer);
  }

  function ink(peer: Peer, kind: 'step-2' | 'update', bytes: Uint8Array): void {
    // Without any right: it is being closed this very moment.
    if (peer.gone || peer.isRefused || peer.can === 'none') return;
    if (questions.length > 0) {
      wait(peer, kind, bytes);
      return;
    }
    peer.inkFrames += 1;
    if (peer.can !== 'edit' && !isMereAnswer(peer, kind, bytes)) {
      deny(peer, { count: peer.inkFrames, reason: 'not-now', places: null });
      return;
    }
    if (kind === 'step-2') peer.resynced = true;
    // A stock client that draws right after coming back sends updates before the step 2 they need;
    // that step 2 contains them.
    if (peer.resynced) admit(peer, bytes, kind === 'step-2' ? maxBoardFrameBytes : maxUpdateBytes);
  }

  /** Who only looks answers the server's question all the same: with what the server has already. */
  const isMereAnswer = (peer: Peer, kind: 'step-2' | 'update', bytes: Uint8Array): boolean =>
    kind === 'step-2' && !doc.isNews(bytes, senderOf(peer), maxBoardFrameBytes);

  function wait(peer: Peer, kind: 'step-2' | 'update', bytes: Uint8Array): void {
    peer.inboxBytes += bytes.length;
    if (peer.inboxBytes > maxInboxBytes) close(peer, closeCode.tryAgain, 'try-again');
    else {
      inbox.push({
        peer,
        act: () => {
          ink(peer, kind, bytes);
        },
      });
    }
  }

  function admit(peer: Peer, bytes: Uint8Array, maxBytes: number): void {
    const count = peer.inkFrames;
    const verdict = doc.admit(bytes, senderOf(peer), maxBytes);
    if ('refused' in verdict) {
      deny(peer, { count, reason: verdict.refused, places: null });
      return;
    }
    if (verdict.bytes) keep(peer.asker.id, verdict.bytes, peer);
    if (verdict.denied.length > 0) {
      // Its gaps are in the log now: without any it would only be refused again.
      if (verdict.bytes && peer.clientId !== null) voidOthers(peer, peer.clientId);
      deny(peer, { count, reason: reasonOf(verdict.denied), places: verdict.denied });
      return;
    }
    peer.owed.push({ count, seq: log.head(), denied: null });
    if (!verdict.bytes) settleOwed(peer, log.durable());
  }

  function senderOf(peer: Peer): Sender {
    const { id } = peer.asker;
    return {
      id,
      standing: isTherapist(peer) ? 'therapist' : standingOf(id),
      isOwn: (clientId) => claims.holder(clientId) === id,
    };
  }

  function keep(by: ParticipantId, bytes: Uint8Array, from: Peer | null): void {
    const at = clock.now();
    lastSeq = log.addInk(at, by, zone, bytes);
    const isBound = isSupervised && from !== null && isFamily(from);
    judged.push({ seq: lastSeq, from, isBound, at, bytes });
  }

  return {
    zone,
    doc,
    peers,
    join(peer) {
      peers.add(peer);
      if (isFamily(peer)) familySince ??= clock.now();
    },
    leave(peer) {
      peers.delete(peer);
      if (![...peers].some(isFamily)) familySince = null;
      cursors.hide(peer);
      if (questions.length > 0) settle();
    },
    answer,
    ink,
    point(peer, states) {
      if (!peer.following || peer.can !== 'edit' || !showsCursors) return;
      if (cursors.hear(peer, states)) beats.ask(beat);
    },
    seen(peer, count) {
      if (!supervises(peer)) {
        deny(peer, { count: 0, reason: 'malformed', places: null });
        return;
      }
      const { seq, stamp } = seenBy(peer, count);
      if (stamp >= 0) cursors.seen(stamp);
      if (seq <= seenSeq) return;
      seenSeq = seq;
      release();
      settle();
    },
    written(by, bytes) {
      keep(by, bytes, null);
    },
    durable,
    cutCursors(taken) {
      showsCursors = carriesCursors(decided(), zone);
      for (const peer of peers) if (!showsCursors || taken(peer)) cursors.hide(peer);
    },
    unseenSince() {
      // Where nobody of the family is nobody waits: apart, no therapist's page need have this board.
      if (familySince === null) return null;
      if (isLoadedUnseen()) return familySince;
      const first = unseen.find((one) => one.isBound && one.seq > seenSeq);
      return first ? Math.max(first.at, familySince) : null;
    },
    isLoadedUnseen,
    refuse(peer, reason) {
      deny(peer, { count: 0, reason, places: null });
    },
  };
}

/** The first reason stands for all: the places are named beside it. */
const reasonOf = ([first]: readonly DeniedPlace[]): string => first?.reason ?? 'refused';
