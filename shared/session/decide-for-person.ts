/** What a member of the family may have: the child's strip, a parent's break, the private line. */
import type { Standing } from '../board/rights.ts';
import type { PersonId } from '../ids.ts';
import type { FamilyCommand } from './commands.ts';
import { decided, refuse, type Decision } from './decide.ts';
import type { SessionEvent } from './events.ts';
import { passedBy } from './exercises.ts';
import type { Session } from './session.ts';
import { maxSayings, type AskKind } from './words.ts';

/** What each may ask for. A child's pause stops the room; an adult's break goes to the therapist. */
const mayAsk: Record<'child' | 'adult', readonly AskKind[]> = {
  child: ['pause', 'help', 'pass', 'near'],
  adult: ['break', 'pass'],
};

/**
 * Pure. Works in every state until the session is over for this person; whatever is refused is
 * refused by what the person themself has done, never by what somebody else did.
 */
export function decideForPerson(
  session: Session,
  command: FamilyCommand,
  person: PersonId,
  standing: Standing,
): Decision {
  if (!session.arriving.includes(person)) return refuse('not-invited');
  if (session.phase.name === 'ended' || session.out.includes(person)) return refuse('has-ended');
  const isChild = standing === 'child';
  if (command.kind === 'ask') {
    return mayAsk[isChild ? 'child' : 'adult'].includes(command.ask)
      ? ask(session, person, command.ask)
      : refuse('not-yours-to-ask');
  }
  if ((session.sayings[person] ?? 0) >= maxSayings) return refuse('too-much-said');
  switch (command.kind) {
    case 'choose-picture':
      if (!isChild) return refuse('not-yours-to-ask');
      return session.pictures[person] === command.picture
        ? decided()
        : decided({ kind: 'picture-chosen', person, picture: command.picture });
    case 'whisper-back':
      return decided({ kind: 'whispered', person, from: 'person', words: command.words });
    case 'offer-again': {
      const { item } = command;
      const isBack = session.reviewed.some(
        (one) => one.person === person && one.item === item && one.comment !== null,
      );
      return isBack ? decided({ kind: 'offered-again', person, item }) : decided();
    }
    default:
      return command satisfies never;
  }
}

/** Pause stops the room its child is in; where there is nothing to stop the therapist is told. */
function ask(session: Session, person: PersonId, kind: AskKind): Decision {
  const isPending = session.asks.some(
    (one) => one.person === person && one.ask === kind && one.answer === null,
  );
  const asked: readonly SessionEvent[] = isPending ? [] : [{ kind: 'asked', person, ask: kind }];
  const stops = kind === 'pause' && session.phase.name === 'open' && session.letIn.includes(person);
  const held: readonly SessionEvent[] = stops
    ? [{ kind: 'held', cause: 'paused', by: person }]
    : [];
  const passed = kind === 'pass' ? passedBy(session, person) : [];
  const handsBack = kind === 'pass' && passed.length === 0 && session.floor.of === person;
  const floor: readonly SessionEvent[] = handsBack
    ? [{ kind: 'floor-given', to: 'nobody', minutes: null }]
    : [];
  return decided(...held, ...floor, ...passed, ...asked);
}
