/**
 * What therapists see of a family over its sessions. Each person for themselves: nothing here compares
 * two people, adds up to a score or goes on beyond what was (rule R37).
 */
import { chosen } from '../exercise/form.ts';
import type { Level } from '../goal/goal.ts';
import type { GoalForTherapist } from '../goal/visible-to.ts';
import type { GoalId, Instant, PersonId, SessionId } from '../ids.ts';
import type { SessionKind } from '../session/plan.ts';
import { steps, type Step } from '../session/step.ts';
import { answerParts } from './answer-parts.ts';
import type { RecordAnswer, RecordPerson, SessionRecordRead } from './record.ts';
import type { RecordReader } from './standing.ts';

/** What somebody said of how they were. */
export interface HowTheyWere {
  readonly at: Instant;
  /** "Worried, A lot" without the size. */
  readonly feelings: string;
  /** 0–10 as they gave it, or where a young child's word stands; null where none was given. */
  readonly size: number | null;
  /** "A lot", "7". */
  readonly sizeWords: string;
}

export interface PersonInSession {
  readonly person: PersonId;
  /** Their first check-in of the session, if it came in its first half. */
  readonly before: HowTheyWere | null;
  /** Their last one, if it came later. */
  readonly after: HowTheyWere | null;
  /** Milliseconds let in. */
  readonly inRoomMs: number;
}

export interface SessionOverTime {
  readonly session: SessionId;
  readonly title: string;
  readonly kind: SessionKind;
  readonly openedAt: Instant;
  readonly endedAt: Instant;
  readonly people: readonly PersonInSession[];
  /** Milliseconds at each step that there was, without short breaks; of joint sessions alone. */
  readonly steps: readonly { readonly step: Step; readonly ms: number }[];
}

export interface GoalOverTime {
  readonly goal: GoalId;
  readonly wording: string;
  readonly state: GoalForTherapist['state'];
  /** Oldest first. */
  readonly ratings: readonly {
    readonly at: Instant;
    readonly level: Level;
    readonly words: string;
    readonly together: boolean;
  }[];
}

/** `GET /api/families/:family/over-time`, for whoever may read the family's records. */
export interface OverTimeAnswer {
  readonly familyTitle: string;
  readonly reader: RecordReader;
  readonly people: readonly RecordPerson[];
  /** Oldest first; the newest {@link mostSessionsOverTime}. */
  readonly sessions: readonly SessionOverTime[];
  readonly goals: readonly GoalOverTime[];
  /** Sessions whose record is not what was sealed: nothing is told of them here. */
  readonly doubtful: readonly { readonly session: SessionId; readonly title: string }[];
  /** How many earlier sessions are left out. */
  readonly earlier: number;
}
/** A year of weekly sessions: each is opened and verified for one answer. */
export const mostSessionsOverTime = 52;

export function sessionOverTime(record: SessionRecordRead): SessionOverTime {
  const { session, title, kind, openedAt, endedAt, people } = record.head;
  return {
    ...{ session, title, kind, openedAt, endedAt },
    people: people.map(({ id }) => ({
      person: id,
      ...checkIns(record, id),
      inRoomMs: inRoomMs(record, id),
    })),
    steps: kind === 'individual' ? [] : timeAtSteps(record),
  };
}

export const goalOverTime = (goal: GoalForTherapist): GoalOverTime => ({
  goal: goal.id,
  wording: goal.versions.at(-1)?.wording ?? goal.wording,
  state: goal.state,
  ratings: goal.ratings.map(({ at, level, words, together }) => ({ at, level, words, together })),
});

function checkIns(
  record: SessionRecordRead,
  person: PersonId,
): Pick<PersonInSession, 'before' | 'after'> {
  const { openedAt, endedAt } = record.head;
  const given = record.answers.filter(
    ({ by, exercise, step, values }) =>
      by === person && exercise === 'check-in' && step === 'feel' && values !== null,
  );
  const middle = (openedAt + endedAt) / 2;
  const before = given.find(({ at }) => at <= middle);
  const after = given.findLast((one) => one.at > middle || (before && one.n !== before.n));
  return {
    before: before ? howTheyWere(record, before) : null,
    after: after ? howTheyWere(record, after) : null,
  };
}

/** Where the words of a young child stand among ten. */
const youngSizes: Readonly<Record<string, number>> = { little: 2, some: 5, lot: 9 };

function howTheyWere(record: SessionRecordRead, answer: RecordAnswer): HowTheyWere {
  const values = answer.values ?? {};
  const big = values['big'];
  const size = typeof big === 'number' ? big : (youngSizes[chosen(values, 'big')[0] ?? ''] ?? null);
  const { big: _, ...rest } = values;
  const wordsOf = (of: typeof values): string =>
    answerParts(record, { ...answer, values: of })
      .map(({ words }) => words)
      .join(', ');
  return {
    at: answer.at,
    feelings: wordsOf(rest),
    size,
    sizeWords: big === undefined ? '' : wordsOf({ big }),
  };
}

/** From each letting in to the next time they left, or to the end. */
function inRoomMs({ head, marks }: SessionRecordRead, person: PersonId): number {
  let since: Instant | null = null;
  let ms = 0;
  for (const mark of marks) {
    if (mark.is !== 'let-in' && mark.is !== 'sent-back' && mark.is !== 'left') continue;
    if (mark.person !== person) continue;
    if (mark.is === 'let-in') since ??= mark.at;
    else if (since !== null) {
      ms += mark.at - since;
      since = null;
    }
  }
  return ms + (since === null ? 0 : head.endedAt - since);
}

function timeAtSteps({ head, marks }: SessionRecordRead): SessionOverTime['steps'] {
  const breaks = marks.flatMap((mark) => (mark.is === 'short-break' ? [mark] : []));
  const inBreaks = (from: Instant, until: Instant): number =>
    breaks.reduce(
      (ms, one) => ms + Math.max(0, Math.min(one.until, until) - Math.max(one.at, from)),
      0,
    );
  const at = marks.flatMap((mark) => (mark.is === 'step' ? [mark] : []));
  const spent = new Map<Step, number>();
  for (const [place, { step, at: from }] of at.entries()) {
    const until = at[place + 1]?.at ?? head.endedAt;
    const ms = until - from - inBreaks(from, until);
    spent.set(step, (spent.get(step) ?? 0) + ms);
  }
  return steps.flatMap((step) => {
    const ms = spent.get(step);
    return ms === undefined ? [] : [{ step, ms }];
  });
}
