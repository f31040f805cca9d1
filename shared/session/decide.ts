/** May this happen now? The one place where a command is refused. */
import type { PersonId } from '../ids.ts';
import type { Command } from './commands.ts';
import type { SessionEvent } from './events.ts';
import type { PlanRefusal } from './plan.ts';
import type { CommandRefusal } from './refusal.ts';
import type { Asker, Session } from './session.ts';

export interface Asking {
  readonly by: Asker;
  /** What would refuse the plan if it were made now; asked of the family when a room is opened. */
  readonly planRefusal: PlanRefusal | null;
  /** Whether a therapist of the session has a link to the room at this moment. */
  readonly supervised: boolean;
}

export type Decision =
  | { readonly refused: CommandRefusal }
  /** Empty when it already is as asked, so that a double press is harmless. */
  | { readonly events: readonly SessionEvent[] };

const refuse = (
  reason: 'therapist-only' | 'not-opened-yet' | 'has-ended' | 'not-invited' | 'no-therapist-here',
): Decision => ({
  refused: { reason },
});
const decided = (...events: SessionEvent[]): Decision => ({ events });

/** Pure. The events are not yet true: they are once the log holds them. */
export function decide(session: Session, command: Command, asking: Asking): Decision {
  if (asking.by.as !== 'therapist') return refuse('therapist-only');
  if (session.phase.name === 'ended') {
    return command.kind === 'end' ? decided() : refuse('has-ended');
  }
  if (command.kind === 'open') return open(session, asking);
  if (session.phase.name === 'planned') return refuse('not-opened-yet');
  switch (command.kind) {
    case 'let-in':
      return isIn(session, command.person, (there) =>
        there ? decided() : decided({ kind: 'let-in', person: command.person }),
      );
    case 'send-back':
      return isIn(session, command.person, (there) =>
        there ? decided({ kind: 'sent-back', person: command.person }) : decided(),
      );
    case 'hold':
      return session.phase.name === 'held'
        ? decided()
        : decided({ kind: 'held', cause: 'therapist' });
    case 'resume':
      if (session.phase.name === 'open') return decided();
      return asking.supervised ? decided({ kind: 'resumed' }) : refuse('no-therapist-here');
    case 'change-step':
      return session.step === command.step
        ? decided()
        : decided({ kind: 'step-changed', step: command.step });
    case 'end':
      return decided({ kind: 'ended' });
    case 'lock-item':
    case 'hide-item':
    case 'take-down-item':
    case 'clear-board':
      return decided(); // Nothing of it is a decision: the board writes its ink (rule B13).
    default:
      return command satisfies never;
  }
}

function open(session: Session, asking: Asking): Decision {
  if (session.phase.name !== 'planned') return decided();
  if (asking.planRefusal) return { refused: asking.planRefusal };
  if (!asking.supervised) return refuse('no-therapist-here');
  const { kind, arriving, leaving, step } = session;
  return decided({
    kind: 'opened',
    session: kind,
    arriving: [...arriving],
    leaving: [...leaving],
    step,
  });
}

function isIn(session: Session, person: PersonId, next: (there: boolean) => Decision): Decision {
  if (!session.arriving.includes(person)) return refuse('not-invited');
  return next(session.letIn.includes(person));
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
