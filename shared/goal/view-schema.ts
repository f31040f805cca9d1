/** The schemas of what is told of goals, as they cross the wire; `down.ts` holds them to the types. */
import * as v from 'valibot';
import { goalId, instant, personId, therapistId } from '../ids.ts';
import { goalStates, levelNumbers } from './goal.ts';

const list = <const Entry extends v.GenericSchema>(entry: Entry) =>
  v.pipe(v.array(entry), v.readonly());

const asker = v.variant('as', [
  v.strictObject({ as: v.literal('therapist'), id: therapistId }),
  v.strictObject({ as: v.literal('person'), id: personId }),
]);
const whose = v.union([v.literal('ours'), personId]);

export const goalForTherapist = v.strictObject({
  id: goalId,
  by: asker,
  at: instant,
  state: v.picklist(goalStates),
  wording: v.string(),
  offered: v.boolean(),
  whose,
  names: list(personId),
  version: v.nullable(v.number()),
  yeses: list(v.strictObject({ person: personId, yes: v.boolean() })),
  versions: list(
    v.strictObject({
      n: v.number(),
      wording: v.string(),
      whose,
      names: list(personId),
      at: instant,
      answers: list(
        v.strictObject({
          person: personId,
          said: v.picklist(['yes', 'taken-back']),
          at: instant,
        }),
      ),
      reopenedAt: v.nullable(instant),
    }),
  ),
  comments: list(v.strictObject({ by: asker, words: v.string(), at: instant })),
  levels: list(v.string()),
  ratings: list(
    v.strictObject({
      level: v.picklist(levelNumbers),
      of: v.number(),
      words: v.string(),
      together: v.boolean(),
      at: instant,
    }),
  ),
  closing: v.nullable(v.string()),
  isNews: v.boolean(),
});

export const goalForPerson = v.variant('state', [
  v.strictObject({
    state: v.literal('idea'),
    id: goalId,
    wording: v.string(),
    offered: v.boolean(),
    comments: list(v.strictObject({ from: v.picklist(['you', 'therapist']), words: v.string() })),
  }),
  v.strictObject({
    state: v.picklist(['talking', 'put', 'agreed', 'working', 'reached', 'aside']),
    id: goalId,
    wording: v.string(),
    version: v.number(),
    whose: v.picklist(['you', 'ours', 'others']),
    yourYes: v.boolean(),
    takenBack: v.boolean(),
    levels: list(v.string()),
    found: v.nullable(v.strictObject({ words: v.string(), at: instant })),
    closing: v.nullable(v.string()),
  }),
]);
