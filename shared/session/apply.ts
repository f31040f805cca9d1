import { isInReview } from '../board/zone.ts';
import type { Instant, PersonId } from '../ids.ts';
import type { SessionEvent } from './events.ts';
import { exercisesAfter, foldExercise } from './exercises.ts';
import type { FloorOf } from './floor.ts';
import type { Ask, Reviewed, Session, Whisper } from './session.ts';
import { isTogether } from './step.ts';
import { maxWhispersShown } from './words.ts';

/** An event that can't follow what the log already holds. */
export class ImpossibleEvent extends Error {
  constructor(session: Session, event: SessionEvent) {
    super(`[S1] '${event.kind}' can't happen in a session that is ${session.phase.name}`);
    this.name = 'ImpossibleEvent';
  }
}

/** A minute, in the milliseconds instants are counted in. */
const minuteMs = 60_000;

/**
 * Folds one event into the session. Pure; `at` is the entry's instant.
 * @throws ImpossibleEvent when the event does not fit the phase (a damaged log).
 */
export const apply = (session: Session, event: SessionEvent, at: Instant): Session =>
  exercisesAfter(session, withWhoIsInReview(folded(session, event, at)), at);

function folded(session: Session, event: SessionEvent, at: Instant): Session {
  const { phase } = session;
  switch (event.kind) {
    case 'opened': {
      if (phase.name !== 'planned') throw new ImpossibleEvent(session, event);
      const { arriving, leaving, step } = event;
      return {
        ...session, // What was asked and chosen in the waiting room stays.
        kind: event.session,
        arriving,
        leaving,
        step,
        exercises: event.exercises
          ? { ...session.exercises, planned: event.exercises }
          : session.exercises,
        phase: { name: 'open', openedAt: at },
      };
    }
    case 'let-in':
      if (session.letIn.includes(event.person)) throw new ImpossibleEvent(session, event);
      return {
        ...session,
        letIn: [...session.letIn, event.person],
        asks: session.asks.filter(({ person, answer }) => person !== event.person || !answer),
        out: without(session.out, event.person),
      };
    case 'sent-back':
      return { ...notIn(session, event.person), out: without(session.out, event.person) };
    case 'seen-out':
    case 'removed':
      return {
        ...notIn(session, event.person),
        out: [...without(session.out, event.person), event.person],
      };
    case 'held':
      if (phase.name !== 'open') throw new ImpossibleEvent(session, event);
      return {
        ...session,
        phase: {
          name: 'held',
          openedAt: phase.openedAt,
          heldAt: at,
          cause: event.cause,
          by: event.by ?? null,
        },
      };
    case 'resumed':
      if (phase.name !== 'held') throw new ImpossibleEvent(session, event);
      return {
        ...session,
        phase: { name: 'open', openedAt: phase.openedAt },
        // A pause is answered by going on, for who goes on: whoever waits still asks. And what was
        // answered before the break is no longer news.
        asks: session.asks.filter(
          ({ ask, person, answer }) =>
            !session.letIn.includes(person) || (ask !== 'pause' && answer === null),
        ),
      };
    case 'step-changed':
      return { ...session, step: event.step };
    case 'floor-given':
      return {
        ...session,
        asks: session.asks.filter(
          (one) => one.ask !== 'pass' || !one.answer || !seesTurn(session, one.person, event.to),
        ),
        floor: {
          of: event.to,
          softEndsAt: event.minutes === null ? null : at + event.minutes * minuteMs,
        },
      };
    case 'looking-changed':
      return { ...session, lookOnly: turned(session.lookOnly, event) };
    case 'checking-changed':
      return { ...session, checked: turned(session.checked, event) };
    case 'asked':
      return withAsk(session, { person: event.person, ask: event.ask, at, answer: null });
    case 'ask-answered':
      return {
        ...session,
        asks: session.asks.map((one) =>
          one.person === event.person && one.ask === event.ask
            ? { ...one, answer: { at, words: event.words, by: event.by ?? null } }
            : one,
        ),
      };
    case 'picture-chosen':
      return saidMore(
        { ...session, pictures: { ...session.pictures, [event.person]: event.picture } },
        event.person,
      );
    case 'whispered': {
      const { person, from, words } = event;
      const next = withWhisper(session, { person, from, at, words, by: event.by ?? null });
      return from === 'person' ? saidMore(next, person) : next;
    }
    case 'passed-on':
      return { ...session, reviewed: session.reviewed.filter((one) => !isSame(one, event)) };
    case 'handed-back':
      return withReviewed(session, {
        ...ofItem(event),
        comment: event.comment,
        by: event.by ?? null,
      });
    case 'left':
      return withReviewed(session, { ...ofItem(event), comment: null, by: null });
    case 'offered-again':
      return saidMore(
        { ...session, reviewed: session.reviewed.filter((one) => !isSame(one, event)) },
        event.person,
      );
    case 'goal-touched':
      return session.goals.includes(event.goal)
        ? session
        : { ...session, goals: [...session.goals, event.goal] };
    case 'closing-said':
      return { ...session, closing: event.words };
    case 'exercises-planned':
    case 'exercise-started':
    case 'exercise-moved':
    case 'exercise-ended':
      return foldExercise(session, event, at);
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

/** From now on they have a board of their own in this session (rule S14). */
function withWhoIsInReview(session: Session): Session {
  if (session.phase.name !== 'open') return session;
  const fresh = session.letIn.filter(
    (one) => isInReview(session, one) && !session.haveBeenInReview.includes(one),
  );
  return fresh.length === 0
    ? session
    : { ...session, haveBeenInReview: [...session.haveBeenInReview, ...fresh] };
}

/** Whether this person sees that the turn is another one now; a timer alone shows nobody. */
const seesTurn = ({ phase, step, floor, letIn }: Session, person: PersonId, to: FloorOf): boolean =>
  phase.name === 'open' && isTogether(step) && letIn.includes(person) && floor.of !== to;

const without = (people: readonly PersonId[], person: PersonId): readonly PersonId[] =>
  people.filter((one) => one !== person);

const turned = (
  people: readonly PersonId[],
  { person, on }: { readonly person: PersonId; readonly on: boolean },
): readonly PersonId[] => (on ? [...without(people, person), person] : without(people, person));

/** Whoever leaves the room leaves the floor; nobody gets it by that. */
const notIn = (session: Session, person: PersonId): Session => ({
  ...session,
  letIn: without(session.letIn, person),
  floor: session.floor.of === person ? { of: 'nobody', softEndsAt: null } : session.floor,
});

const withAsk = (session: Session, ask: Ask): Session => ({
  ...session,
  asks: [...session.asks.filter((one) => one.person !== ask.person || one.ask !== ask.ask), ask],
});

function withWhisper(session: Session, whispered: Omit<Whisper, 'n'>): Session {
  const theirs = session.whispers.filter((one) => one.person === whispered.person);
  const oldest = theirs.length >= maxWhispersShown ? theirs[0] : null;
  const whisper = { ...whispered, n: (theirs.at(-1)?.n ?? 0) + 1 };
  return { ...session, whispers: [...session.whispers.filter((one) => one !== oldest), whisper] };
}

const saidMore = (session: Session, person: PersonId): Session => ({
  ...session,
  sayings: { ...session.sayings, [person]: (session.sayings[person] ?? 0) + 1 },
});

const ofItem = ({ person, item }: Pick<Reviewed, 'person' | 'item'>) => ({ person, item });

const isSame = (
  one: Pick<Reviewed, 'person' | 'item'>,
  other: Pick<Reviewed, 'person' | 'item'>,
): boolean => one.person === other.person && one.item === other.item;

const withReviewed = (session: Session, reviewed: Reviewed): Session => ({
  ...session,
  reviewed: [...session.reviewed.filter((one) => !isSame(one, reviewed)), reviewed],
});
