/** The exercises of a session: what is planned, what is under way, and how they move on. Pure. */
import { isInReview } from '../board/zone.ts';
import { moved, settled } from '../exercise/moved.ts';
import type { ExerciseCommand, ExerciseEvent, Move } from '../exercise/moves.ts';
import type { Piece, Run } from '../exercise/exercise.ts';
import { answerTo } from '../exercise/form.ts';
import { isKindName, kindOf, kinds } from '../exercise/kinds.ts';
import { askedOf, isShown, playerOf, stepNow } from '../exercise/running.ts';
import type { Instant, PersonId } from '../ids.ts';
import type { Exercises } from './exercises-of.ts';
import { decided, refuse, type Asking, type Decision } from './decide.ts';
import { everyonesFloor, type Floor } from './floor.ts';
import { isJoint } from './plan.ts';
import type { Session } from './session.ts';
import { isShared, isTogether } from './step.ts';
import { maxSayings } from './words.ts';

/** Whether the exercise is on the family's screens at this step. */
export function isOn({ kind, step }: Pick<Session, 'kind' | 'step'>, name: string): boolean {
  const { where } = kindOf(name);
  switch (where) {
    case 'anywhere':
      return true;
    case 'not-apart':
      return !isJoint(kind) || isTogether(step);
    case 'individual':
      return kind === 'individual';
    case 'together':
      return isJoint(kind) && isTogether(step);
    case 'board':
      return isJoint(kind) && isShared(step);
    default:
      return where satisfies never;
  }
}

export function decideExercise(
  session: Session,
  command: ExerciseCommand,
  asking: Asking,
): Decision {
  return asking.by.as === 'person'
    ? forPerson(session, command, asking.by.id)
    : forTherapist(session, command, asking);
}

/**
 * Whatever may not be is refused alike, so that nobody learns what others did (rule E6). The words stay
 * in their writer's page.
 */
function forPerson(session: Session, command: ExerciseCommand, person: PersonId): Decision {
  if (!session.arriving.includes(person)) return refuse('not-invited');
  if (session.phase.name === 'ended' || session.out.includes(person)) return refuse('has-ended');
  const notNow = refuse('exercise-not-now');
  const run = session.exercises.running;
  const isHere = session.phase.name === 'open' && session.letIn.includes(person);
  switch (command.kind) {
    case 'give-answer':
    case 'take-softer':
    case 'keep-draft':
      break;
    default:
      return refuse('therapist-only');
  }
  if (!isHere || run?.n !== command.n || !isOn(session, run.name)) return notNow;
  const passes = command.kind === 'give-answer' && command.values === null;
  if (session.lookOnly.includes(person) && !passes) return notNow;
  if ((session.sayings[person] ?? 0) >= maxSayings) return refuse('too-much-said');
  if (command.kind === 'keep-draft') {
    const step = askedOf(run, person);
    const fields = step?.form(playerOf(run, person)).fields ?? [];
    const isThere = fields.some(({ name, type }) => type === 'words' && name === command.field);
    return step?.name === command.step && isThere ? decided() : notNow;
  }
  const { n } = run;
  const move: Move =
    command.kind === 'take-softer'
      ? { kind: 'softer-taken', answer: command.answer, take: command.take }
      : { kind: 'answered', step: command.step, values: command.values, waits: false };
  const checked = move.kind === 'answered' ? withReview(session, run, person, move) : move;
  return moved(run, person, checked, 0)
    ? decided({ kind: 'exercise-moved', n, by: person, move: checked })
    : notNow;
}

/** What others would see at once waits for the therapist where everything of this person does. */
function withReview(
  session: Session,
  run: Run,
  person: PersonId,
  move: Extract<Move, { kind: 'answered' }>,
): Move {
  const step = askedOf(run, person);
  if (!step || move.values === null || !isInReview(session, person)) return move;
  const values = answerTo(step.form(playerOf(run, person)), move.values);
  const showsSomething =
    step.seen !== 'sealed' || (step.shows !== undefined && values?.['press'] === 'show');
  return { ...move, waits: showsSomething };
}

function forTherapist(session: Session, command: ExerciseCommand, asking: Asking): Decision {
  const { exercises, phase } = session;
  if (phase.name === 'ended') return refuse('has-ended');
  if (phase.name === 'planned') return refuse('not-opened-yet');
  if (command.kind === 'plan-exercises') {
    if (command.exercises.some(({ name }) => !isKindName(name))) return refuse('no-such-exercise');
    return decided({ kind: 'exercises-planned', exercises: command.exercises });
  }
  if (command.kind === 'end-exercise') {
    const run = exercises.running;
    return decided(...(run?.n === command.n ? ending(session) : []));
  }
  if (phase.name === 'held') return refuse('held-just-now');
  if (command.kind === 'start-exercise') return start(session, command, asking);
  if (command.kind === 'take-softer' || command.kind === 'keep-draft') {
    return refuse('not-yours-to-ask');
  }
  const run = exercises.running;
  if (run?.n !== command.n) return refuse('exercise-over');
  const move = moveOf(command);
  if (!moved(run, null, move, 0)) {
    // A second press of what the first has done is harmless (rule S4).
    const isDone =
      (move.kind === 'went-on' && run.over.includes(move.step)) ||
      (move.kind === 'went-back' && !run.over.includes(move.step));
    return isDone ? decided() : refuse('exercise-step-over');
  }
  return decided({ kind: 'exercise-moved', n: run.n, by: null, move });
}

type Steering = Extract<
  ExerciseCommand,
  {
    kind: 'go-on' | 'step-back' | 'return-answer' | 'let-through' | 'soften-answer' | 'give-answer';
  }
>;

function moveOf(command: Steering): Move {
  switch (command.kind) {
    case 'go-on':
      return { kind: 'went-on', step: command.step };
    case 'step-back':
      return { kind: 'went-back', step: command.step };
    case 'return-answer':
      return { kind: 'returned', answer: command.answer, comment: command.comment };
    case 'let-through':
      return { kind: 'let-through', answer: command.answer };
    case 'soften-answer':
      return { kind: 'softened', answer: command.answer, values: command.values };
    case 'give-answer':
      return { kind: 'answered', step: command.step, values: command.values, waits: false };
    default:
      return command satisfies never;
  }
}

function start(
  session: Session,
  { name, setting }: Extract<ExerciseCommand, { kind: 'start-exercise' }>,
  { players: known, letter }: Asking,
): Decision {
  if (!isKindName(name)) return refuse('no-such-exercise');
  if (session.exercises.running) return refuse('exercise-running');
  if (!isOn(session, name)) return refuse('exercise-not-here');
  const players = session.arriving.flatMap((id) =>
    session.letIn.includes(id) ? known.filter((one) => one.id === id) : [],
  );
  const isKnown = (id: PersonId): boolean => players.some((one) => one.id === id);
  if (players.length === 0 || !setting.people.every(isKnown)) return refuse('not-in-the-room');
  const taking = setting.people.length > 0 ? setting.people.length : players.length;
  const { where } = kinds[name];
  if ((where === 'together' || where === 'board') && taking < 2) {
    return refuse('exercise-for-two');
  }
  if (name === 'letter') {
    const isReader = players[0]?.isChild ?? false;
    const isToChild = known.some(({ id, isChild }) => isChild && id === setting.to);
    if (isReader ? letter === null : !isToChild) return refuse('no-such-letter');
  }
  const n = session.exercises.count + 1;
  return decided({ kind: 'exercise-started', n, name, setting, letter, players });
}

/** @throws when the event does not fit: see {@link moved} */
export function foldExercise(session: Session, event: ExerciseEvent, at: Instant): Session {
  const { exercises } = session;
  const { running } = exercises;
  switch (event.kind) {
    case 'exercises-planned':
      return withExercises(session, { planned: event.exercises });
    case 'exercise-started': {
      const { n, name, setting, letter, players } = event;
      const next = exercises.planned.findIndex((one) => one.name === name);
      return withExercises(session, {
        count: n,
        planned: exercises.planned.filter((_one, nth) => nth !== next),
        running: {
          ...{ n, name, setting, players, letter, since: at },
          ...{ answers: [], over: [], handedBack: [], given: 0 },
        },
      });
    }
    case 'exercise-moved': {
      const next = running?.n === event.n ? moved(running, event.by, event.move, at) : null;
      if (!next) throw new Error(`[E9] '${event.move.kind}' can't follow in this exercise`);
      const { by } = event;
      const after = withExercises(session, { running: next });
      return by === null
        ? after
        : { ...after, sayings: { ...after.sayings, [by]: (after.sayings[by] ?? 0) + 1 } };
    }
    case 'exercise-ended':
      return withExercises(session, { running: null });
    default:
      return event satisfies never;
  }
}

/** The end of the exercise that is under way, if one is; the room lays the pieces beside it. */
export function ending({ exercises: { running } }: Session): readonly ExerciseEvent[] {
  if (!running) return [];
  return [{ kind: 'exercise-ended', n: running.n, pieces: leftBy(running).length }];
}

/** Whoever passes while an exercise asks them has passed its question. */
export function passedBy(session: Session, person: PersonId): readonly ExerciseEvent[] {
  const run = session.exercises.running;
  const isHere = session.phase.name === 'open' && session.letIn.includes(person);
  const step = run && isHere && isOn(session, run.name) ? askedOf(run, person) : null;
  if (!run || !step) return [];
  const move: Move = { kind: 'answered', step: step.name, values: null, waits: false };
  return [{ kind: 'exercise-moved', n: run.n, by: person, move }];
}

const withExercises = (session: Session, change: Partial<Exercises>): Session => ({
  ...session,
  exercises: { ...session.exercises, ...change },
});

/**
 * After any event: steps that are over by it are over, time in which the room was held does not count,
 * and the floor is with whose turn it is to draw.
 */
export function exercisesAfter(before: Session, after: Session, at: Instant): Session {
  const was = before.exercises.running;
  let run = after.exercises.running;
  if (!run) return was && floorIn(was) ? { ...after, floor: everyonesFloor } : after;
  if (after.phase.name !== 'open') return after;
  if (before.phase.name === 'held') run = { ...run, since: run.since + at - before.phase.heldAt };
  run = settled(run, after.letIn, at);
  const moved = run === after.exercises.running ? after : withExercises(after, { running: run });
  const isSameTurn = was?.n === run.n && stepNow(was)?.name === stepNow(run)?.name;
  if (isSameTurn && before.phase.name === 'open') return moved;
  const floor = floorIn(run);
  if (floor) return { ...moved, floor };
  return was && floorIn(was) ? { ...moved, floor: everyonesFloor } : moved;
}

/** Milliseconds of a minute. */
const minuteMs = 60_000;

function floorIn(run: Run): Floor | null {
  const step = stepNow(run);
  if (!step?.floor) return null;
  return { of: step.floor, softEndsAt: run.since + (step.minutes ?? 1) * minuteMs };
}

/** What the time brings by itself: a turn to draw that is over. */
export function exerciseDue(session: Session, now: Instant): readonly ExerciseEvent[] {
  const run = session.phase.name === 'open' ? session.exercises.running : null;
  const step = run && isOn(session, run.name) ? stepNow(run) : undefined;
  if (!run || !step?.minutes || now < run.since + step.minutes * minuteMs) return [];
  const move: Move = { kind: 'went-on', step: step.name };
  return [{ kind: 'exercise-moved', n: run.n, by: null, move }];
}

/** What an exercise leaves on the board: what was shown. */
export const leftBy = (run: Run): readonly Piece[] =>
  kindOf(run.name).leaves(run, (answer) => isShown(run, answer));
