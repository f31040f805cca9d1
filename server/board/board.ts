/** A room's ink: its zones' documents and the links that follow them. Knows no socket. */
import type { ParticipantId } from '../../shared/ids.ts';
import {
  capabilityOf,
  carriesCursors,
  type Capability,
  type Zone,
} from '../../shared/board/zone.ts';
import type { Asker, Session } from '../../shared/session/session.ts';
import {
  closeCode,
  maxBoardFrameBytes,
  maxLinksPerPerson,
  maxUpdateBytes,
} from '../../shared/wire/protocol.ts';
import type { Clock } from '../clock.ts';
import type { RoomLog } from '../session/room-log.ts';
import type { LogEntry, SavedZone } from '../storage/room-store.ts';
import type { Claims } from './claims.ts';
import { hideCursor, showCursor, showCursorsTo } from './cursors.ts';
import {
  ackFrame,
  denyFrame,
  helloFrame,
  readFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type Frame,
} from './frames.ts';
import { newPeer, sendTo, type NewPeer, type Peer } from './peer.ts';
import { createZoneDoc, type ZoneDoc } from './zone-doc.ts';

export interface Board {
  /** Takes a link in, or closes it when it may not be here. @returns how its frames come and it goes. */
  join(peer: NewPeer): BoardSeat;
  /** Cuts every link that may no longer be where it is; to be called as soon as a decision is made. */
  cut(): void;
  /** What is on every zone that was used. */
  saved(): readonly SavedZone[];
  /** Closes a participant's links, or those among them that `isMeant` by the pass they came with. */
  closeLinksOf(participant: ParticipantId, isMeant: (pass: string) => boolean): void;
  /** Whether a link to this zone would be taken in. */
  mayJoin(asker: Asker, zone: Zone): boolean;
  /** Links open now. */
  links(): number;
  /** Closes all links and frees the documents. */
  end(code: number, reason: string): void;
}

export interface BoardSeat {
  receive(bytes: Uint8Array): void;
  leave(): void;
}

interface BoardParts {
  /** The session as decided, and as far as it is durable; a link needs the right in both. */
  readonly decided: () => Session;
  readonly durable: () => Session;
  readonly log: RoomLog;
  readonly claims: Claims;
  readonly clock: Clock;
  /** All entries of the room's log so far; not kept. */
  readonly entries: readonly LogEntry[];
  readonly onRefused: (reason: string) => void;
  /** A document can't be trusted any more: the room must be thrown away. */
  readonly onDoubt: (cause: unknown) => void;
}

const lesser = (one: Capability, other: Capability): Capability =>
  one === 'none' || other === 'none'
    ? 'none'
    : one === 'view' || other === 'view'
      ? 'view'
      : 'edit';

const refusalCodes: Record<string, number> = {
  malformed: closeCode.malformed,
  'too-big': closeCode.tooBig,
  'not-now': closeCode.noAccess,
};

/** The documents of all zones that have ink in the log. */
function docsFrom(entries: readonly LogEntry[]): Map<Zone, ZoneDoc> {
  const ink = new Map<Zone, Uint8Array[]>();
  for (const { kind, zone, bytes } of entries) {
    if (kind !== 'ink' || zone === null) continue;
    const ofZone = ink.get(zone);
    if (ofZone) ofZone.push(bytes);
    else ink.set(zone, [bytes]);
  }
  return new Map([...ink].map(([zone, updates]) => [zone, createZoneDoc(updates)]));
}

export function createBoard(parts: BoardParts): Board {
  const { log, claims } = parts;
  const peers = new Set<Peer>();
  let ended = false;
  const docs = docsFrom(parts.entries);
  /** Questions that wait until nothing is under way; ink that came after them waits behind them. */
  let questions: (() => void)[] = [];
  let inbox: (() => void)[] = [];

  function docOf(zone: Zone): ZoneDoc {
    const found = docs.get(zone);
    if (found) return found;
    const made = createZoneDoc([]);
    docs.set(zone, made);
    return made;
  }

  const capability = (asker: Asker, zone: Zone): Capability =>
    lesser(capabilityOf(parts.decided(), asker, zone), capabilityOf(parts.durable(), asker, zone));
  const following = (zone: Zone): Peer[] =>
    [...peers].filter((peer) => peer.zone === zone && peer.following);

  /** A person has a few tabs at the most: the oldest link gives way. */
  function makeRoomFor(asker: Asker): void {
    const theirs = [...peers].filter((peer) => peer.asker.id === asker.id);
    const [oldest] = theirs;
    if (oldest && theirs.length >= maxLinksPerPerson) close(oldest, closeCode.tooMuch, 'too-much');
  }

  function drop(peer: Peer): void {
    if (peer.gone) return;
    peer.gone = true;
    peers.delete(peer);
    hideCursor(peer, following(peer.zone));
  }

  function close(peer: Peer, code: number, reason: string): void {
    drop(peer);
    peer.line.close(code, reason);
  }

  function refuse(peer: Peer, reason: string): void {
    parts.onRefused(reason);
    if (peer.negotiated) peer.line.send(denyFrame(peer.inkFrames, reason));
    close(peer, refusalCodes[reason] ?? closeCode.refused, reason);
  }

  /** Nothing that is not yet durable may be in the answer, so it waits until all ink is. */
  function answer(peer: Peer, stateVector: Uint8Array): void {
    questions.push(() => {
      if (peer.gone) return;
      const isFirst = !peer.following;
      peer.following = true;
      const doc = docOf(peer.zone);
      sendTo(peer, step2Frame(doc.diff(stateVector)), closeCode.tryAgain);
      if (!isFirst) return;
      sendTo(peer, step1Frame(doc.stateVector()), closeCode.tryAgain);
      if (carriesCursors(parts.decided(), peer.zone)) showCursorsTo(peer, following(peer.zone));
    });
    if (questions.length === 1) settle();
  }

  function settle(): void {
    if (log.underWay() > 0) {
      void log.reached().then((durable) => {
        if (durable) safely(settle);
      });
      return;
    }
    const asked = questions;
    questions = [];
    for (const reply of asked) reply();
    const later = inbox;
    inbox = [];
    for (const act of later) act();
  }

  /** Whatever a document throws costs this room, never the process. */
  function safely(act: () => void): void {
    try {
      act();
    } catch (cause) {
      parts.onDoubt(cause);
    }
  }

  function ink(peer: Peer, kind: 'step-2' | 'update', bytes: Uint8Array): void {
    if (peer.gone) return;
    if (questions.length > 0) {
      inbox.push(() => {
        ink(peer, kind, bytes);
      });
      return;
    }
    peer.inkFrames += 1;
    if (capability(peer.asker, peer.zone) !== 'edit') {
      refuse(peer, 'not-now');
      return;
    }
    if (kind === 'step-2') peer.resynced = true;
    // A stock client that draws right after coming back sends updates before the step 2 they need;
    // that step 2 contains them.
    if (!peer.resynced) return;
    admit(peer, bytes, kind === 'step-2' ? maxBoardFrameBytes : maxUpdateBytes);
  }

  function admit(peer: Peer, bytes: Uint8Array, maxBytes: number): void {
    const by = peer.asker.id;
    const isOwn = (clientId: number): boolean => claims.holder(clientId) === by;
    const admission = docOf(peer.zone).admit(bytes, { by, isOwn }, maxBytes);
    if ('refused' in admission) refuse(peer, admission.refused);
    else keep(peer, admission.effective);
  }

  function keep(peer: Peer, effective: Uint8Array | null): void {
    const upTo = peer.inkFrames;
    const { zone, asker } = peer;
    const written = effective
      ? log.add([{ at: parts.clock.now(), by: asker.id, kind: 'ink', zone, bytes: effective }])
      : log.reached();
    void written.then((durable) => {
      if (!durable) return;
      if (effective) tellOthers(peer, effective);
      if (peer.negotiated && !peer.gone) sendTo(peer, ackFrame(upTo), closeCode.tryAgain);
    });
  }

  function tellOthers(from: Peer, effective: Uint8Array): void {
    const frame = updateFrame(effective);
    for (const peer of following(from.zone)) {
      // A stock client takes the echo of its own ink as the word that it is kept.
      if (peer !== from || !peer.negotiated) sendTo(peer, frame, closeCode.tryAgain);
    }
  }

  function awareness(peer: Peer, frame: Extract<Frame, { kind: 'awareness' }>): void {
    const [said] = frame.states;
    if (peer.clientId === null && said && frame.states.length === 1) {
      claim(peer, said.clientId);
      return;
    }
    if (carriesCursors(parts.decided(), peer.zone) && peer.following) {
      showCursor(peer, frame.states, following(peer.zone));
    }
  }

  function claim(peer: Peer, clientId: number): void {
    peer.claiming = claims.claim(clientId, peer.asker.id).then((claimed) => {
      peer.claiming = null;
      if (claimed) peer.clientId = clientId;
      else if (!peer.gone) refuse(peer, 'author');
    }, parts.onDoubt);
  }

  function receive(peer: Peer, bytes: Uint8Array): void {
    if (peer.gone) return;
    if (peer.claiming) {
      void peer.claiming.then(() => {
        safely(() => {
          receive(peer, bytes);
        });
      });
      return;
    }
    const frame = readFrame(bytes);
    switch (frame?.kind) {
      case undefined:
        refuse(peer, 'malformed');
        return;
      case 'step-1':
        answer(peer, frame.stateVector);
        return;
      case 'step-2':
      case 'update':
        ink(peer, frame.kind, frame.bytes);
        return;
      case 'awareness':
        awareness(peer, frame);
        return;
      case 'query-awareness':
        return; // Whoever follows is told without asking.
      default:
        frame satisfies never;
    }
  }

  return {
    join(asked) {
      const peer = newPeer(asked);
      const can = capability(peer.asker, peer.zone);
      if (ended || can === 'none') {
        peer.gone = true;
        if (ended) peer.line.close(closeCode.tryAgain, 'try-again');
        else peer.line.close(closeCode.noAccess, 'not-now');
      } else {
        makeRoomFor(peer.asker);
        peers.add(peer);
        if (peer.negotiated) peer.line.send(helloFrame(can));
      }
      return {
        receive: (bytes) => {
          safely(() => {
            receive(peer, bytes);
          });
        },
        leave: () => {
          drop(peer);
        },
      };
    },
    cut() {
      for (const peer of [...peers]) {
        if (capability(peer.asker, peer.zone) === 'none')
          close(peer, closeCode.noAccess, 'not-now');
      }
      for (const peer of peers) {
        if (!carriesCursors(parts.decided(), peer.zone)) hideCursor(peer, following(peer.zone));
      }
    },
    saved() {
      docOf('joint');
      return [...docs].flatMap(([zone, doc]) => {
        const items = doc.items();
        return items.length > 0 || zone === 'joint' ? [{ zone, items }] : [];
      });
    },
    closeLinksOf(participant, isMeant) {
      for (const peer of [...peers]) {
        if (peer.asker.id !== participant || !isMeant(peer.pass)) continue;
        close(peer, closeCode.signInGone, 'signed-out');
      }
    },
    links: () => peers.size,
    mayJoin: (asker, zone) => !ended && capability(asker, zone) !== 'none',
    end(code, reason) {
      ended = true;
      for (const peer of [...peers]) close(peer, code, reason);
      for (const doc of docs.values()) doc.destroy();
      docs.clear();
    },
  };
}
