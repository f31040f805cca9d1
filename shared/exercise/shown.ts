/**
 * What a viewer may know of an exercise: the only way out for it. Whatever is not built here is not
 * sent. To the family it says nothing of who has answered, who passed and who is still writing.
 */
import type { PersonId } from '../ids.ts';
import type { Draft } from './draft.ts';
import type { Answer, HandedBack, Names, Run, Step } from './exercise.ts';
import { partsOf, type Part, type Values } from './form.ts';
import { kindOf } from './kinds.ts';
import { askedOf, hasAnswered, isAsked, isShown, playerOf, stepNow, stepsOf } from './running.ts';
import type { Asked, Play, RunInView } from './shown-shape.ts';

export type { Play, RunInView };

interface Seeing {
  readonly nameOf: Names;
  readonly drafts: readonly Draft[];
  /** Who is in the room; of a family's viewer: with them. */
  readonly here: readonly PersonId[];
}

/** The same for everybody who is not asked, whatever the others do. */
const quiet = 'A quiet moment';

/** What one member of the family is told. */
export function playFor(run: Run, viewer: PersonId, { nameOf, drafts, here }: Seeing): Play {
  const kind = kindOf(run.name);
  const steps = stepsOf(run, nameOf);
  const now = stepNow(run, steps);
  const ask = askedOf(run, viewer, steps);
  const isTold = (answer: Answer): boolean =>
    (answer.by === null || answer.by === viewer || here.includes(answer.by)) &&
    isShown(run, answer, steps) &&
    // What it is part of is told already.
    kind.shownAsPart?.(run, answer) !== 'unnamed';
  const mine = run.answers.filter((one) => one.by === viewer && one.values !== null);
  return {
    ...{ n: run.n, name: run.name, title: kind.title },
    heading: now && !isAsked(now, viewer) ? (now.meanwhile ?? quiet) : quiet,
    ask: ask && askIn(run, ask, viewer, drafts),
    own: mine
      .filter((one) => !isShown(run, one, steps))
      .map((one) => ({
        ...{ id: one.id, parts: parts(run, steps, one, true), waits: one.waits },
        softer: softerParts(run, steps, one),
      }))
      .filter((one) => one.parts.length > 0),
    shown: run.answers
      .filter(isTold)
      .map((one) => ({
        id: one.id,
        by: one.by,
        parts: parts(run, steps, one, false),
      }))
      .filter((one) => one.parts.length > 0),
  };
}

/** What the therapists are told: everything. */
export function runFor(
  run: Run,
  { nameOf, drafts, here, isOn }: Seeing & { readonly isOn: boolean },
): RunInView {
  const steps = stepsOf(run, nameOf);
  const now = stepNow(run, steps);
  const ask = askedOf(run, null, steps);
  return {
    ...{ n: run.n, name: run.name, title: kindOf(run.name).title, isOn },
    steps: steps.map(({ name, title }) => ({
      ...{ name, title },
      at: run.over.includes(name) ? 'over' : name === now?.name ? 'now' : 'ahead',
    })),
    people: run.players.map(({ id }) => ({ id, state: stateOf(run, now, id, here) })),
    // A press that shows something is told by what it shows.
    answers: run.answers
      .map((one) => inView(run, steps, one))
      .filter(({ state, parts: all }) => all.length > 0 || state === 'passed'),
    drafts: drafts.flatMap((draft) => draftInView(run, steps, draft)),
    ask: ask && askIn(run, ask, null, []),
  };
}

function stateOf(
  run: Run,
  now: Step | undefined,
  person: PersonId,
  here: readonly PersonId[],
): RunInView['people'][number]['state'] {
  if (!here.includes(person)) return 'away';
  if (!now || !isAsked(now, person)) return 'not-asked';
  const theirs = run.answers.filter((one) => one.step === now.name && one.by === person);
  if (theirs.length > 0 && theirs.every(({ values }) => values === null)) return 'passed';
  return hasAnswered(run, now, person) ? 'answered' : 'asked';
}

function inView(run: Run, steps: readonly Step[], one: Answer): RunInView['answers'][number] {
  const step = steps.find(({ name }) => name === one.step);
  const told = parts(run, steps, one, true);
  const isSeen = isShown(run, one, steps);
  const isLatest = one.step === run.over.at(-1) || one.step === stepNow(run, steps)?.name;
  const mayBeSofter = step?.softens === true && one.by !== null && !isSeen;
  return {
    ...{ id: one.id, by: one.by, step: one.step, title: step?.title ?? '' },
    parts: one.waits && told.length === 0 ? pressed(step, one) : told,
    state: one.values === null ? 'passed' : one.waits ? 'waits' : isSeen ? 'shown' : 'sealed',
    mayReturn: one.values !== null && one.by !== null && (!isSeen || isLatest),
    softens:
      mayBeSofter && one.values
        ? { form: step.form(playerOf(run, one.by)), values: one.values }
        : null,
    softer: softerParts(run, steps, one),
  };
}

/** What was pressed, where that is all there is. */
const pressed = (step: Step | undefined, { values }: Answer): readonly Part[] =>
  (step?.form(null).presses ?? []).flatMap(({ value, label }) =>
    value === values?.['press'] ? [{ label: '', words: label, stamps: [] }] : [],
  );

function draftInView(run: Run, steps: readonly Step[], draft: Draft): RunInView['drafts'] {
  const step = steps.find(({ name }) => name === draft.step);
  const field = step
    ?.form(playerOf(run, draft.person))
    .fields.find(({ name }) => name === draft.field);
  if (draft.n !== run.n || !field) return [];
  return [{ person: draft.person, label: field.label, words: draft.words }];
}

function askIn(run: Run, step: Step, by: PersonId | null, drafts: readonly Draft[]): Asked {
  const back: HandedBack | undefined = run.handedBack.find(
    (one) => one.person === by && one.step === step.name,
  );
  const form = step.form(playerOf(run, by));
  const known = new Set(form.fields.map(({ name }) => name));
  const theirs = drafts.filter(
    (one) => one.n === run.n && one.person === by && one.step === step.name,
  );
  const typed: Values = Object.fromEntries(theirs.map(({ field, words }) => [field, words]));
  const filled: Values = { ...back?.values, ...typed };
  return {
    ...{ step: step.name, form, comment: back?.comment ?? null },
    filled: Object.fromEntries(Object.entries(filled).filter(([name]) => known.has(name))),
  };
}

const parts = (run: Run, steps: readonly Step[], one: Answer, isOwn: boolean) =>
  partsWith(run, steps, one, one.values, isOwn);
const softerParts = (run: Run, steps: readonly Step[], one: Answer) =>
  one.softer && partsWith(run, steps, one, one.softer, true);

function partsWith(
  run: Run,
  steps: readonly Step[],
  { by, step: name }: Answer,
  values: Values | null,
  isOwn: boolean,
) {
  const step = steps.find((one) => one.name === name);
  return step && values ? partsOf(step.form(playerOf(run, by)), values, isOwn) : [];
}
