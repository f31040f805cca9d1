/** A room's ink: its zones and the links that follow them. Knows no socket. */
import type * as Y from 'yjs';
import {
  addItem,
  copyItem,
  hasPicture,
  itemsOf,
  readBoard,
  readItem,
  removeItem,
  setServerFlag,
} from '../../shared/board/board-doc.ts';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import {
  boxOf,
  maxItemsPerBoard,
  stackField,
  stackStep,
  type Box,
  type Item,
} from '../../shared/board/item.ts';
import type { Standing } from '../../shared/board/rights.ts';
import {
  boxOfTemplate,
  itemFrom,
  movedTo,
  placeOfTemplate,
  type TemplateItem,
} from '../../shared/board/template.ts';
import {
  capabilityOf,
  lesserOf,
  reviewZone,
  type Capability,
  type Zone,
} from '../../shared/board/zone.ts';
import type { Instant, ItemId, ParticipantId, PictureId } from '../../shared/ids.ts';
import { zoneOfCommand, type BoardCommand, type Command } from '../../shared/session/commands.ts';
import { isJoint } from '../../shared/session/plan.ts';
import { holdsFloor } from '../../shared/session/floor.ts';
import type { SimpleRefusal } from '../../shared/session/refusal.ts';
import type { Asker, Session } from '../../shared/session/session.ts';
import { closeCode, maxLinksPerPerson } from '../../shared/wire/protocol.ts';
import type { Clock } from '../clock.ts';
import { isOfGoals } from '../goal/goal-cards.ts';
import type { Measures } from '../measures.ts';
import type { Pulse } from '../pulse.ts';
import type { RoomLog } from '../session/room-log.ts';
import type { LogEntry, Snapshot } from '../storage/room-store.ts';
import { createBoardZone, type BoardZone } from './board-zone.ts';
import type { Claims } from './claims.ts';
import { helloFrame, keepAliveFrame, readFrame, type Frame } from './frames.ts';
import { newPeer, send, supervises, type NewPeer, type Peer } from './peer.ts';
import { createZoneDoc, type ZoneDoc } from './zone-doc.ts';

export interface Board {
  /** Takes a link in, or closes it when it may not be here. @returns how its frames come and it goes. */
  join(peer: NewPeer): BoardSeat;
  /**
   * Weighs every link's rights anew and cuts those that may no longer be where they are; to be called
   * as soon as a decision is made, and when it has become durable.
   */
  cut(): void;
  /** The log is durable up to `seq`. */
  durable(seq: number): void;
  /**
   * Does what a therapist commands; the server writes the ink of it (rule B13).
   * @returns false when there is no such item
   */
  act(command: BoardCommand, by: ParticipantId): boolean;
  /**
   * Moves an item that is in review to the shared board: a copy under its author's name. Nothing of it
   * is written when it is not what the therapist read.
   * @returns null, or why not
   */
  passOn(asked: PassOn, by: ParticipantId): SimpleRefusal | null;
  /**
   * Lays what an exercise leaves on the shared board, beside what is there; each piece under its author.
   * @returns where it lies, or why not; then nothing of it is written
   */
  lay(pieces: readonly LaidPiece[], by: ParticipantId): SimpleRefusal | Box;
  /** Whether an item waits in a person's review zone. */
  isInReview(asked: Pick<PassOn, 'person' | 'item'>): boolean;
  /** Changes a zone in the server's own name, at the asking of `by`; nothing where nothing changes. */
  write(zone: Zone, by: ParticipantId, change: (doc: Y.Doc) => void): void;
  /** What lies on a zone now, lowest first. */
  itemsOn(zone: Zone): readonly Item[];
  /** Whether somebody sees that picture now, on a board they may read. */
  showsPicture(asker: Asker, picture: PictureId): boolean;
  /** Since when somebody waits for ink that no therapist's page has; null when nobody does. */
  unseenSince(): Instant | null;
  /** Whether the shared board was loaded with ink that no therapist's page has had since. */
  isLoadedUnseen(): boolean;
  /** The state of every zone that was used, for a snapshot; true only while nothing is under way. */
  states(): Snapshot['zones'];
  /** Entries of ink since the board was loaded. */
  inked(): number;
  /** Closes a participant's links, or those among them that `isMeant` by the pass they came with. */
  closeLinksOf(participant: ParticipantId, isMeant: (pass: string) => boolean): void;
  /** Whether a link to this zone would be taken in. */
  mayJoin(asker: Asker, zone: Zone): boolean;
  /** Links open now. */
  links(): number;
  /** Closes all links and frees the documents. */
  end(code: number, reason: string): void;
}

export type PassOn = Extract<Command, { readonly kind: 'pass-on' }>;

/** Board units from the corner at which a page's first look begins. */
const firstPlace = { x: 48, y: 72 } as const;

/** An item to be laid; `pinned`: locked where it lies. */
export interface LaidPiece {
  readonly id: ItemId;
  readonly by: ParticipantId;
  readonly item: TemplateItem;
  readonly pinned: boolean;
}

export interface BoardSeat {
  /** Takes a frame. The bytes may be a slice of pooled memory: what is kept of them is copied. */
  receive(bytes: Uint8Array): void;
  /** Sends something harmless, so that an idle link is not taken for a dead one. */
  keepAlive(): void;
  /** Closes the link: it sends more than one person may. */
  tooMuch(): void;
  leave(): void;
}

interface BoardParts {
  readonly decided: () => Session;
  /**
   * The session as far as it is durable, and after each decision since: a link needs the right in all
   * of them, so that a hold that is lifted before it is written has held all the same (rule S6).
   */
  readonly sinceDurable: () => readonly Session[];
  readonly standingOf: (participant: ParticipantId) => Standing;
  readonly log: RoomLog;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly beats: Pulse;
  readonly acks: Pulse;
  /** All entries of the room's log so far; not kept. */
  readonly entries: readonly LogEntry[];
  /** What ink up to its `seq` had come to. */
  readonly snapshot: Snapshot | null;
  readonly measures: Pick<Measures, 'fannedOut'>;
  readonly onRefused: (reason: string) => void;
  /** A therapist's page has sent something: it is there. */
  readonly onHeard: (therapist: ParticipantId) => void;
  /** A document can't be trusted any more: the room must be thrown away. */
  readonly onDoubt: (cause: unknown) => void;
}

/** The ink of each zone: what the snapshot holds, and every later entry. */
function inkOf({ entries, snapshot }: BoardParts): Map<Zone, Uint8Array[]> {
  const ink = new Map<Zone, Uint8Array[]>();
  const add = (zone: Zone, bytes: Uint8Array): void => {
    const ofZone = ink.get(zone);
    if (ofZone) ofZone.push(bytes);
    else ink.set(zone, [bytes]);
  };
  for (const { zone, state } of snapshot?.zones ?? []) add(zone, state);
  const from = snapshot?.seq ?? 0;
  for (const { seq, kind, zone, bytes } of entries) {
    if (kind === 'ink' && zone !== null && seq > from) add(zone, bytes);
  }
  return ink;
}

export function createBoard(parts: BoardParts): Board {
  const { claims, log, standingOf } = parts;
  const peers = new Set<Peer>();
  const zones = new Map<Zone, BoardZone>();
  let ended = false;
  let inked = 0;
  for (const [zone, ink] of inkOf(parts)) {
    addZone(zone, createZoneDoc({ ink, standingOf }), parts.log.head());
  }

  function addZone(zone: Zone, doc: ZoneDoc, loadedSeq: number): BoardZone {
    const made = createBoardZone({
      ...parts,
      zone,
      doc,
      loadedSeq,
      safely,
      isSupervised: zone === 'joint' && isJoint(parts.decided().kind),
      drop,
    });
    zones.set(zone, made);
    return made;
  }

  const zoneOf = (zone: Zone): BoardZone =>
    zones.get(zone) ?? addZone(zone, createZoneDoc({ ink: [], standingOf }), 0);

  const capability = (asker: Asker, zone: Zone): Capability =>
    parts
      .sinceDurable()
      .map((session) => capabilityOf(session, asker, zone))
      .reduce((one, other) => lesserOf(one, other));

  const hasFloor = ({ as, id }: Asker): boolean =>
    as === 'therapist' || holdsFloor(parts.decided().floor, id);

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
    zones.get(peer.zone)?.leave(peer);
  }

  function close(peer: Peer, code: number, reason: string): void {
    drop(peer);
    peer.line.close(code, reason);
  }

  /** Whatever a document throws costs this room, never the process. */
  function safely(act: () => void): void {
    try {
      act();
    } catch (cause) {
      parts.onDoubt(cause);
    }
  }

  function awareness(
    peer: Peer,
    zone: BoardZone,
    frame: Extract<Frame, { kind: 'awareness' }>,
  ): void {
    const [said] = frame.states;
    if (peer.clientId === null && said && frame.states.length === 1) {
      claim(peer, zone, said.clientId);
    } else zone.point(peer, frame.states);
  }

  function claim(peer: Peer, zone: BoardZone, clientId: number): void {
    peer.claiming = claims.claim(clientId, peer.asker.id).then((refused) => {
      peer.claiming = null;
      if (refused === null) peer.clientId = clientId;
      else if (!peer.gone) zone.refuse(peer, refused);
    }, parts.onDoubt);
  }

  function receive(peer: Peer, bytes: Uint8Array): void {
    if (peer.gone || peer.isRefused) return;
    if (supervises(peer)) parts.onHeard(peer.asker.id);
    if (peer.claiming) {
      const own = new Uint8Array(bytes);
      void peer.claiming.then(() => {
        safely(() => {
          receive(peer, own);
        });
      });
      return;
    }
    const zone = zoneOf(peer.zone);
    const frame = readFrame(bytes);
    switch (frame.kind) {
      case 'unreadable':
        zone.refuse(peer, frame.reason);
        return;
      case 'step-1':
        zone.answer(peer, new Uint8Array(frame.stateVector));
        return;
      case 'step-2':
      case 'update':
        inked += 1;
        zone.ink(peer, frame.kind, new Uint8Array(frame.bytes));
        return;
      case 'awareness':
        awareness(peer, zone, frame);
        return;
      case 'seen':
        zone.seen(peer, frame.count);
        return;
      case 'query-awareness':
        return; // Whoever follows is told without asking.
      default:
        frame satisfies never;
    }
  }

  function seatOf(peer: Peer): BoardSeat {
    return {
      receive: (bytes) => {
        safely(() => {
          receive(peer, bytes);
        });
      },
      keepAlive: () => {
        if (!peer.gone) send(peer, keepAliveFrame());
      },
      tooMuch: () => {
        if (!peer.gone) zoneOf(peer.zone).refuse(peer, 'too-much');
      },
      leave: () => {
        drop(peer);
      },
    };
  }

  return {
    join(asked) {
      const peer = newPeer(asked, capability(asked.asker, asked.zone));
      if (ended || peer.can === 'none') {
        peer.gone = true;
        if (ended) peer.line.close(closeCode.tryAgain, 'try-again');
        else peer.line.close(closeCode.noAccess, 'not-now');
      } else if (peer.negotiated && peer.clientId !== null && claims.isVoid(peer.clientId)) {
        peer.gone = true;
        peer.line.close(closeCode.refused, 'refused');
      } else {
        makeRoomFor(peer.asker);
        peers.add(peer);
        zoneOf(peer.zone).join(peer);
        if (peer.negotiated) peer.line.write(helloFrame(peer.can));
      }
      return seatOf(peer);
    },
    cut() {
      for (const peer of peers) peer.can = capability(peer.asker, peer.zone);
      const losing = [...peers].filter((peer) => peer.can === 'none');
      // Before the first is closed: none of them hears any more that another has gone.
      for (const peer of losing) peer.following = false;
      for (const peer of losing) close(peer, closeCode.noAccess, 'not-now');
      // Of who looks only or is checked it stays where it was: taking it away would tell (rule V6).
      for (const zone of zones.values()) {
        zone.cutCursors(({ can, asker }) => can !== 'edit' && !hasFloor(asker));
      }
    },
    durable(seq) {
      safely(() => {
        for (const zone of zones.values()) zone.durable(seq);
      });
    },
    act(command, by) {
      const zone = zoneOf(zoneOfCommand(command));
      const written = act(zone.doc, command);
      if (written === false) return false;
      if (written) zone.written(by, written);
      return true;
    },
    passOn({ person, item, seen }, by) {
      const review = zoneOf(reviewZone(person));
      const joint = zoneOf('joint');
      const read = review.doc.look((doc) => readItem(item, itemsOf(doc).get(item)));
      if (!read || read.by !== person) return 'no-such-item';
      if (fingerprintOf(read) !== seen) return 'changed-meanwhile';
      const there = joint.doc.items();
      if (there.some((one) => one.id === item)) return 'already-there';
      if (there.length >= maxItemsPerBoard) return 'board-full';
      const top = Math.min(stackField.max, (there.at(-1)?.z ?? 0) + stackStep);
      const copy = joint.doc.write((doc) => {
        copyItem(doc, read, top);
      });
      const taken = review.doc.write((doc) => {
        removeItem(doc, item);
      });
      if (copy) joint.written(by, copy);
      if (taken) review.written(by, taken);
      return null;
    },
    lay(pieces, by) {
      const joint = zoneOf('joint');
      const there = joint.doc.items();
      if (there.length + pieces.length > maxItemsPerBoard) return 'board-full';
      const items = pieces.map(({ item }) => item);
      const { w, h } = boxOfTemplate(items);
      // On an empty board where every page begins to look.
      const middle = { x: firstPlace.x + w / 2, y: firstPlace.y + h / 2 };
      const place = placeOfTemplate(items, there.map(boxOf), middle);
      const laid = movedTo(items, place);
      const top = there.at(-1)?.z ?? 0;
      const ink = joint.doc.write((doc) => {
        pieces.forEach(({ id, by: author, pinned }, at) => {
          const item = laid[at];
          if (!item) return;
          const z = Math.min(stackField.max, top + (at + 1) * stackStep);
          addItem(doc, { ...itemFrom(item, id, author), z });
          if (pinned) setServerFlag(doc, id, 'locked', true);
        });
      });
      if (ink) joint.written(by, ink);
      return { ...place, w, h };
    },
    write(zone, by, change) {
      const one = zoneOf(zone);
      const written = one.doc.write(change);
      if (written) one.written(by, written);
    },
    isInReview: ({ person, item }) =>
      zoneOf(reviewZone(person)).doc.look((doc) => itemsOf(doc).has(item)),
    itemsOn: (zone) => zones.get(zone)?.doc.items() ?? [],
    showsPicture: (asker, picture) =>
      !ended &&
      [...zones.values()].some(
        ({ zone, doc }) =>
          capability(asker, zone) !== 'none' &&
          doc.look((board) => hasPicture(board, picture, asker.as === 'therapist')),
      ),
    unseenSince() {
      const since = [...zones.values()].flatMap((zone) => zone.unseenSince() ?? []);
      return since.length > 0 ? Math.min(...since) : null;
    },
    isLoadedUnseen: () => [...zones.values()].some((zone) => zone.isLoadedUnseen()),
    states: () =>
      log.underWay() > 0
        ? []
        : [...zones.values()].map(({ zone, doc }) => ({ zone, state: doc.state() })),
    inked: () => inked,
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
      for (const { doc } of zones.values()) doc.destroy();
      zones.clear();
    },
  };
}

/** Goals are put aside by a word of their own, and their cards go by that alone (rule G9). */
const mayGo = (command: BoardCommand, id: string, item: unknown): boolean =>
  command.kind !== 'take-down-items' || !isOfGoals(id, item);

/** The ink of a therapist's command: null when all is so already, false when none of its items is there. */
function act(doc: ZoneDoc, command: BoardCommand): Uint8Array | null | false {
  if (command.kind === 'clear-board') {
    return doc.write((board) => {
      for (const [id, item] of [...itemsOf(board)]) {
        if (!isOfGoals(id, item)) itemsOf(board).delete(id);
      }
    });
  }
  if (command.kind === 'hide-items-of') {
    return doc.write((board) => {
      for (const one of readBoard(board)) {
        if (one.by === command.person) setServerFlag(board, one.id, 'hidden', command.hidden);
      }
    });
  }
  const there = doc.look((board) =>
    command.items.filter(
      (item) => itemsOf(board).has(item) && mayGo(command, item, itemsOf(board).get(item)),
    ),
  );
  if (there.length === 0) return false;
  return doc.write((board: Y.Doc) => {
    for (const item of there) {
      switch (command.kind) {
        case 'lock-items':
          setServerFlag(board, item, 'locked', command.locked);
          break;
        case 'hide-items':
          setServerFlag(board, item, 'hidden', command.hidden);
          break;
        case 'take-down-items':
          removeItem(board, item);
          break;
        default:
          command satisfies never;
      }
    }
  });
}
