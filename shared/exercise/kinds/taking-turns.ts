/** One speaks, the other says what they heard, until it is right; then they change places. */
import { answersIn, takingPart, type Kind, type Run, type Step } from '../exercise.ts';
import type { PersonId } from '../../ids.ts';
import { telling, told, type AgeForm, type Form } from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';

/** Up to two repairs: the third time of "I heard" is the last. */
const mostTimesHeard = 3;
/** Two short sentences. */
const maxSaid = 200;

const onMyMind = [
  'I miss you sometimes',
  'It was loud, and I was scared',
  'I would like to play together',
  'I don’t know what to say',
] as const;
/** What can be heard of those, for whom tapping is easier than writing. */
const onTheirMind = [
  'You miss me sometimes',
  'It was loud, and you were scared',
  'You would like to play together',
  'You don’t know what to say yet',
] as const;
const heardStarters = ['I heard that you …'] as const;
const starters = ['I was …', 'I miss …', 'I would like …', 'It was hard for me when …'] as const;

const sayForm = (question: string, age: AgeForm): Form => ({
  heading: question || 'Say one thing that is on your mind',
  lines: ['Up to two short sentences. About you, not about what somebody should do.'],
  fields: telling(age, 'say', 'What I would like to say', onMyMind, {
    ...{ max: maxSaid, hints: true },
    ...(age === 'young' ? {} : { starters: age === 'middle' ? starters : [] }),
  }),
  presses: [{ value: 'give', label: 'Say it' }],
  pass: 'Pass',
});

const heardForm = (isRepair: boolean, age: AgeForm): Form => ({
  heading: isRepair ? 'Try once more: what did you hear?' : 'What did you hear?',
  lines: ['Only what you heard. No answer to it and no advice; your turn comes.'],
  fields: telling(age, 'heard', 'I heard', onTheirMind, {
    max: maxSaid,
    ...(age === 'young' ? {} : { starters: heardStarters }),
  }),
  presses: [{ value: 'give', label: 'Say it' }],
  pass: 'Pass',
});

const checkForm: Form = {
  heading: 'Is that what you meant?',
  lines: [],
  fields: [],
  presses: [
    { value: 'yes', label: 'Yes, that’s it' },
    { value: 'partly', label: 'Partly' },
    { value: 'not-yet', label: 'Not yet' },
  ],
  pass: 'Pass',
};

const pairOf = (run: Run): readonly PersonId[] =>
  takingPart(run)
    .map(({ id }) => id)
    .slice(0, 2);

const shared = { seen: 'at-once', ends: 'answered', times: 1 } as const;

/** The steps of one turn as far as they are known: it ends with a yes, a pass, or two repairs. */
function turn(run: Run, nth: number, speaker: PersonId, listener: PersonId): Step[] {
  const name = (what: string): string => `${what}-${String(nth)}`;
  const steps: Step[] = [
    {
      ...{ ...shared, name: name('say'), title: 'One speaks', who: [speaker] },
      meanwhile: 'Listen now. Afterwards you say what you heard.',
      form: (player) => sayForm(run.setting.question, player?.form ?? 'grown'),
    },
  ];
  if (answersIn(run, name('say')).length === 0) return steps;
  for (let time = 1; time <= mostTimesHeard; time += 1) {
    const heard = name(`heard-${String(time)}`);
    const check = name(`check-${String(time)}`);
    steps.push({
      ...{ ...shared, name: heard, title: 'The other says what they heard', who: [listener] },
      meanwhile: 'Listen to what was heard.',
      form: (player) => heardForm(time > 1, player?.form ?? 'grown'),
    });
    if (answersIn(run, heard).length === 0) return steps;
    steps.push({
      ...{ ...shared, name: check, title: 'Is that what was meant?', who: [speaker] },
      meanwhile: 'A quiet moment.',
      form: () => checkForm,
    });
    const [checked] = answersIn(run, check);
    if (!checked || checked.values['press'] === 'yes') return steps;
  }
  return steps;
}

export const takingTurns: Kind = {
  title: 'Taking turns to listen',
  about: 'One speaks, the other says what they heard, up to two repairs; then they change places.',
  where: 'together',
  asks: {
    question: true,
    people: 'Who speaks first, then who listens',
    words: null,
    minutes: false,
  },
  steps: (run) => {
    const [one, other] = pairOf(run);
    if (!one || !other) return [];
    return [...turn(run, 1, one, other), ...turn(run, 2, other, one)];
  },
  leaves: (run) => {
    const [one, other] = pairOf(run);
    let y = 0;
    const pairs = [1, 2].flatMap((nth) => {
      const [saying] = answersIn(run, `say-${String(nth)}`);
      const yes = [1, 2, 3].find((time) =>
        answersIn(run, `check-${String(time)}-${String(nth)}`).some(
          ({ values }) => values['press'] === 'yes',
        ),
      );
      const [hearing] = answersIn(run, `heard-${String(yes)}-${String(nth)}`);
      if (!saying || !hearing) return [];
      const [speaker = null, listener = null] = nth === 1 ? [one, other] : [other, one];
      const text = told(saying.values, 'say', onMyMind);
      const echo = told(hearing.values, 'heard', onTheirMind);
      const h = Math.max(noteHeight(text, 320), noteHeight(echo, 320));
      const from = y;
      y += h + 84;
      return [
        piece(speaker, { kind: 'note', x: 0, y: from, w: 320, h, text }),
        piece(listener, { kind: 'note', x: 380, y: from, w: 320, h, text: echo }),
        piece(speaker, { kind: 'text', x: 0, y: from + h + 8, w: 320, text: 'Yes, that’s it' }),
        piece(null, { kind: 'line', x: 328, y: from + h / 2, dx: 44, dy: 0, heads: 'end' }),
      ];
    });
    return framed('Said and heard', 'moss', { w: 700, h: y - 20 }, pairs);
  },
};
