/**
 * What a viewer may see of a session: the only way out of the server for anything decided.
 * Whatever is not built here is not sent.
 */
import type { Zone } from '../board/zone.ts';
import { zoneOfPerson, zonesOf } from '../board/zone.ts';
import type { AgeBand, Colour, Role, Shape } from '../family/person.ts';
import type { Instant, ParticipantId, PersonId, TherapistId } from '../ids.ts';
import type { SessionKind } from './plan.ts';
import type { Asker, HoldCause, Session } from './session.ts';
import { isTogether, type Step } from './step.ts';

/** Who the people of a session are, as the practice has them now. */
export interface Cast {
  readonly title: string;
  readonly family: string;
  readonly plannedMinutes: number;
  readonly people: readonly CastPerson[];
  readonly therapists: readonly CastTherapist[];
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
  readonly endedAt: Instant | null;
  readonly step: Step;
  /** In the planned order of letting in. */
  readonly people: readonly PersonInView[];
  /** The planned order of leaving. */
  readonly leaving: readonly PersonId[];
  readonly therapists: readonly (CastTherapist & { readonly connected: boolean })[];
  readonly zones: readonly Zone[];
}

export interface PersonInView extends CastPerson {
  /** `away`: not let in and no link; `waiting`: not let in, link open; `in`: let in. */
  readonly place: 'away' | 'waiting' | 'in';
  readonly connected: boolean;
}

/** The same `waiting` whether the room is planned, open or held: nobody learns which. */
export type FamilyView =
  | (FamilyBase & { readonly place: 'waiting' | 'cover' | 'ended' })
  | (FamilyBase & {
      readonly place: 'room';
      readonly zone: Zone;
      readonly together: boolean;
      readonly cursors: boolean;
      readonly others: readonly Fellow[];
    });

interface FamilyBase {
  readonly as: 'person';
  readonly you: CastPerson;
  readonly therapists: readonly CastTherapist[];
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
): View | null {
  return viewer.as === 'therapist'
    ? visibleToTherapist(viewer.id, session, cast, present)
    : visibleToPerson(viewer.id, session, cast);
}

function visibleToTherapist(
  you: TherapistId,
  session: Session,
  cast: Cast,
  present: Present,
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
    endedAt: phase.name === 'ended' ? phase.endedAt : null,
    step: session.step,
    people: castOf(session.arriving, cast).map((person) => ({
      ...person,
      place: session.letIn.includes(person.id) ? 'in' : present.has(person.id) ? 'waiting' : 'away',
      connected: present.has(person.id),
    })),
    leaving: session.leaving,
    therapists: cast.therapists.map((one) => ({ ...one, connected: present.has(one.id) })),
    zones: zonesOf(session),
  };
}

function visibleToPerson(viewer: PersonId, session: Session, cast: Cast): FamilyView | null {
  const [you] = session.arriving.includes(viewer) ? castOf([viewer], cast) : [];
  if (!you) return null;
  const base: FamilyBase = { as: 'person', you, therapists: cast.therapists };
  if (session.phase.name === 'ended') return { ...base, place: 'ended' };
  if (!session.letIn.includes(viewer)) return { ...base, place: 'waiting' };
  const zone = zoneOfPerson(session, viewer);
  if (zone === null) return { ...base, place: 'cover' };
  const together = isTogether(session.step) && session.kind === 'joint';
  const fellows = together ? session.letIn.filter((id) => id !== viewer) : [];
  return {
    ...base,
    place: 'room',
    zone,
    together,
    cursors: together && session.step === 'cursors',
    others: castOf(inOrderOf(session.arriving, fellows), cast).map(
      ({ id, firstName, colour, shape }) => ({ id, firstName, colour, shape }),
    ),
  };
}

/** In the plan's order, so that the list never tells who came first. */
const inOrderOf = (order: readonly PersonId[], ids: readonly PersonId[]): readonly PersonId[] =>
  order.filter((id) => ids.includes(id));

const castOf = (ids: readonly PersonId[], cast: Cast): readonly CastPerson[] =>
  ids.flatMap((id) => cast.people.filter((one) => one.id === id));
