/** One sentence about oneself, in three parts, softened until it can be heard. */
import { answersIn, takingPart, type Kind } from '../exercise.ts';
import {
  choice,
  chosen,
  said,
  telling,
  told,
  words,
  type AgeForm,
  type Field,
  type Option,
  type Values,
} from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';

const faces: readonly Option[] = [
  { value: 'sad', label: 'sad', stamp: 'sad' },
  { value: 'angry', label: 'angry', stamp: 'angry' },
  { value: 'worried', label: 'worried', stamp: 'worried' },
  { value: 'shy', label: 'shy', stamp: 'shy' },
  { value: 'happy', label: 'happy', stamp: 'happy' },
];

const whens = ['nobody tells me', 'it gets loud', 'I have to choose', 'I wait for you'] as const;
const likes = ['to be asked', 'a bit more time', 'to know it before', 'a hug'] as const;

function fieldsFor(age: AgeForm): readonly Field[] {
  return [
    age === 'young'
      ? choice('feel', 'I feel', faces)
      : words('feel', 'I feel', {
          ...{ hints: true, max: 80 },
          starters: age === 'middle' ? ['sad', 'left out', 'nervous'] : [],
        }),
    ...telling(age, 'when', 'when', whens, { hints: true, max: 160 }),
    ...telling(age, 'like', 'I would like', likes, { hints: true, max: 160 }),
  ];
}

/** Three lines, each a slot of one card. */
const sentence = (values: Values): string =>
  [
    `I feel ${said(values, 'feel') || chosen(values, 'feel').join(', ')}`,
    `when ${told(values, 'when', whens)}`,
    `I would like ${told(values, 'like', likes)}`,
  ].join('\n\n');

const cardWidth = 340;

export const iStatement: Kind = {
  title: 'I-statement',
  about:
    'I feel … when … I would like … Written privately; you may propose softer words; then shared.',
  where: 'anywhere',
  asks: { question: true, people: 'Who writes one', words: null, minutes: false },
  steps: (run) => [
    {
      ...{ name: 'write', title: 'Written privately', seen: 'sealed', ends: 'therapist', times: 1 },
      ...{ who: takingPart(run).map(({ id }) => id), softens: true },
      form: (player) => ({
        heading: run.setting.question || 'A sentence about you',
        lines: ['What you feel, when that is, and what you would like.'],
        fields: fieldsFor(player?.form ?? 'grown'),
        presses: [{ value: 'give', label: 'Done' }],
        pass: 'Pass',
      }),
    },
    {
      ...{ name: 'share', title: 'Each may share it', seen: 'sealed', ends: 'therapist', times: 1 },
      ...{ who: answersIn(run, 'write').flatMap(({ by }) => by ?? []), shows: 'write' },
      form: () => ({
        heading: 'Would you like to share your sentence?',
        lines: ['Read it once more. Others see it when you press.'],
        fields: [],
        presses: [{ value: 'show', label: 'Share it' }],
        pass: 'Not now',
      }),
    },
  ],
  leaves: (run, isShown) => {
    const shown = answersIn(run, 'write').filter(isShown);
    const texts = shown.map(({ values }) => sentence(values));
    const h = Math.max(0, ...texts.map((text) => noteHeight(text, cardWidth)));
    const cards = shown.map(({ by }, at) =>
      piece(by, { kind: 'note', x: at * 380, y: 0, w: cardWidth, h, text: texts[at] ?? '' }),
    );
    return framed('About me', 'plum', { w: shown.length * 380 - 40, h }, cards);
  },
};
