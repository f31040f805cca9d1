/** Moments on a line, added privately and shared a few at a time; two memories may stand side by side. */
import {
  answersIn,
  takingPart,
  type Answer,
  type Given,
  type Kind,
  type Run,
} from '../exercise.ts';
import { choice, chosen, telling, told, type Option, type Values } from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';
import type { PersonId } from '../../ids.ts';

/** Moments of one person: more can't be looked at in one session. */
const mostMoments = 8;
/** How many are shared with one press. */
const fewAtATime = 2;

const usualSpan = ['Long ago', 'Then', 'Last year', 'Now'] as const;
const spanOf = ({ setting }: Run): readonly string[] =>
  setting.words.length > 0 ? setting.words : usualSpan;

const sorts: readonly Option[] = [
  { value: 'good', label: 'Good', stamp: 'sun' },
  { value: 'hard', label: 'Hard', stamp: 'rain' },
  { value: 'change', label: 'A change', stamp: 'wind' },
];
/** For whom tapping is easier than writing. */
const moments = [
  'We played together',
  'We went somewhere',
  'It was loud at home',
  'We lived somewhere else',
  'I missed somebody',
] as const;
const starters = ['We …', 'I remember …'] as const;
const momentOf = (values: Values): string => told(values, 'moment', moments);

const stampOf = (values: Values) =>
  sorts.find(({ value }) => chosen(values, 'sort')[0] === value)?.stamp ?? 'sun';

/** What one may share next: the good ones first. */
function shareable(run: Run, person: PersonId | undefined): readonly Given[] {
  const own = answersIn(run, 'add').filter((one) => one.by === person && !isKept(run, one));
  const good = own.filter(({ values }) => chosen(values, 'sort')[0] === 'good');
  return good.length > 0 ? good : own;
}

/** Whether it was shown already; asked without asking for the steps, which are made of this. */
const isKept = (run: Run, { id }: Answer): boolean =>
  answersIn(run, 'share').some(({ values }) => chosen(values, 'which').includes(String(id)));

export const timeline: Kind = {
  title: 'Our timeline',
  about:
    'Each adds moments privately, good, hard or a change; you look; then they are shared a few at a time, good ones first.',
  where: 'anywhere',
  asks: {
    question: true,
    people: null,
    words: 'The parts of the line, from first to last',
    minutes: false,
  },
  steps: (run) => {
    const people = takingPart(run).map(({ id }) => id);
    return [
      {
        ...{ name: 'add', title: 'Each adds moments, privately', who: people, times: mostMoments },
        ...{ seen: 'sealed', ends: 'therapist' },
        form: (player) => ({
          heading: run.setting.question || 'A moment you remember',
          lines: ['One at a time. You choose later what you share.'],
          fields: [
            choice('sort', 'What was it?', sorts),
            choice(
              'when',
              'When was it?',
              spanOf(run).map((label, at) => ({ value: String(at), label })),
            ),
            ...telling(player?.form ?? 'grown', 'moment', 'How I remember it', moments, {
              max: 200,
              ...(player?.form === 'young' ? {} : { starters }),
            }),
          ],
          presses: [{ value: 'give', label: 'Add it' }],
          pass: 'That’s all',
        }),
      },
      {
        ...{ name: 'share', title: 'Shared a few at a time, good ones first', times: mostMoments },
        ...{ who: people.filter((id) => shareable(run, id).length > 0) },
        ...{ seen: 'sealed', ends: 'therapist', shows: 'add' },
        form: (player) => ({
          heading: 'Which would you like to share?',
          lines: ['Others see it when you press. Each of you may remember it differently.'],
          fields: [
            choice(
              'which',
              'One or two',
              shareable(run, player?.id).map(({ id, values }) => ({
                ...{ value: String(id), label: momentOf(values), stamp: stampOf(values) },
              })),
              { atMost: fewAtATime },
            ),
          ],
          presses: [{ value: 'show', label: 'Share' }],
          pass: 'Not now',
        }),
      },
    ];
  },
  leaves: (run, isShown) => {
    const shown = answersIn(run, 'add').filter(isShown);
    const span = spanOf(run);
    const lanes = takingPart(run).filter(({ id }) => shown.some(({ by }) => by === id));
    const columnWidth = 250;
    const inCell = (lane: number, column: number) =>
      shown.filter(
        ({ by, values }) => by === lanes[lane]?.id && chosen(values, 'when')[0] === String(column),
      );
    let y = 60;
    const notes = lanes.flatMap((_lane, lane) => {
      const from = y;
      const cells = span.flatMap((_label, column) => {
        let down = from;
        const cell = inCell(lane, column).flatMap(({ by, values }) => {
          const text = momentOf(values);
          const h = noteHeight(text, 180);
          const at = down;
          down += h + 12;
          return [
            piece(by, { kind: 'note', x: column * columnWidth, y: at, w: 180, h, text }),
            piece(by, {
              kind: 'stamp',
              stamp: stampOf(values),
              x: column * columnWidth + 188,
              y: at,
              size: 44,
            }),
          ];
        });
        y = Math.max(y, down);
        return cell;
      });
      y += 24;
      return cells;
    });
    if (notes.length === 0) return [];
    const w = span.length * columnWidth;
    return framed('Our timeline: how I remember it', 'plum', { w, h: y - 24 }, [
      piece(null, { kind: 'line', x: 0, y: 48, dx: w, dy: 0, heads: 'end', width: 4 }),
      ...span.map((text, at) =>
        piece(null, { kind: 'text', x: at * columnWidth, y: 0, w: 200, h: 44, text }),
      ),
      ...notes,
    ]);
  },
};
