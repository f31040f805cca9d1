/** One drawing, in turns of a minute or two; the pen moves on by itself or by the therapist. */
import { takingPart, type Kind } from '../exercise.ts';
import { frame } from '../../board/items/frame.ts';
import { piece } from '../pieces.ts';

const maxFrameName = frame.fields.text.maxLength;
/** Turns each has. */
const rounds = 2;

export const drawTogether: Kind = {
  title: 'Draw together',
  about:
    'Turns of one or two minutes on one drawing. The pen moves on by itself, or when you go on.',
  where: 'board',
  asks: { question: true, people: 'Who draws, in this order', words: null, minutes: true },
  steps: (run, nameOf) => {
    const people = takingPart(run);
    return Array.from({ length: rounds }).flatMap((_round, round) =>
      people.map(({ id }, at) => ({
        ...{
          name: `draw-${String(round + 1)}-${String(at + 1)}`,
          title: `${nameOf(id)} draws`,
          who: [id],
        },
        ...({
          seen: 'sealed',
          ends: 'answered',
          times: 1,
          floor: id,
          minutes: run.setting.minutes,
        } as const),
        meanwhile: 'Look on: what is being drawn?',
        form: () => ({
          heading: 'The pen is yours',
          lines: [run.setting.question || 'Draw something on our picture. Anything goes.'],
          fields: [],
          presses: [{ value: 'done', label: 'Hand it on' }],
          pass: 'Pass',
        }),
      })),
    );
  },
  lays: ({ question }) => [
    piece(null, {
      ...{ kind: 'frame', x: 0, y: 0, w: 960, h: 640, colour: 'ochre' },
      text: [...(question || 'Our picture')].slice(0, maxFrameName).join(''),
    }),
  ],
  /** It is on the board already. */
  leaves: () => [],
};
