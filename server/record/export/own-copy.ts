/** A family member's copy: what they made and answered, and what was agreed with them (rule R56). */
import { answerParts } from '../../../shared/record/answer-parts.ts';
import type { Document } from '../../../shared/record/document.ts';
import type { WishOf } from '../../../shared/record/export.ts';
import { ownCopyDocument, type OwnSession } from '../../../shared/record/own-items.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { RecordAnswer, SessionRecordRead } from '../../../shared/record/record.ts';
import { titleOfExercise } from '../../../shared/exercise/kinds.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import { keptRecords } from './kept.ts';
import { agreedIn, goalsOf, ownOn, personOf, type PreparedParts } from './prepared.ts';

export interface OwnCopy {
  readonly document: Document;
  /** The same for programs. */
  readonly json: {
    readonly firstName: string;
    readonly sessions: readonly {
      readonly title: string;
      readonly endedAt: number;
      readonly items: OwnSession['items'];
      readonly answers: readonly Pick<RecordAnswer, 'at' | 'exercise' | 'step' | 'values'>[];
    }[];
    readonly agreed: {
      readonly goals: readonly { readonly wording: string; readonly agreedAt: number }[];
      readonly inSessions: readonly { readonly at: number; readonly words: readonly string[] }[];
    };
  };
}

/** Only with their own answers in sight, so that no question quotes another's. */
function answersOf(
  { head, answers }: SessionRecordRead,
  person: PersonId,
): readonly (readonly [string, string])[] {
  const own = answers.filter(({ by, values }) => by === person && values !== null);
  return own.flatMap((answer) =>
    answerParts({ head, answers: own }, answer).map(
      ({ label, words }) =>
        [titleOfExercise({ name: answer.exercise }), label ? `${label}: ${words}` : words] as const,
    ),
  );
}

export async function preparedOwnCopy(
  parts: PreparedParts,
  family: FamilyRecord,
  wish: WishOf<'own-copy'>,
): Promise<OwnCopy> {
  const { id, firstName } = personOf(family, wish.person);
  const sessions: OwnSession[] = [];
  const kept: OwnCopy['json']['sessions'][number][] = [];
  const agreements: { at: number; words: readonly string[] }[] = [];
  for await (const { record } of keptRecords(parts, family)) {
    const { title, endedAt, people } = record.head;
    if (!people.some((one) => one.id === id)) continue;
    const items = ownOn(record, id);
    sessions.push({ title, at: endedAt, items, bars: 0, answers: answersOf(record, id) });
    kept.push({
      ...{ title, endedAt, items },
      answers: record.answers
        .filter(({ by }) => by === id)
        .map(({ at, exercise, step, values }) => ({ at, exercise, step, values })),
    });
    const words = agreedIn(record);
    if (words.length > 0) agreements.push({ at: endedAt, words });
  }
  const goals = (await goalsOf(parts, family, 1)).filter(({ names }) => names.includes(id));
  const asked = { firstName, person: id, sessions, timeZone: wish.timeZone };
  return {
    document: ownCopyDocument(asked, { goals, agreements }),
    json: {
      ...{ firstName, sessions: kept },
      agreed: {
        goals: goals.map(({ wording, agreedAt }) => ({ wording, agreedAt })),
        inSessions: agreements,
      },
    },
  };
}
