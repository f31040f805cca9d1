/**
 * What a viewer may see of a session: the only way out of the server for anything decided.
 * Whatever is not built here is not sent.
 */
import type { OpenZone, Zone } from '../board/zone.ts';
import { zonesOf, zonesOfPerson } from '../board/zone.ts';
import type { AgeBand, Colour, Role, Shape } from '../family/person.ts';
import { noGoals, type GoalBoard, type StartLevel } from '../goal/goal.ts';
import {
  goalsForPerson,
  goalsForTherapist,
  type GoalForPerson,
  type GoalForTherapist,
} from '../goal/visible-to.ts';
import type { GoalId, Instant, ItemId, ParticipantId, PersonId, TherapistId } from '../ids.ts';
import type { Floor, FloorOf } from './floor.ts';
import { isJoint, type SessionKind } from './plan.ts';
import type { Ask, Asker, HoldCause, Reviewed, Session, Whisper } from './session.ts';
import { playFor, runFor, type Play, type RunInView } from '../exercise/shown.ts';
import type { Draft } from '../exercise/draft.ts';
import type { Envelope } from '../exercise/letter.ts';
import type { PlannedExercise } from '../exercise/moves.ts';
import { isOn } from './exercises.ts';
import { isTogether, type Step } from './step.ts';
import { firstNearPicture, type AskKind, type NearPicture } from './words.ts';

/** Who the people of a session are, as the practice has them now. */
export interface Cast {
  readonly title: string;
  readonly family: string;
  readonly plannedMinutes: number;
  readonly people: readonly CastPerson[];
  readonly therapists: readonly CastTherapist[];
  /** Of the whole family; left out: none. */
  readonly letters?: readonly Envelope[];
}

export interface CastPerson {
  readonly id: PersonId;
  readonly firstName: string;
  readonly role: Role;
  readonly ageBand: AgeBand | null;
  readonly colour: Colour;
  readonly shape: Shape;
}

export interface CastTherapist {
  readonly id: TherapistId;
  readonly name: string;
}

/** All that a member of the family may ever learn of another. */
export interface Fellow {
  readonly id: PersonId;
  readonly firstName: string;
  readonly colour: Colour;
  readonly shape: Shape;
}

export interface TherapistView {
  readonly as: 'therapist';
  readonly you: TherapistId;
  readonly title: string;
  readonly family: string;
  readonly kind: SessionKind;
  readonly plannedMinutes: number;
  readonly phase: 'planned' | 'open' | 'held' | 'ended';
  readonly openedAt: Instant | null;
  readonly heldAt: Instant | null;
  readonly heldBecause: HoldCause | null;
  /** The child who paused. */
  readonly pausedBy: PersonId | null;
  readonly endedAt: Instant | null;
  readonly step: Step;
  readonly floor: Floor;
  /** What is said to everyone in the room at the end. */
  readonly closing: string | null;
  /** In the planned order of letting in. */
  readonly people: readonly PersonInView[];
  /** The planned order of leaving. */
  readonly leaving: readonly PersonId[];
  readonly therapists: readonly (CastTherapist & { readonly connected: boolean })[];
  readonly zones: readonly Zone[];
  /** The last of each kind that each person asked for, oldest first; those without an answer wait. */
  readonly asks: readonly Ask[];
  readonly whispers: readonly Whisper[];
  /** Of the items in review those that do not wait: handed back with a comment, or left. */
  readonly reviewed: readonly Reviewed[];
  /** Exercises still to come, in order. */
  readonly planned: readonly PlannedExercise[];
  /** The one that is under way. */
  readonly exercise: RunInView | null;
  /** Letters from and to those who come, without what is in them. */
  readonly letters: readonly Envelope[];
  /** Children of the family to whom an adult who comes may write one. */
  readonly readers: readonly Pick<CastPerson, 'id' | 'firstName'>[];
  /** All of the family's, a child's first. */
  readonly goals: readonly GoalForTherapist[];
  readonly startLevel: StartLevel;
  /** Those that something was done about in this session. */
  readonly goalsToday: readonly GoalId[];
}

export interface PersonInView extends CastPerson {
  /**
   * `away`: not let in and no link; `waiting`: not let in, link open; `in`: let in; `out`: seen out or
   * removed.
   */
  readonly place: 'away' | 'waiting' | 'in' | 'out';
  readonly connected: boolean;
  readonly lookOnly: boolean;
  readonly checked: boolean;
}

/** The same `waiting` whether the room is planned, open or held: nobody learns which. */
export type FamilyView =
  | (FamilyBase & { readonly place: 'waiting' | 'cover' | 'ended' })
  | (FamilyBase & {
      readonly place: 'room';
      /** The boards on this screen, lowest first. */
      readonly boards: readonly OpenZone[];
      readonly together: boolean;
      readonly cursors: boolean;
      readonly others: readonly Fellow[];
      /** Whose turn it is; of the others only who is in `others` is ever named. */
      readonly floor: FloorOf;
      /** Own things in review that came back with a comment. */
      readonly handedBack: readonly (BySomebody & {
        readonly item: ItemId;
        readonly comment: string;
      })[];
      readonly closing: string | null;
      /** The exercise that is under way, as far as it concerns this person. */
      readonly exercise: Play | null;
      /** Own ideas, and goals that name them; where people meet, nobody who is not invited. */
      readonly goals: readonly GoalForPerson[];
    });

/** Own asks and the private line work on every screen, so they are in every view but the last. */
interface FamilyBase {
  readonly as: 'person';
  readonly you: CastPerson;
  readonly therapists: readonly CastTherapist[];
  readonly line: PrivateLine;
}

/** Who it was, where only one therapist works in the session and it was that one; else nobody is named. */
interface BySomebody {
  readonly by: TherapistId | null;
}

/** What passed between this one person and the therapists. */
export interface PrivateLine {
  readonly asks: readonly (BySomebody & {
    readonly ask: AskKind;
    /** `sent`: nobody has answered yet; `words` null with `seen`: "I saw it". */
    readonly state: 'sent' | 'seen';
    readonly words: string | null;
  })[];
  /** `n` counts them from the session's first on; the oldest are not sent any more. */
  readonly whispers: readonly (BySomebody & {
    readonly n: number;
    readonly from: 'therapist' | 'person';
    readonly words: string;
  })[];
  /** A child's own picture for "someone is near me". */
  readonly picture: NearPicture;
}

export type View = TherapistView | FamilyView;

/** Which participants have at least one open link to the room. */
export type Present = ReadonlySet<ParticipantId>;

/** Pure. `null` when the viewer has no business in this session. */
export function visibleTo(
  viewer: Asker,
  session: Session,
  cast: Cast,
  present: Present,
  /** Half-typed answers: their writers' and the therapists'. */
  drafts: readonly Draft[] = [],
  goals: GoalBoard = noGoals,
): View | null {
  return viewer.as === 'therapist'
    ? visibleToTherapist(viewer.id, session, cast, present, drafts, goals)
    : visibleToPerson(viewer.id, session, cast, drafts, goals);
}

function visibleToTherapist(
  you: TherapistId,
  session: Session,
  cast: Cast,
  present: Present,
  drafts: readonly Draft[],
  goals: GoalBoard,
): TherapistView | null {
  if (!cast.therapists.some((one) => one.id === you)) return null;
  const { phase } = session;
  return {
    as: 'therapist',
    you,
    title: cast.title,
    family: cast.family,
    kind: session.kind,
    plannedMinutes: cast.plannedMinutes,
    phase: phase.name,
    openedAt: phase.name === 'planned' ? null : phase.openedAt,
    heldAt: phase.name === 'held' ? phase.heldAt : null,
    heldBecause: phase.name === 'held' ? phase.cause : null,
    pausedBy: phase.name === 'held' ? phase.by : null,
    endedAt: phase.name === 'ended' ? phase.endedAt : null,
    step: session.step,
    floor: session.floor,
    closing: session.closing,
    people: castOf(session.arriving, cast).map((person) => ({
      ...person,
      place: placeOf(session, person.id, present),
      connected: present.has(person.id),
      lookOnly: session.lookOnly.includes(person.id),
      checked: session.checked.includes(person.id),
    })),
    leaving: session.leaving,
    therapists: cast.therapists.map((one) => ({ ...one, connected: present.has(one.id) })),
    zones: zonesOf(session),
    asks: session.asks,
    whispers: session.whispers,
    reviewed: session.reviewed,
    planned: session.exercises.planned,
    letters: (cast.letters ?? []).filter(({ from, to }) =>
      [from, to].some((id) => session.arriving.includes(id)),
    ),
    readers: cast.people
      .filter(({ id, role }) => role === 'child' && !session.arriving.includes(id))
      .map(({ id, firstName }) => ({ id, firstName })),
    exercise: session.exercises.running
      ? runFor(session.exercises.running, {
          ...{ nameOf: nameIn(cast), drafts, here: session.letIn },
          isOn: isOn(session, session.exercises.running.name),
        })
      : null,
    ...goalsForTherapist(goals, cast.people),
    goalsToday: session.goals,
  };
}

function placeOf(session: Session, person: PersonId, present: Present): PersonInView['place'] {
  if (session.letIn.includes(person)) return 'in';
  if (session.out.includes(person)) return 'out';
  return present.has(person) ? 'waiting' : 'away';
}

function visibleToPerson(
  viewer: PersonId,
  session: Session,
  cast: Cast,
  drafts: readonly Draft[],
  goals: GoalBoard,
): FamilyView | null {
  const [you] = session.arriving.includes(viewer) ? castOf([viewer], cast) : [];
  if (!you) return null;
  const base: FamilyBase = {
    as: 'person',
    you,
    therapists: cast.therapists,
    line: lineOf(viewer, session, cast),
  };
  if (session.phase.name === 'ended' || session.out.includes(viewer)) {
    return { ...base, place: 'ended' };
  }
  if (!session.letIn.includes(viewer)) return { ...base, place: 'waiting' };
  const boards = zonesOfPerson(session, viewer);
  if (boards.length === 0) return { ...base, place: 'cover' };
  const together = isTogether(session.step) && isJoint(session.kind);
  const fellows = together ? session.letIn.filter((id) => id !== viewer) : [];
  return {
    ...base,
    place: 'room',
    boards,
    together,
    cursors: together && session.step === 'cursors',
    others: castOf(inOrderOf(session.arriving, fellows), cast).map(
      ({ id, firstName, colour, shape }) => ({ id, firstName, colour, shape }),
    ),
    floor: together ? session.floor.of : 'everyone',
    handedBack: session.reviewed.flatMap(({ person, item, comment, by }) =>
      person === viewer && comment !== null ? [{ item, comment, by: namedIn(cast, by) }] : [],
    ),
    closing: session.closing,
    exercise: exerciseFor(viewer, session, cast, drafts),
    goals: goalsForPerson(
      goals,
      viewer,
      cast.people,
      isJoint(session.kind) ? session.arriving : undefined,
    ),
  };
}

function exerciseFor(
  viewer: PersonId,
  session: Session,
  cast: Cast,
  drafts: readonly Draft[],
): Play | null {
  const run = session.exercises.running;
  if (!run || !isOn(session, run.name)) return null;
  const together = isJoint(session.kind) && isTogether(session.step);
  // Of whoever is not in the room with them nobody learns anything, not even that they took part.
  const fellows = together ? session.letIn : [viewer];
  return playFor(run, viewer, { nameOf: nameIn(cast), drafts, here: fellows });
}

const nameIn =
  ({ people, therapists }: Cast) =>
  (id: ParticipantId): string =>
    people.find((one) => one.id === id)?.firstName ??
    therapists.find((one) => one.id === id)?.name ??
    'Someone';

/** With two, or after a change, the family isn't told which of them it was. */
const namedIn = ({ therapists }: Cast, by: TherapistId | null): TherapistId | null =>
  therapists.length === 1 && therapists[0]?.id === by ? by : null;

function lineOf(viewer: PersonId, session: Session, cast: Cast): PrivateLine {
  return {
    asks: session.asks
      .filter((one) => one.person === viewer)
      .map(({ ask, answer }) => ({
        ask,
        state: answer ? 'seen' : 'sent',
        words: answer?.words ?? null,
        by: namedIn(cast, answer?.by ?? null),
      })),
    whispers: session.whispers
      .filter((one) => one.person === viewer)
      .map(({ n, from, words, by }) => ({ n, from, words, by: namedIn(cast, by) })),
    picture: session.pictures[viewer] ?? firstNearPicture,
  };
}

/** In the plan's order, so that the list never tells who came first. */
const inOrderOf = (order: readonly PersonId[], ids: readonly PersonId[]): readonly PersonId[] =>
  order.filter((id) => ids.includes(id));

const castOf = (ids: readonly PersonId[], cast: Cast): readonly CastPerson[] =>
  ids.flatMap((id) => cast.people.filter((one) => one.id === id));
