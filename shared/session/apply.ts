import type { Instant } from '../ids.ts';
import type { SessionEvent } from './events.ts';
import { plannedSession, type Session } from './session.ts';

/** An event that can't follow what the log already holds. */
export class ImpossibleEvent extends Error {
  constructor(session: Session, event: SessionEvent) {
    super(`[S1] '${event.kind}' can't happen in a session that is ${session.phase.name}`);
    this.name = 'ImpossibleEvent';
  }
}

/**
 * Folds one event into the session. Pure; `at` is the entry's instant.
 * @throws ImpossibleEvent when the event does not fit the phase (a damaged log).
 */
export function apply(session: Session, event: SessionEvent, at: Instant): Session {
  const { phase } = session;
  switch (event.kind) {
    case 'opened':
      if (phase.name !== 'planned') throw new ImpossibleEvent(session, event);
      return {
        ...plannedSession({ ...event, kind: event.session }),
        phase: { name: 'open', openedAt: at },
      };
    case 'let-in':
      if (session.letIn.includes(event.person)) throw new ImpossibleEvent(session, event);
      return { ...session, letIn: [...session.letIn, event.person] };
    case 'sent-back':
      return { ...session, letIn: session.letIn.filter((one) => one !== event.person) };
    case 'held':
      if (phase.name !== 'open') throw new ImpossibleEvent(session, event);
      return {
        ...session,
        phase: { name: 'held', openedAt: phase.openedAt, heldAt: at, cause: event.cause },
      };
    case 'resumed':
      if (phase.name !== 'held') throw new ImpossibleEvent(session, event);
      return { ...session, phase: { name: 'open', openedAt: phase.openedAt } };
    case 'step-changed':
      return { ...session, step: event.step };
    case 'ended':
      if (phase.name !== 'open' && phase.name !== 'held') throw new ImpossibleEvent(session, event);
      return {
        ...session,
        phase: { name: 'ended', openedAt: phase.openedAt, endedAt: at },
        letIn: [],
      };
    default:
      return event satisfies never;
  }
}
