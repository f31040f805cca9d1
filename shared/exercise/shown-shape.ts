/** An exercise as it is told, to the family and to therapists. */
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { form, part, values } from './form.ts';

const list = <const Entry extends v.GenericSchema>(entry: Entry) =>
  v.pipe(v.array(entry), v.readonly());

/** A question to whoever is asked now. */
const asked = v.strictObject({
  step: v.string(),
  form,
  /** What is in the fields already: half typed, or handed back. */
  filled: values,
  /** With what was handed back. */
  comment: v.nullable(v.string()),
});
export type Asked = v.InferOutput<typeof asked>;

/** An answer that others see. */
const shownAnswer = v.strictObject({
  id: v.number(),
  /** Null: a therapist's. */
  by: v.nullable(personId),
  parts: list(part),
});

/** What one member of the family is told. */
export const play = v.strictObject({
  n: v.number(),
  name: v.string(),
  title: v.string(),
  /** What those read who are not asked now. */
  heading: v.string(),
  ask: v.nullable(asked),
  /** Own answers that others don't see. */
  own: list(
    v.strictObject({
      id: v.number(),
      parts: list(part),
      /** Others see it once a therapist has looked. */
      waits: v.boolean(),
      /** Softer words that a therapist proposes. */
      softer: v.nullable(list(part)),
    }),
  ),
  shown: list(shownAnswer),
});
export type Play = v.InferOutput<typeof play>;

/** What the therapists are told: everything. */
export const runInView = v.strictObject({
  n: v.number(),
  name: v.string(),
  title: v.string(),
  /** Whether the family has it on the screen at this step of closeness. */
  isOn: v.boolean(),
  steps: list(
    v.strictObject({
      name: v.string(),
      title: v.string(),
      at: v.picklist(['over', 'now', 'ahead']),
    }),
  ),
  people: list(
    v.strictObject({
      id: personId,
      /** Of the step that is on. `not-asked`: it is nobody's or another's turn. */
      state: v.picklist(['asked', 'answered', 'passed', 'not-asked', 'away']),
    }),
  ),
  answers: list(
    v.strictObject({
      id: v.number(),
      by: v.nullable(personId),
      step: v.string(),
      /** The title of its step. */
      title: v.string(),
      /** Empty for a pass. */
      parts: list(part),
      state: v.picklist(['passed', 'sealed', 'waits', 'shown']),
      mayReturn: v.boolean(),
      /** What softer words may be proposed to; null where none may. */
      softens: v.nullable(v.strictObject({ form, values })),
      softer: v.nullable(list(part)),
    }),
  ),
  drafts: list(v.strictObject({ person: personId, label: v.string(), words: v.string() })),
  ask: v.nullable(asked),
});
export type RunInView = v.InferOutput<typeof runInView>;
