/** What of a session's decisions goes into its record: never who paused, asked, or was kept waiting. */
import type { Instant, PersonId } from '../../../shared/ids.ts';
import { apply } from '../../../shared/session/apply.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import type { Session } from '../../../shared/session/session.ts';
import { isJoint } from '../../../shared/session/plan.ts';
import type { AnswerLeaf, RecordEntry, WordsLeaf } from '../entries.ts';
import type { Decided } from './moments.ts';

/** An entry of a record; those with a leaf are given it later. */
export type Happening =
  | Exclude<RecordEntry, { is: 'head' | 'moment' | 'answer' | 'words' | 'end' | 'removed' }>
  | { readonly is: 'answer'; readonly at: Instant; readonly leaf: AnswerLeaf }
  | { readonly is: 'words'; readonly at: Instant; readonly leaf: WordsLeaf };

export interface Happened {
  /** In the order of time. */
  readonly all: readonly Happening[];
  readonly session: Session;
}

interface Under {
  readonly at: Instant;
  readonly n: number;
  readonly name: string;
  /** When each answer was given. */
  readonly given: Map<number, Instant>;
}

/** @throws when the decisions do not follow on each other: the log is damaged. */
export function happenedIn(planned: Session, decisions: readonly Decided[]): Happened {
  let session = planned;
  const all: Happening[] = [];
  let brokeAt: Instant | null = null;
  let under: Under | null = null;
  let closing: { readonly at: Instant; readonly words: string } | null = null;

  function endBreak(until: Instant): void {
    if (brokeAt !== null) all.push({ is: 'short-break', at: brokeAt, until });
    brokeAt = null;
  }

  /** What was given stays as it was when the exercise ended: what was taken back before is not in it. */
  function endExercise(before: Session, until: Instant): void {
    const { running } = before.exercises;
    if (!under || !running) return;
    const { n, name, at, given } = under;
    all.push({ is: 'exercise', at, n, name, until });
    for (const { id, step, by, values } of running.answers) {
      const leaf = { n, exercise: name, step, by, values };
      all.push({ is: 'answer', at: given.get(id) ?? at, leaf });
    }
    under = null;
  }

  for (const { at, event } of decisions) {
    const before = session;
    session = apply(session, event, at);
    switch (event.kind) {
      case 'opened':
        if (isJoint(event.session)) all.push({ is: 'step', at, step: event.step });
        break;
      case 'let-in':
      case 'sent-back':
        all.push({ is: event.kind, at, person: event.person });
        break;
      case 'seen-out':
      case 'removed':
        if (before.letIn.includes(event.person)) all.push({ is: 'left', at, person: event.person });
        break;
      case 'held':
        brokeAt = at;
        break;
      case 'resumed':
        endBreak(at);
        break;
      case 'step-changed':
        if (isJoint(session.kind)) all.push({ is: 'step', at, step: event.step });
        break;
      case 'floor-given':
        all.push({ is: 'floor', at, of: event.to });
        break;
      case 'whispered':
        all.push({ is: 'words', at, leaf: whisper(event) });
        break;
      case 'handed-back':
        all.push({ is: 'words', at, leaf: comment(event.person, event.comment) });
        break;
      case 'passed-on':
        all.push({ is: 'passed-on', at, person: event.person, item: event.item });
        break;
      case 'closing-said':
        closing = event.words === null ? null : { at, words: event.words };
        break;
      case 'goal-touched':
        if (!before.goals.includes(event.goal)) all.push({ is: 'goal', at, goal: event.goal });
        break;
      case 'exercise-started':
        under = { at, n: event.n, name: event.name, given: new Map() };
        break;
      case 'exercise-moved':
        for (const { id } of session.exercises.running?.answers ?? []) {
          if (under && !under.given.has(id)) under.given.set(id, at);
        }
        break;
      case 'exercise-ended':
        endExercise(before, at);
        break;
      case 'ended':
        endExercise(before, at);
        endBreak(at);
        break;
      case 'looking-changed':
      case 'checking-changed':
      case 'asked':
      case 'ask-answered':
      case 'picture-chosen':
      case 'left':
      case 'offered-again':
      case 'exercises-planned':
        break;
      default:
        return event satisfies never;
    }
  }
  if (closing) all.push({ is: 'words', at: closing.at, leaf: toEverybody(closing.words) });
  all.sort((one, other) => one.at - other.at);
  return { all, session };
}

type Whispered = Extract<SessionEvent, { kind: 'whispered' }>;
const whisper = ({ from, person, words }: Whispered): WordsLeaf => ({
  is: 'whisper',
  by: from === 'person' ? person : null,
  with: person,
  words,
});
const comment = (person: PersonId, words: string): WordsLeaf => ({
  ...{ is: 'comment', by: null, with: person, words },
});
const toEverybody = (words: string): WordsLeaf => ({
  ...{ is: 'closing', by: null, with: null, words },
});
