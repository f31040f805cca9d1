/** What the server sends over Socket.IO as `down`. */
import * as v from 'valibot';
import { startLevels } from '../goal/goal.ts';
import { goalForPerson, goalForTherapist } from '../goal/view-schema.ts';
import { ageBands, colours, roles, shapes } from '../family/person.ts';
import { play, runInView } from '../exercise/shown-shape.ts';
import { envelope } from '../exercise/letter.ts';
import { plannedExercises } from '../exercise/moves.ts';
import { goalId, instant, itemId, personId, sessionId, therapistId } from '../ids.ts';
import { floorOf } from '../session/floor.ts';
import { area } from '../session/commands.ts';
import { sessionKinds } from '../session/plan.ts';
import { holdCauses } from '../session/session.ts';
import { steps } from '../session/step.ts';
import type { View } from '../session/visible-to.ts';
import { asks, nearPictures } from '../session/words.ts';
import { zoneName as zone } from '../board/zone-name.ts';

/** A list as it is sent: nobody changes it on the way. */
const list = <const Entry extends v.GenericSchema>(entry: Entry) =>
  v.pipe(v.array(entry), v.readonly());

const castPerson = {
  id: personId,
  firstName: v.string(),
  role: v.picklist(roles),
  ageBand: v.nullable(v.picklist(ageBands)),
  colour: v.picklist(colours),
  shape: v.picklist(shapes),
};
/** The therapist it was, as far as this viewer is told. */
const by = v.nullable(therapistId);
const castTherapist = { id: therapistId, name: v.string() };

const therapistView = v.strictObject({
  as: v.literal('therapist'),
  you: therapistId,
  title: v.string(),
  family: v.string(),
  kind: v.picklist(sessionKinds),
  plannedMinutes: v.number(),
  phase: v.picklist(['planned', 'open', 'held', 'ended']),
  openedAt: v.nullable(instant),
  heldAt: v.nullable(instant),
  heldBecause: v.nullable(v.picklist(holdCauses)),
  pausedBy: v.nullable(personId),
  endedAt: v.nullable(instant),
  step: v.picklist(steps),
  floor: v.strictObject({ of: floorOf, softEndsAt: v.nullable(instant) }),
  closing: v.nullable(v.string()),
  people: list(
    v.strictObject({
      ...castPerson,
      place: v.picklist(['away', 'waiting', 'in', 'out']),
      connected: v.boolean(),
      lookOnly: v.boolean(),
      checked: v.boolean(),
    }),
  ),
  leaving: list(personId),
  therapists: list(v.strictObject({ ...castTherapist, connected: v.boolean() })),
  zones: list(zone),
  asks: list(
    v.strictObject({
      person: personId,
      ask: v.picklist(asks),
      at: instant,
      answer: v.nullable(v.strictObject({ at: instant, words: v.nullable(v.string()), by })),
    }),
  ),
  whispers: list(
    v.strictObject({
      person: personId,
      n: v.number(),
      from: v.picklist(['therapist', 'person']),
      at: instant,
      words: v.string(),
      by,
    }),
  ),
  reviewed: list(
    v.strictObject({ person: personId, item: itemId, comment: v.nullable(v.string()), by }),
  ),
  planned: plannedExercises,
  exercise: v.nullable(runInView),
  letters: list(envelope),
  readers: list(v.strictObject({ id: personId, firstName: v.string() })),
  goals: list(goalForTherapist),
  startLevel: v.picklist(startLevels),
  goalsToday: list(goalId),
});

const privateLine = v.strictObject({
  asks: list(
    v.strictObject({
      ask: v.picklist(asks),
      state: v.picklist(['sent', 'seen']),
      words: v.nullable(v.string()),
      by,
    }),
  ),
  whispers: list(
    v.strictObject({
      n: v.number(),
      from: v.picklist(['therapist', 'person']),
      words: v.string(),
      by,
    }),
  ),
  picture: v.picklist(nearPictures),
});

const familyBase = {
  as: v.literal('person'),
  you: v.strictObject(castPerson),
  therapists: list(v.strictObject(castTherapist)),
  line: privateLine,
};
const fellow = v.strictObject({
  id: personId,
  firstName: v.string(),
  colour: v.picklist(colours),
  shape: v.picklist(shapes),
});
const familyView = v.variant('place', [
  v.strictObject({ ...familyBase, place: v.picklist(['waiting', 'cover', 'ended']) }),
  v.strictObject({
    ...familyBase,
    place: v.literal('room'),
    boards: list(v.strictObject({ zone, can: v.picklist(['view', 'edit']) })),
    together: v.boolean(),
    cursors: v.boolean(),
    others: list(fellow),
    floor: floorOf,
    handedBack: list(v.strictObject({ item: itemId, comment: v.string(), by })),
    closing: v.nullable(v.string()),
    exercise: v.nullable(play),
    goals: list(goalForPerson),
  }),
]);

/** The schema of {@link View}; the compiler holds the two together below. */
export const view = v.union([therapistView, familyView]);

export const down = v.variant('kind', [
  /** First on every link. `now` is the server's clock, to show times by. */
  v.strictObject({
    kind: v.literal('hello'),
    protocolVersion: v.number(),
    session: sessionId,
    now: instant,
  }),
  /** The whole of what this viewer may see, whenever it has changed. */
  v.strictObject({ kind: v.literal('view'), view }),
  /** To a page of the family: a therapist brings its view there, once (rule S15). */
  v.strictObject({ kind: v.literal('look'), zone, area }),
  /**
   * To a therapist's page that has said nothing for a while: it is to answer with `here`. A page that
   * does not is not supervising (rule H8).
   */
  v.strictObject({ kind: v.literal('beat') }),
  /** This page has no access, or none any more; the link closes and need not come back. */
  v.strictObject({ kind: v.literal('no-access') }),
]);
export type Down = v.InferOutput<typeof down>;

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
type Loose<T> = T extends readonly (infer Part)[]
  ? Loose<Part>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Loose<T[Key]> }
    : T;
/** Fails to compile when the schema and the type drift apart. */
export const viewMatchesItsSchema: Same<Loose<View>, Loose<v.InferOutput<typeof view>>> = true;
