/** A session in which an exercise is done, without a server: what each asks for, and what each is told. */
import * as v from 'valibot';
import {
  playerFrom,
  usualSetting,
  type Run,
  type Setting,
} from '../../shared/exercise/exercise.ts';
import type { Draft } from '../../shared/exercise/draft.ts';
import type { Form, Values } from '../../shared/exercise/form.ts';
import { kinds, type KindName } from '../../shared/exercise/kinds.ts';
import type { Letter } from '../../shared/exercise/letter.ts';
import type { ExerciseCommand } from '../../shared/exercise/moves.ts';
import type { Asked, Play } from '../../shared/exercise/shown-shape.ts';
import { personId, therapistId, type Instant, type PersonId } from '../../shared/ids.ts';
import { apply } from '../../shared/session/apply.ts';
import { command as commandShape, type Command } from '../../shared/session/commands.ts';
import { decide } from '../../shared/session/decide.ts';
import { sessionEvent, type SessionEvent } from '../../shared/session/events.ts';
import { leftBy } from '../../shared/session/exercises.ts';
import type { SessionKind } from '../../shared/session/plan.ts';
import { plannedSession, type Asker, type Session } from '../../shared/session/session.ts';
import type { Step } from '../../shared/session/step.ts';
import {
  visibleTo,
  type Cast,
  type CastPerson,
  type FamilyView,
  type TherapistView,
} from '../../shared/session/visible-to.ts';
import type { Chance } from './chance.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const maya = v.parse(personId, uuid(1));
export const noah = v.parse(personId, uuid(2));
export const daniel = v.parse(personId, uuid(3));
export const okafor = v.parse(therapistId, uuid(9));

const person = (id: PersonId, firstName: string, ageBand: CastPerson['ageBand']): CastPerson => ({
  ...{ id, firstName, ageBand, role: ageBand ? 'child' : 'parent' },
  ...{ colour: 'lake', shape: 'circle' },
});
/** A child in each form, and a parent. */
export const cast: Cast = {
  ...{ title: 'A session', family: 'A family', plannedMinutes: 25 },
  people: [
    person(maya, 'Maya', '6-9'),
    person(noah, 'Noah', '10-13'),
    person(daniel, 'Daniel', null),
  ],
  therapists: [{ id: okafor, name: 'Dr. Okafor' }],
};

/** Two paragraphs from a parent. */
export const aLetter: Letter = {
  ...{ from: daniel, fromName: 'Daniel' },
  words: 'I was late, and that was hard for you.\n\nThat was mine to do better.',
};

export interface ExerciseRoom {
  readonly session: Session;
  readonly events: readonly (readonly [SessionEvent, Instant])[];
  /** @throws when it is refused */
  therapist(command: Command): void;
  /** @returns why it is refused, or null */
  ask(by: PersonId | 'therapist', command: Command): string | null;
  give(by: PersonId, values: Values | null): void;
  /** The therapist's own answer. */
  compose(values: Values | null): void;
  goOn(): void;
  run(): Run;
  told(by: PersonId, drafts?: readonly Draft[]): FamilyView;
  play(by: PersonId): Play | null;
  asked(by: PersonId): Asked | null;
  seen(): NonNullable<TherapistView['exercise']>;
  at: Instant;
}

interface Wanted {
  readonly people?: readonly PersonId[];
  readonly step?: Step;
  /** Left out: joint, where there are several. */
  readonly kind?: SessionKind;
  readonly setting?: Partial<Setting>;
}

/** A room that is open, with everybody in it, in which `name` has begun. */
export function anExercise(
  name: KindName,
  { people = [maya, noah, daniel], step = 'board', kind = 'joint', setting = {} }: Wanted = {},
): ExerciseRoom {
  const isAlone = kinds[name].where === 'individual' || people.length === 1;
  const coming = isAlone ? people.slice(0, 1) : people;
  let session = plannedSession({
    ...{ kind: isAlone ? 'individual' : kind, arriving: coming, leaving: coming, step },
  });
  const [arriving] = coming;
  const events: [SessionEvent, Instant][] = [];
  const askerOf = (by: PersonId | 'therapist'): Asker =>
    by === 'therapist' ? { as: 'therapist', id: okafor } : { as: 'person', id: by };

  const room: ExerciseRoom = {
    at: 1_000,
    get session() {
      return session;
    },
    events,
    ask(by, asked) {
      const command = v.parse(commandShape, asked); // As it comes over the wire.
      const decision = decide(session, command, {
        ...{ by: askerOf(by), planRefusal: null, supervised: true, inkUnseen: false },
        standing: by === 'therapist' ? 'therapist' : by === daniel ? 'adult' : 'child',
        players: cast.people.map(playerFrom),
        letter: arriving === daniel ? null : aLetter,
      });
      if ('refused' in decision) return decision.refused.reason;
      room.at += 1_000;
      for (const event of decision.events) {
        v.parse(sessionEvent, event);
        events.push([event, room.at]);
        session = apply(session, event, room.at);
      }
      return null;
    },
    therapist(command) {
      const refused = room.ask('therapist', command);
      if (refused) throw new Error(`${command.kind}: ${refused}`);
    },
    give(by, values) {
      const asked = room.asked(by);
      const command = answerWith(room.run(), asked, values);
      const refused = room.ask(by, command);
      if (refused) throw new Error(`${JSON.stringify(values)} in ${command.step}: ${refused}`);
    },
    compose(values) {
      room.therapist(answerWith(room.run(), room.seen().ask, values));
    },
    goOn() {
      const { n, steps } = room.seen();
      const now = steps.find(({ at }) => at === 'now');
      if (!now) throw new Error('all steps are over');
      room.therapist({ kind: 'go-on', n, step: now.name });
    },
    run() {
      const { running } = session.exercises;
      if (!running) throw new Error('no exercise is under way');
      return running;
    },
    told(by, drafts = []) {
      const view = visibleTo(askerOf(by), session, cast, new Set(), drafts);
      if (view?.as !== 'person') throw new Error('not of the family');
      return view;
    },
    play(by) {
      const view = room.told(by);
      return view.place === 'room' ? view.exercise : null;
    },
    asked: (by) => room.play(by)?.ask ?? null,
    seen() {
      const view = visibleTo(askerOf('therapist'), session, cast, new Set());
      if (view?.as !== 'therapist' || !view.exercise) throw new Error('no exercise is seen');
      return view.exercise;
    },
  };
  room.therapist({ kind: 'open' });
  for (const id of coming) room.therapist({ kind: 'let-in', person: id });
  room.therapist({ kind: 'start-exercise', name, setting: { ...usualSetting, ...setting } });
  return room;
}

type Giving = Extract<ExerciseCommand, { kind: 'give-answer' }>;

const answerWith = ({ n }: Run, asked: Asked | null, values: Values | null): Giving => ({
  ...{ kind: 'give-answer', n, step: asked?.step ?? 'none', values },
});

/** Some answer to a form, with words that are told apart by `mark`. */
export function someAnswer(form: Form, chance: Chance, mark: string): Values {
  const values: Record<string, Values[string]> = {};
  for (const field of form.fields) {
    if (field.type === 'size') values[field.name] = chance.below(11);
    else if (field.type === 'words') values[field.name] = `${mark} ${field.name}`;
    else if (field.of.length > 0) values[field.name] = [chance.oneOf(field.of).value];
  }
  return { ...values, press: chance.oneOf(form.presses).value };
}

/** Everybody who is asked answers, or passes with this likelihood; then the therapist goes on. */
export function doStep(room: ExerciseRoom, chance: Chance, passing = 0.2): void {
  const step = nowIn(room);
  if (!step) return;
  const { ask } = room.seen();
  if (ask) room.compose(chance.happens(passing) ? null : someAnswer(ask.form, chance, 'therapist'));
  for (const id of room.session.letIn) {
    const asked = room.asked(id);
    if (asked?.step !== step) continue;
    room.give(
      id,
      chance.happens(passing) ? null : someAnswer(asked.form, chance, `by-${id.slice(-1)}`),
    );
  }
  if (nowIn(room) === step) room.goOn();
}

export const nowIn = (room: ExerciseRoom): string | null =>
  room.seen().steps.find(({ at }) => at === 'now')?.name ?? null;

/** Does all of it; what it leaves is on the board afterwards. */
export function doAll(room: ExerciseRoom, chance: Chance, passing = 0.2): Run {
  for (let step = 0; step < 80 && nowIn(room) !== null; step += 1) doStep(room, chance, passing);
  return room.run();
}

export const left = (room: ExerciseRoom) => leftBy(room.run());
/** The words on the board, with their authors. */
export const wordsLeft = (room: ExerciseRoom): readonly (readonly [PersonId | null, string])[] =>
  left(room).flatMap(({ by, item }) => ('text' in item && item.text ? [[by, item.text]] : []));
