/** One live room: decides, logs, folds, tells. Knows no socket; it is given links to tell. */
import * as v from 'valibot';
import { apply } from '../../shared/session/apply.ts';
import {
  isBoardCommand,
  area as areaShape,
  isExerciseCommand,
  zoneOfCommand,
  type Area,
  type BoardCommand,
  type Command,
} from '../../shared/session/commands.ts';
import { decide, unsupervised } from '../../shared/session/decide.ts';
import { exerciseDue, leftBy } from '../../shared/session/exercises.ts';
import { playerFrom, type Piece, type Run } from '../../shared/exercise/exercise.ts';
import type { Letter } from '../../shared/exercise/letter.ts';
import { kindOf } from '../../shared/exercise/kinds.ts';
import { sessionEvent, type SessionEvent } from '../../shared/session/events.ts';
import { sentenceOfRefusal, type SimpleRefusal } from '../../shared/session/refusal.ts';
import {
  plannedSession,
  replanned,
  type Asker,
  type Session,
} from '../../shared/session/session.ts';
import { leastOf } from '../../shared/session/under-way.ts';
import { visibleTo, type View } from '../../shared/session/visible-to.ts';
import {
  itemId,
  type GoalId,
  type ParticipantId,
  type PersonId,
  type SessionId,
} from '../../shared/ids.ts';
import { closeCode, maxLinksPerPerson } from '../../shared/wire/protocol.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import { standingOf, type Standing } from '../../shared/board/rights.ts';
import { createBoard, type Board, type LaidPiece } from '../board/board.ts';
import type { Box } from '../../shared/board/measures.ts';
import type { Zone } from '../../shared/board/zone.ts';
import type { ClaimRefusal, Claims } from '../board/claims.ts';
import type { Clock } from '../clock.ts';
import { forgottenBy, type Drafts } from '../exercise/drafts.ts';
import { createLetters } from '../exercise/letters.ts';
import type { FamilyGoals } from '../goal/goal-boards.ts';
import { createRoomGoals } from '../goal/room-goals.ts';
import type { Sealing } from '../record/sealing.ts';
import type { RoomSigns } from '../presence/room-signs.ts';
import type { Pulse } from '../pulse.ts';
import type { Log } from '../log.ts';
import type { Measures } from '../measures.ts';
import type { LogEntry, RoomState, Snapshot } from '../storage/room-store.ts';
import type { LetterStore } from '../storage/letter-store.ts';
import type { SessionFacts } from './facts.ts';
import type { NewEntry, RoomLog } from './room-log.ts';
import { createSupervision, supervisionLostAfterMs } from './supervision.ts';
import { createTherapistFirst } from './therapist-first.ts';

type KeepDraft = Extract<Command, { readonly kind: 'keep-draft' }>;
type LookHere = Extract<Command, { readonly kind: 'look-here' }>;

/** A page's link to the room on the decisions plane. */
export interface RoomLink {
  readonly asker: Asker;
  /** What let the link in, see `Identify`. */
  readonly pass: string;
  tell(view: View): void;
  /** Brings this page's view there (rule S15). */
  show(zone: Zone, area: Area): void;
  /**
   * Asks a therapist's page whether it is there; see {@link Room.heard}. `then` is called when it says
   * so, and so has all that it was told before.
   */
  beat(then?: () => void): void;
  /** Closes the link; the page comes back through the door, or learns there that it may not. */
  close(): void;
}

export interface Room {
  readonly board: Board;
  /**
   * Takes a link in and tells it what it may see.
   * @returns how it leaves; or why not: no business here, or the room has gone and may be asked anew.
   */
  join(link: RoomLink): (() => void) | 'no-access' | 'gone';
  /** @returns null once the command is done and durable, or why it isn't. */
  command(by: Asker, command: Command): Promise<RefusalMessage | null>;
  /** Whether that person has been let in, as far as it is durable. */
  isIn(person: PersonId): boolean;
  /** A page of this participant has said something. */
  heard(by: Asker): void;
  /** To be called every `lookEveryMs`: whoever supervises must have been heard lately. */
  look(): void;
  /** Binds a clientID of ink to `by` for good; null, or why not. */
  claim(clientId: number, by: Asker): Promise<ClaimRefusal | null>;
  /** Sends back who is let in, without anyone's command; nothing happens to who is not. */
  sendBack(person: PersonId): Promise<void>;
  /** The log is durable up to `seq`. */
  durable(seq: number): void;
  /** A goal's words where people write them on this room's board now; null where they don't. */
  goalWords(goal: GoalId): string | null;
  /** What lies on the boards now, once `leastInk` entries came since the last; null else. */
  snapshot(leastInk: number): Snapshot | null;
  /** Goes on under a later ownership of this same process. */
  own(again: () => Promise<{ readonly epoch: number } | null>): Promise<void>;
  /** Reads the facts anew and tells everyone whose view changed. */
  refresh(): Promise<void>;
  closeLinksOf(participant: ParticipantId, isMeant: (pass: string) => boolean): void;
  isEmpty(): boolean;
  /** Sockets of people in it, on both planes. */
  links(): number;
  /** Covers every family screen, closes all links with `code`, frees everything. Safe to call twice. */
  end(code: number, reason: string): void;
}

interface RoomParts {
  readonly id: SessionId;
  readonly facts: SessionFacts;
  readonly factsNow: () => Promise<SessionFacts | null>;
  readonly entries: readonly LogEntry[];
  readonly roomLog: RoomLog;
  readonly sealing: Pick<Sealing, 'closedRoom'>;
  readonly drafts: Drafts;
  readonly letters: LetterStore;
  readonly snapshot: Snapshot | null;
  readonly goals: FamilyGoals;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly beats: Pulse;
  readonly acks: Pulse;
  readonly log: Log;
  readonly measures: Measures;
  readonly presence: RoomSigns;
  /** The session has its record. */
  readonly onSealed: () => void;
  readonly onDoubt: (cause: unknown) => void;
}

const utf8 = new TextEncoder();
const utf8Text = new TextDecoder('utf-8', { fatal: true });

const readEvent = (bytes: Uint8Array): SessionEvent =>
  v.parse(sessionEvent, JSON.parse(utf8Text.decode(bytes)));

/** The refusal of a command whose outcome can't be known. */
const inDoubt: RefusalMessage = {
  reason: 'in-doubt',
  sentence: 'Kinbridge could not save this just now. The room is covered; please try again.',
};

/** The refusal to end a session of which no record can be made. */
const notSealed: RefusalMessage = {
  reason: 'in-doubt',
  sentence:
    'The record of this session could not be made, so it stays open and nothing of it is lost. Please try once more, and tell whoever looks after Kinbridge.',
};

const refusalOf = (reason: SimpleRefusal): RefusalMessage => ({
  reason,
  sentence: sentenceOfRefusal({ reason }, String),
});
const noSuchItem = refusalOf('no-such-item');

const calledOff: RefusalMessage = {
  reason: 'called-off',
  sentence: 'This session was called off.',
};

/** What the session's row shall say from now on. */
function stateOf({ phase }: Session): RoomState {
  switch (phase.name) {
    case 'planned':
      return { state: 'planned' };
    case 'open':
    case 'held':
      return { state: phase.name, openedAt: phase.openedAt };
    case 'ended':
      return { state: 'ended', openedAt: phase.openedAt, endedAt: phase.endedAt };
    default:
      return phase satisfies never;
  }
}

const standingsIn = ({ cast }: SessionFacts): ReadonlyMap<ParticipantId, Standing> =>
  new Map<ParticipantId, Standing>([
    ...cast.people.map(({ id, role }) => [id, standingOf(role)] as const),
    ...cast.therapists.map(({ id }) => [id, 'therapist'] as const),
  ]);

/** Board units that a page looks at, at the least: a small thing is not blown up. */
const leastLook = { w: 1_000, h: 700 } as const;

/** Whether a letter may be opened by it, or come to its end. */
const isAboutLetter = (asked: Command): boolean =>
  asked.kind === 'end' ||
  asked.kind === 'end-exercise' ||
  (asked.kind === 'start-exercise' && asked.name === 'letter');

/** Whether half-typed words may be gone with it. A pause is never kept waiting for them. */
const mayForget = (asked: Command): boolean =>
  (isExerciseCommand(asked) && asked.kind !== 'keep-draft') ||
  (asked.kind === 'ask' && asked.ask === 'pass');

/** Each piece under its author, with a name that no page makes. */
const laidBy = (
  { id: therapist }: Asker,
  n: number,
  when: 'begin' | 'end',
  pieces: readonly Piece[],
): readonly LaidPiece[] =>
  pieces.map(({ by, item, pinned }, at) => ({
    id: v.parse(itemId, `exercise-${String(n)}-${when}-${String(at)}`),
    by: by ?? therapist,
    ...{ item, pinned },
  }));

/** Builds a room from its log. @throws when the log does not fold: it is damaged. */
export function createRoom(parts: RoomParts): Room {
  const { clock, log, roomLog } = parts;
  let facts = parts.facts;
  /** What has been decided; ink is judged by it from that instant. */
  let decided = foldLog(parts);
  /** What the log is known to hold; viewers are told of this. */
  let durable = decided;
  /** The session after each decision that is not durable yet, in order. */
  let underWay: readonly Session[] = [];
  let factsAsked = 0;
  let factsSeen = 0;
  let gone = false;
  let isUnsealed = false;
  let inkInSnapshot = 0;
  const links = new Map<RoomLink, string>();
  const supervision = createSupervision({ clock });
  const letters = createLetters({ room: parts.id, store: parts.letters, clock });
  /** A function: while something is awaited it may become so. */
  const isGone = (): boolean => gone;

  const first = createTherapistFirst({
    onSeen: () => {
      if (!gone) tellAll();
    },
  });

  /** Of everybody here; asked for every edit. */
  let standings = standingsIn(facts);
  const standingNow = (id: ParticipantId): Standing => standings.get(id) ?? standingOf(undefined);

  const board = createBoard({
    decided: () => decided,
    sinceDurable: () => [durable, ...underWay],
    standingOf: standingNow,
    log: roomLog,
    claims: parts.claims,
    clock,
    beats: parts.beats,
    acks: parts.acks,
    entries: parts.entries,
    snapshot: parts.snapshot,
    measures: parts.measures,
    onRefused: (reason) => {
      parts.measures.refusedInk(reason);
      log.info({ room: parts.id, reason }, 'ink refused');
    },
    onHeard: supervision.heard,
    onDoubt: parts.onDoubt,
  });

  const goals = createRoomGoals({
    id: parts.id,
    goals: parts.goals,
    board,
    session: () => decided,
    cast: () => facts.cast,
    record,
    changed: tellAll,
    safely: (act) => {
      if (!gone) act();
    },
  });

  const present = (): ReadonlySet<ParticipantId> =>
    new Set([...links.keys()].map((link) => link.asker.id));
  const supervising = (): readonly RoomLink[] =>
    [...links.keys()].filter(
      ({ asker }) => asker.as === 'therapist' && standingNow(asker.id) === 'therapist',
    );
  const isSupervised = (): boolean =>
    supervising().some(({ asker }) => supervision.answers(asker.id));

  const isInkUnseen = (): boolean => {
    const since = board.unseenSince();
    return since !== null && clock.now() - since >= supervisionLostAfterMs;
  };

  /** Held by nobody's doing when no page of a therapist answers, or ink waits for one in vain. */
  function look(): void {
    if (gone) return;
    supervision.look();
    for (const link of supervising()) if (supervision.isQuiet(link.asker.id)) link.beat();
    holdIfUnsupervised('supervision-lost');
    const due = exerciseDue(decided, clock.now());
    if (due.length > 0) void record(null, due);
  }

  /**
   * What a decision takes away it takes away at once, also from the screen; only what it gives waits
   * until it is durable. A cover that turns out not to be in the log has harmed nobody.
   */
  function viewOf(asker: Asker, here: ReadonlySet<ParticipantId>): View | null {
    const told = (session: Session): View | null => {
      const now = { session, goals: parts.goals.board() };
      const known = asker.as === 'person' ? first.forFamily(now) : now;
      const drafts = parts.drafts.all();
      return visibleTo(asker, known.session, facts.cast, here, drafts, known.goals);
    };
    const had = told(durable);
    if (had?.as !== 'person') return had;
    const toCome = underWay.map(told);
    return leastOf(
      had,
      toCome.filter((view) => view?.as === 'person'),
    );
  }

  function tellAll(): void {
    const here = present();
    for (const [link, last] of links) {
      const view = viewOf(link.asker, here);
      if (!view) {
        links.delete(link);
        link.close();
        continue;
      }
      const text = JSON.stringify(view);
      if (text === last) continue; // Even that something hidden happened must not show.
      links.set(link, text);
      link.tell(view);
    }
    first.told({ session: durable, goals: parts.goals.board() }, supervising());
    parts.presence.show(durable, links.keys());
  }

  /** The decision counts from here on; it is told once it is durable. */
  async function record(
    by: ParticipantId | null,
    events: readonly SessionEvent[],
  ): Promise<boolean> {
    if (events.length === 0) return roomLog.reached();
    const at = clock.now();
    const next = events.reduce((session, event) => apply(session, event, at), decided);
    const isLast = next.phase.name === 'ended';
    decided = next;
    underWay = [...underWay, next];
    const entries = events.map((event): NewEntry => ({
      at,
      by,
      kind: 'decision',
      zone: null,
      bytes: utf8.encode(JSON.stringify(event)),
    }));
    const forgotten = forgottenBy(events);
    parts.drafts.forget(forgotten);
    board.cut();
    tellAll();
    if (!isLast) roomLog.add(entries, stateOf(decided), forgotten);
    const written = isLast ? closeLog(entries) : roomLog.reached();
    if (!(await written) || gone) return false;
    underWay = underWay.slice(1);
    durable = events.reduce((session, event) => apply(session, event, at), durable);
    board.cut();
    log.info({ room: parts.id, events: events.map((event) => event.kind) }, 'decided');
    for (const event of events) if (event.kind === 'held') parts.measures.held(event.cause);
    if (isLast) parts.onSealed();
    tellAll();
    return true;
  }

  /** Where no record can be made the log stays as it is: the room is thrown away, and comes back open. */
  async function closeLog(entries: readonly NewEntry[]): Promise<boolean> {
    try {
      return await roomLog.close(entries, stateOf(decided), (last) =>
        parts.sealing.closedRoom(parts.id, facts, last),
      );
    } catch (cause) {
      isUnsealed = true;
      setImmediate(() => {
        parts.onDoubt(cause); // Whoever pressed is told first why.
      });
      return false;
    }
  }

  async function command(by: Asker, asked: Command): Promise<RefusalMessage | null> {
    const opens = asked.kind === 'open' && by.as === 'therapist';
    if (opens && !(await refreshFacts())) return calledOff;
    // What is half typed is written before the answer that it becomes deletes it.
    if (mayForget(asked)) await parts.drafts.settled();
    let letter: Letter | null = null;
    if (by.as === 'therapist' && isAboutLetter(asked)) {
      try {
        letter = await letters.openedBy(asked, decided, facts);
        let run: Run | null;
        do {
          run = decided.exercises.running;
          await letters.endedBy(asked, decided, facts);
        } while (decided.exercises.running !== run); // It has gone on meanwhile.
      } catch (cause) {
        log.error({ room: parts.id, err: cause }, 'a letter could not be kept');
        return inDoubt;
      }
    }
    if (asked.kind === 'end' && by.as === 'therapist') await goals.keepWordings();
    if (isGone()) return inDoubt;
    const decision = decide(decided, asked, {
      by,
      standing: standingNow(by.id),
      planRefusal: facts.planRefusal,
      supervised: isSupervised(),
      inkUnseen: board.isLoadedUnseen(),
      players: facts.cast.people.map(playerFrom),
      letter,
    });
    if ('refused' in decision) {
      const sentence = sentenceOfRefusal(decision.refused, firstName);
      return { reason: decision.refused.reason, sentence };
    }
    if (asked.kind === 'goal') return (await goals.act(by, asked.act)) ?? null;
    if (asked.kind === 'look-here') return bring(by, asked);
    if (isBoardCommand(asked)) return act(by, asked);
    if (asked.kind === 'keep-draft') return keepDraft(by, asked);
    const unfit = exerciseOnBoard(by, asked, decision.events) ?? onBoard(by, asked);
    if (unfit) return refusalOf(unfit);
    if (!(await record(by.id, decision.events))) return isUnsealed ? notSealed : inDoubt;
    if (opens) goals.lay(by);
    // Who supervises sees at once that there is a letter now, or what was chosen.
    if (asked.kind === 'end-exercise' && (await refreshFacts()) && !isGone()) tellAll();
    return null;
  }

  /** Whoever reads that zone at this moment is told where to look; nothing of it is kept. */
  function bring(by: Asker, { zone, area, to }: LookHere): RefusalMessage | null {
    if (!board.mayJoin(by, zone)) return refusalOf('nobody-looks');
    const those = [...links.keys()].filter(
      ({ asker }) =>
        asker.as === 'person' && (to === null || asker.id === to) && board.mayJoin(asker, zone),
    );
    for (const link of those) link.show(zone, area);
    return those.length > 0 ? null : refusalOf('nobody-looks');
  }

  /** Whoever looks at the shared board looks at what an exercise has left there. */
  function bringToLaid({ x, y, w, h }: Box): void {
    const wide = Math.max(w + 160, leastLook.w);
    const high = Math.max(h + 240, leastLook.h);
    const area = v.safeParse(areaShape, {
      ...{ x: Math.round(x - (wide - w) / 2), y: Math.round(y - (high - h) / 2) },
      ...{ w: Math.round(wide), h: Math.round(high) },
    });
    if (!area.success) return; // At the very edge of the board.
    for (const link of links.keys()) {
      if (link.asker.as === 'person' && board.mayJoin(link.asker, 'joint')) {
        link.show('joint', area.output);
      }
    }
  }

  /** What a decision does to the board, beside it in the log; or why it can't be. */
  function onBoard(by: Asker, asked: Command): SimpleRefusal | null {
    switch (asked.kind) {
      case 'pass-on':
        return board.passOn(asked, by.id);
      case 'hand-back':
      case 'leave-item':
        return board.isInReview(asked) ? null : 'no-such-item';
      default:
        return null;
    }
  }

  /** What an exercise begins and ends with on the board. A full one keeps no session from its end. */
  function exerciseOnBoard(
    by: Asker,
    asked: Command,
    events: readonly SessionEvent[],
  ): SimpleRefusal | null {
    const pieces = events.flatMap((event): readonly LaidPiece[] => {
      if (event.kind === 'exercise-started') {
        return laidBy(by, event.n, 'begin', kindOf(event.name).lays?.(event.setting) ?? []);
      }
      const run = decided.exercises.running;
      return event.kind === 'exercise-ended' && run ? laidBy(by, run.n, 'end', leftBy(run)) : [];
    });
    const laid = pieces.length > 0 ? board.lay(pieces, by.id) : null;
    if (typeof laid === 'string') return asked.kind === 'end' ? null : laid;
    if (laid && asked.kind !== 'end') bringToLaid(laid);
    return null;
  }

  async function keepDraft(by: Asker, asked: KeepDraft): Promise<RefusalMessage | null> {
    if (by.as !== 'person') return refusalOf('not-yours-to-ask');
    const { n, step, field, words } = asked;
    try {
      await parts.drafts.keep({ n, person: by.id, step, field, words });
    } catch (cause) {
      log.error({ room: parts.id, err: cause }, 'a draft could not be kept');
      return inDoubt;
    }
    if (!gone) tellAll();
    return null;
  }

  async function act(by: Asker, asked: BoardCommand): Promise<RefusalMessage | null> {
    if (!board.mayJoin(by, zoneOfCommand(asked)) || !board.act(asked, by.id)) return noSuchItem;
    return (await roomLog.reached()) ? null : inDoubt;
  }

  const firstName = (id: PersonId): string =>
    facts.cast.people.find((one) => one.id === id)?.firstName ?? 'Someone';

  /** False when the session was called off. */
  async function refreshFacts(): Promise<boolean> {
    const asked = (factsAsked += 1);
    const now = await parts.factsNow();
    if (!now) return false;
    if (asked < factsSeen) return true; // A later question has been answered already.
    factsSeen = asked;
    facts = now;
    standings = standingsIn(now);
    if (decided.phase.name === 'planned') {
      decided = replanned(decided, now.plan);
      durable = replanned(durable, now.plan);
      underWay = underWay.map((one) => replanned(one, now.plan));
    }
    return true;
  }

  function holdIfUnsupervised(cause: 'supervision-lost' | 'restart'): void {
    if (gone || (isSupervised() && !isInkUnseen())) return;
    const events = unsupervised(decided, cause);
    if (events.length > 0) void record(null, events);
  }

  function leave(link: RoomLink): void {
    if (!links.delete(link) || gone) return;
    holdIfUnsupervised('supervision-lost');
    tellAll();
  }

  holdIfUnsupervised('restart');
  goals.lay(null);

  return {
    board,
    isIn: (person) => durable.letIn.includes(person),
    join(link) {
      if (gone) return 'gone';
      if (!visibleTo(link.asker, durable, facts.cast, present())) return 'no-access';
      const theirs = [...links.keys()].filter((one) => one.asker.id === link.asker.id);
      const [oldest] = theirs;
      if (oldest && theirs.length >= maxLinksPerPerson) oldest.close();
      links.set(link, '');
      if (link.asker.as === 'therapist') supervision.heard(link.asker.id);
      tellAll();
      return () => {
        leave(link);
      };
    },
    command,
    heard: (by) => {
      if (by.as === 'therapist') supervision.heard(by.id);
    },
    look,
    claim: (clientId, by) => parts.claims.claim(clientId, by.id),
    async sendBack(person) {
      if (!gone && decided.letIn.includes(person))
        await record(null, [{ kind: 'sent-back', person }]);
    },
    durable: (seq) => {
      if (!gone) board.durable(seq);
    },
    goalWords: (goal) => (gone ? null : goals.wordsOnBoard(goal)),
    snapshot(leastInk) {
      if (gone || roomLog.underWay() > 0 || board.inked() - inkInSnapshot < leastInk) return null;
      inkInSnapshot = board.inked();
      return { seq: roomLog.durable(), zones: board.states() };
    },
    own: roomLog.own,
    async refresh() {
      await refreshFacts();
      if (gone) return;
      holdIfUnsupervised('supervision-lost');
      tellAll();
    },
    closeLinksOf(participant, isMeant) {
      board.closeLinksOf(participant, isMeant);
      for (const link of [...links.keys()]) {
        if (link.asker.id !== participant || !isMeant(link.pass)) continue;
        link.close();
        leave(link);
      }
    },
    links: () => links.size + board.links(),
    isEmpty: () => links.size === 0 && board.links() === 0 && roomLog.underWay() === 0,
    end(code, reason) {
      if (gone) return;
      gone = true;
      goals.stop();
      coverFamily();
      board.end(code, reason);
      for (const link of links.keys()) link.close();
      links.clear();
      parts.presence.end();
    },
  };

  /** Doubt counts as absence: before the links close, every family screen in the room is covered. */
  function coverFamily(): void {
    const covered: Session =
      durable.phase.name === 'open'
        ? {
            ...durable,
            phase: {
              ...durable.phase,
              name: 'held',
              heldAt: clock.now(),
              cause: 'restart',
              by: null,
            },
          }
        : durable;
    for (const link of links.keys()) {
      const view = visibleTo(link.asker, covered, facts.cast, new Set());
      if (view?.as === 'person') link.tell(view);
    }
  }
}

function foldLog({ facts, entries }: RoomParts): Session {
  return entries
    .filter((entry) => entry.kind === 'decision')
    .reduce(
      (session, entry) => apply(session, readEvent(entry.bytes), entry.at),
      plannedSession(facts.plan),
    );
}

/** How a room ends other than by a decision; both mean "come back". */
export const endings = {
  stopping: { code: closeCode.restarting, reason: 'restarting' },
  inDoubt: { code: closeCode.tryAgain, reason: 'try-again' },
} as const;
