/** How everybody is, at the start or at the end: feelings and how big they are. */
import { answersIn, takingPart, type Kind, type Player } from '../exercise.ts';
import { choice, chosen, said, size, words, type Field, type Form, type Option } from '../form.ts';
import { framed, piece } from '../pieces.ts';

const faces: readonly Option[] = [
  { value: 'happy', label: 'Happy', stamp: 'happy' },
  { value: 'calm', label: 'Calm', stamp: 'calm' },
  { value: 'worried', label: 'Worried', stamp: 'worried' },
  { value: 'sad', label: 'Sad', stamp: 'sad' },
  { value: 'angry', label: 'Angry', stamp: 'angry' },
];
const feelings: readonly Option[] = [
  ...['Calm', 'Glad', 'Curious', 'Hopeful', 'Nervous', 'Tired', 'Sad', 'Annoyed', 'Mixed up'],
].map((label) => ({ value: label.toLowerCase().replace(' ', '-'), label, stamp: null }));

/** Stand for 2, 5 and 9 of ten. */
const sizes: readonly Option[] = [
  { value: 'little', label: 'A little', stamp: null },
  { value: 'some', label: 'Some', stamp: null },
  { value: 'lot', label: 'A lot', stamp: null },
];

function fieldsFor(player: Player | null): readonly Field[] {
  if (player?.form === 'young') {
    return [
      choice('feel', 'Tap one, two or three', faces, { atMost: 3 }),
      choice('big', 'How big is it?', sizes, { optional: true, own: true }),
    ];
  }
  return [
    choice('feel', 'One to three words', feelings, { atMost: 3, optional: true }),
    words('word', 'Or a word of your own', { optional: true, max: 40 }),
    size('big', 'How strong is it?', '0: hardly there', '10: as strong as it gets'),
  ];
}

const feelForm = (player: Player | null, question: string): Form => ({
  heading:
    question || (player?.form === 'young' ? 'How are you right now?' : 'How are you, just now?'),
  lines: ['Every answer is fine. Only you and your therapist see it.'],
  fields: fieldsFor(player),
  presses: [{ value: 'give', label: 'Done' }],
  pass: 'Pass',
});

export const checkIn: Kind = {
  title: 'Check-in',
  about:
    'Everybody says privately how they are; each may show their word. Numbers are for you alone.',
  where: 'anywhere',
  asks: { question: true, people: null, words: null, minutes: false },
  steps: (run) => [
    {
      ...{ name: 'feel', title: 'Each checks in, privately', seen: 'sealed', ends: 'therapist' },
      ...{ who: takingPart(run).map(({ id }) => id), times: 1 },
      form: (player) => feelForm(player, run.setting.question),
    },
    {
      ...{ name: 'show', title: 'Each may show their word', seen: 'sealed', ends: 'therapist' },
      ...{ who: answersIn(run, 'feel').flatMap(({ by }) => by ?? []), times: 1, shows: 'feel' },
      form: () => ({
        heading: 'Would you like to show your word?',
        lines: ['How big it is stays between you and your therapist.'],
        fields: [],
        presses: [{ value: 'show', label: 'Show my word' }],
        pass: 'Keep it to myself',
      }),
    },
  ],
  leaves: (run, isShown) => {
    const shown = answersIn(run, 'feel').filter(isShown);
    const tokens = shown.flatMap(({ by, values }, at) => {
      const picked = chosen(values, 'feel');
      const labels = [...faces, ...feelings].filter(({ value }) => picked.includes(value));
      const word = [...new Set(labels.map(({ label }) => label)), said(values, 'word')];
      const isYoung = run.players.some(({ id, form }) => id === by && form === 'young');
      const stamp = isYoung ? faces.find(({ value }) => picked.includes(value))?.stamp : null;
      return [
        ...(stamp ? [piece(by, { kind: 'stamp', stamp, x: at * 220 + 52, y: 0, size: 96 })] : []),
        piece(by, {
          ...{ kind: 'note', x: at * 220, y: stamp ? 108 : 20, w: 200, h: 96 },
          text: word.filter((one) => one !== '').join(', '),
        }),
      ];
    });
    return framed('How we are', 'lake', { w: shown.length * 220 - 20, h: 212 }, tokens);
  },
};
