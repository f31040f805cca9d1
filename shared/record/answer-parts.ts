/** What somebody answered in an exercise, in words, as its form had them. */
import { playerFrom, usualSetting, type Run } from '../exercise/exercise.ts';
import { partsOf, type Part, type Values } from '../exercise/form.ts';
import { isKindName, kinds } from '../exercise/kinds.ts';
import type { RecordAnswer, SessionRecordRead } from './record.ts';

type Told = Pick<SessionRecordRead, 'head' | 'answers'>;

/**
 * Its parts, also those that are its author's alone; none for a pass. An answer whose form this version
 * does not know is told by what was given.
 */
export function answerParts(record: Told, answer: RecordAnswer): readonly Part[] {
  const { values, by } = answer;
  if (values === null) return [];
  const person = record.head.people.find(({ id }) => id === by);
  const step = isKindName(answer.exercise)
    ? kinds[answer.exercise]
        .steps(runUpTo(record, answer), () => '')
        .find(({ name }) => name === answer.step)
    : undefined;
  const known = step ? partsOf(step.form(person ? playerFrom(person) : null), values, true) : [];
  return known.length > 0 ? known : barely(values);
}

/** The exercise as far as its answers tell it: what was set for it is not part of a record. */
const runUpTo = ({ head, answers }: Told, { n, exercise, at }: RecordAnswer): Run => ({
  ...{ n, name: exercise, setting: usualSetting, players: head.people.map(playerFrom) },
  answers: answers
    .filter((one) => one.n === n && one.at <= at)
    .map(({ step, by, values }, place) => ({
      ...{ id: place + 1, step, by, values, waits: false, softer: null },
    })),
  ...{ over: [], handedBack: [], since: at, given: 0, letter: null },
});

function barely(values: Values): readonly Part[] {
  const words = Object.entries(values)
    .filter(([name]) => name !== 'press')
    .map(([, value]) => (typeof value === 'object' ? value.join(', ') : String(value)));
  return words.length === 0 ? [] : [{ label: '', words: words.join(' · '), stamps: [] }];
}
