/** The library of saved boards: found by words, people, exercises, goals and time. */
import { Router } from 'express';
import * as v from 'valibot';
import type { Goal } from '../../shared/goal/goal.ts';
import { familyId, goalId, instant, personId, sessionId } from '../../shared/ids.ts';
import type { LibraryAnswer, LibraryEntry, LibraryFamily } from '../../shared/record/library.ts';
import type { PersonLook } from '../../shared/wire/http.ts';
import type { GoalBoards } from '../goal/goal-boards.ts';
import { Refused } from '../refused.ts';
import type { SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { PrivateNoteStore } from '../storage/private-note-store.ts';
import type { RecordFilter, RecordStore, RecordSummary } from '../storage/record-store.ts';
import { beginsEach, folded } from '../storage/folded.ts';

/** Saved boards of one page. */
export const libraryPage = 30;
/** Code units that are searched for at the most. */
const mostOfText = 200;

const optionalInstant = v.optional(v.pipe(v.string(), v.transform(Number), instant));
const libraryQuery = v.object({
  text: v.optional(v.pipe(v.string(), v.maxLength(mostOfText)), ''),
  family: v.optional(familyId),
  person: v.optional(personId),
  exercise: v.optional(v.pipe(v.string(), v.maxLength(40))),
  goal: v.optional(goalId),
  from: optionalInstant,
  until: optionalInstant,
  before: v.optional(sessionId),
});

const wordingOf = ({ versions, wording }: Goal): string => versions.at(-1)?.wording ?? wording;

const lookOf = ({ id, firstName, colour, shape }: PersonLook): PersonLook => ({
  ...{ id, firstName, colour, shape },
});

interface Parts extends SessionParts {
  readonly records: Pick<RecordStore, 'list'>;
  readonly notes: Pick<PrivateNoteStore, 'sessionsWith'>;
  readonly goals: GoalBoards;
}

export function libraryRoutes(parts: Parts): Router {
  const router = Router();

  /** An idea is its author's and the therapists' alone (rule G2): a reviewer is not told of it. */
  async function shown(
    family: FamilyRecord,
    { id: asker }: Pick<Therapist, 'id'>,
  ): Promise<LibraryFamily> {
    const worksWithIt = family.therapists.some(({ id }) => id === asker);
    const { goals } = (await parts.goals.of(family.id)).board();
    return {
      id: family.id,
      title: family.title,
      people: family.people.map(lookOf),
      goals: goals
        .filter(({ stage }) => worksWithIt || stage !== 'idea')
        .map((goal) => ({ id: goal.id, wording: wordingOf(goal) })),
    };
  }

  router.get('/records', async (request, response) => {
    const therapist = await parts.signIns.needed(request);
    const read = v.safeParse(libraryQuery, request.query);
    if (!read.success) throw new Refused('bad-input', 'This can not be searched for.');
    const { text, family, ...wanted } = read.output;
    const readable = await parts.families.familiesReadBy(therapist.id);
    const families = await Promise.all(readable.map((one) => shown(one, therapist)));
    const among = readable.filter(({ id }) => family === undefined || id === family);
    const words = folded(text);
    // What is no word at all, dots alone, is found nowhere.
    const isWordless = text.trim() !== '' && words.length === 0;
    const filter: RecordFilter = {
      families: isWordless ? [] : among.map(({ id }) => id),
      ...wanted,
      ...(words.length > 0
        ? {
            words,
            orGoals: goalsWith(families, words),
            orSessions: await parts.notes.sessionsWith(therapist.id, words),
          }
        : {}),
      limit: libraryPage + 1,
    };
    const found = await parts.records.list(filter);
    const body: LibraryAnswer = {
      entries: found.slice(0, libraryPage).map((one) => entryOf(one, families)),
      more: found.length > libraryPage,
      families,
    };
    response.json(body);
  });

  return router;
}

const goalsWith = (families: readonly LibraryFamily[], beginnings: readonly string[]) =>
  families.flatMap(({ goals }) =>
    goals.flatMap(({ id, wording }) => (beginsEach(folded(wording), beginnings) ? [id] : [])),
  );

function entryOf(summary: RecordSummary, families: readonly LibraryFamily[]): LibraryEntry {
  const family = families.find(({ id }) => id === summary.family);
  const { session, kind, title, openedAt, endedAt, exercises } = summary;
  return {
    ...{ session, family: summary.family, kind, title, openedAt, endedAt, exercises },
    people: summary.people.flatMap((id) => family?.people.filter((one) => one.id === id) ?? []),
    goals: summary.goals.flatMap((id) => family?.goals.filter((one) => one.id === id) ?? []),
  };
}
