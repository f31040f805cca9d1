/** May this happen now? The one place where a command is refused. */
import type { Standing } from '../board/rights.ts';
import type { PersonId, TherapistId } from '../ids.ts';
import {
  isExerciseCommand,
  isFamilyCommand,
  type Command,
  type TherapistCommand,
} from './commands.ts';
import { decideForPerson } from './decide-for-person.ts';
import type { SessionEvent } from './events.ts';
import { decideExercise, ending } from './exercises.ts';
import type { Letter } from '../exercise/letter.ts';
import type { Player } from '../exercise/exercise.ts';
import { isJoint, type PlanRefusal } from './plan.ts';
import type { CommandRefusal, SimpleRefusal } from './refusal.ts';
import type { Asker, Session } from './session.ts';
import { isTogether } from './step.ts';

export interface Asking {
  readonly by: Asker;
  /** Of a member of the family: children and adults may ask for different things. */
  readonly standing: Standing;
  /** What would refuse the plan if it were made now; asked of the family when a room is opened. */
  readonly planRefusal: PlanRefusal | null;
  /** Whether a page of a therapist of the session answers at this moment. */
  readonly supervised: boolean;
  /**
   * Whether the shared board was loaded with ink that no therapist's page has had since: who of them
   * saw it before the server stopped, nobody can say.
   */
  readonly inkUnseen: boolean;
  /** Everybody of the family, with the form of exercises that suits them. */
  readonly players: readonly Player[];
  /** The letter that is to be opened, if one is and it is for whoever is here. */
  readonly letter: Letter | null;
}

export type Decision =
  | { readonly refused: CommandRefusal }
  /** Empty when it already is as asked, so that a double press is harmless. */
  | { readonly events: readonly SessionEvent[] };

export const refuse = (reason: SimpleRefusal): Decision => ({ refused: { reason } });
export const decided = (...events: SessionEvent[]): Decision => ({ events });

/** Pure. The events are not yet true: they are once the log holds them. */
export function decide(session: Session, command: Command, asking: Asking): Decision {
  const { by } = asking;
  if (isExerciseCommand(command)) return decideExercise(session, command, asking);
  if (command.kind === 'goal') return aboutGoals(session, by);
  if (by.as === 'person') {
    return isFamilyCommand(command)
      ? decideForPerson(session, command, by.id, asking.standing)
      : refuse('therapist-only');
  }
  if (isFamilyCommand(command)) return refuse('not-yours-to-ask');
  if (session.phase.name === 'ended') {
    return command.kind === 'end' ? decided() : refuse('has-ended');
  }
  if (command.kind === 'open') return open(session, asking);
  if (session.phase.name === 'planned' && !worksBeforeOpening(command)) {
    return refuse('not-opened-yet');
  }
  if ('person' in command && !session.arriving.includes(command.person)) {
    return refuse('not-invited');
  }
  return decideForTherapist(session, command, asking, by.id);
}

/**
 * Whether something may be done about the family's goals from this room; what, their own decision
 * says. From a family screen that shows the room, and never while it is held (rule G12).
 */
function aboutGoals({ phase, arriving, out, letIn }: Session, by: Asker): Decision {
  if (by.as === 'therapist') return phase.name === 'ended' ? refuse('has-ended') : decided();
  if (!arriving.includes(by.id)) return refuse('not-invited');
  if (phase.name === 'ended' || out.includes(by.id)) return refuse('has-ended');
  const isInRoom = phase.name === 'open' && letIn.includes(by.id);
  return isInRoom ? decided() : refuse('not-just-now');
}

/** Whoever waits before the opening can ask, so they can be answered. */
const worksBeforeOpening = ({ kind }: TherapistCommand): boolean =>
  kind === 'answer-ask' || kind === 'whisper';

function decideForTherapist(
  session: Session,
  command: Exclude<TherapistCommand, { kind: 'open' }>,
  asking: Asking,
  by: TherapistId,
): Decision {
  switch (command.kind) {
    case 'let-in':
      return unless(session.letIn.includes(command.person), 'let-in', command.person);
    case 'send-back':
      return unless(!isInOrOut(session, command.person), 'sent-back', command.person);
    case 'see-out':
      return unless(session.out.includes(command.person), 'seen-out', command.person);
    case 'remove':
      return unless(session.out.includes(command.person), 'removed', command.person);
    case 'hold':
      return session.phase.name === 'held'
        ? decided()
        : decided({ kind: 'held', cause: 'therapist' });
    case 'resume':
      if (session.phase.name === 'open') return decided();
      return resume(session, asking);
    case 'change-step':
      return session.step === command.step
        ? decided()
        : decided({ kind: 'step-changed', step: command.step });
    case 'give-floor':
      return giveFloor(session, command);
    case 'look-only':
      return session.lookOnly.includes(command.person) === command.on
        ? decided()
        : decided({ kind: 'looking-changed', person: command.person, on: command.on });
    case 'check-first':
      if (!isJoint(session.kind)) return refuse('joint-only');
      return session.checked.includes(command.person) === command.on
        ? decided()
        : decided({ kind: 'checking-changed', person: command.person, on: command.on });
    case 'answer-ask': {
      const { person, ask, words } = command;
      const asked = session.asks.find((one) => one.person === person && one.ask === ask);
      if (!asked || (asked.answer && (words === null || asked.answer.words === words))) {
        return decided(); // Seen already, and nothing new is said.
      }
      return words !== null && session.out.includes(person)
        ? refuse('has-left')
        : decided({ kind: 'ask-answered', person, ask, words, by });
    }
    case 'whisper':
      if (session.out.includes(command.person)) return refuse('has-left');
      return decided({
        kind: 'whispered',
        person: command.person,
        from: 'therapist',
        words: command.words,
        by,
      });
    case 'pass-on':
      return decided({ kind: 'passed-on', person: command.person, item: command.item });
    case 'hand-back':
      if (session.out.includes(command.person)) return refuse('has-left');
      return decided({
        kind: 'handed-back',
        person: command.person,
        item: command.item,
        comment: command.comment,
        by,
      });
    case 'leave-item':
      return decided({ kind: 'left', person: command.person, item: command.item });
    case 'look-here':
      // Nothing of it is kept: where people look passes (rule S15).
      return session.phase.name === 'held' ? refuse('held-just-now') : decided();
    case 'say-closing':
      return session.closing === command.words
        ? decided()
        : decided({ kind: 'closing-said', words: command.words });
    case 'end':
      return decided(...ending(session), { kind: 'ended' });
    case 'lock-items':
    case 'hide-items':
    case 'take-down-items':
    case 'clear-board':
    case 'hide-items-of':
      return decided(); // Nothing of it is a decision: the board writes its ink (rule B13).
    default:
      return command satisfies never;
  }
}

/** Apart nobody looks at the shared board, so that what lies unseen there can wait. */
function resume({ kind, step }: Session, { supervised, inkUnseen }: Asking): Decision {
  if (!supervised) return refuse('no-therapist-here');
  if (inkUnseen && isJoint(kind) && isTogether(step)) return refuse('ink-unseen');
  return decided({ kind: 'resumed' });
}

const unless = (
  isSo: boolean,
  kind: 'let-in' | 'sent-back' | 'seen-out' | 'removed',
  person: PersonId,
): Decision => (isSo ? decided() : decided({ kind, person }));

const isInOrOut = (session: Session, person: PersonId): boolean =>
  session.letIn.includes(person) || session.out.includes(person);

function giveFloor(
  session: Session,
  { to, minutes }: Extract<TherapistCommand, { kind: 'give-floor' }>,
): Decision {
  if (to !== 'everyone' && to !== 'nobody' && !session.letIn.includes(to)) {
    return refuse('not-in-the-room');
  }
  const isSo = session.floor.of === to && session.floor.softEndsAt === null && minutes === null;
  return isSo ? decided() : decided({ kind: 'floor-given', to, minutes });
}

function open(session: Session, asking: Asking): Decision {
  if (session.phase.name !== 'planned') return decided();
  if (session.kind === 'between') return refuse('no-room');
  if (asking.planRefusal) return { refused: asking.planRefusal };
  if (!asking.supervised) return refuse('no-therapist-here');
  const { kind, arriving, leaving, step, exercises } = session;
  return decided({
    kind: 'opened',
    session: kind,
    arriving: [...arriving],
    leaving: [...leaving],
    step,
    exercises: exercises.planned,
  });
}

/**
 * What the server itself records when nobody supervises any more, or when it comes back after a
 * stop: an open room is held, everything else stays as it is.
 */
export function unsupervised(
  session: Session,
  cause: 'supervision-lost' | 'restart',
): readonly SessionEvent[] {
  return session.phase.name === 'open' ? [{ kind: 'held', cause }] : [];
}
