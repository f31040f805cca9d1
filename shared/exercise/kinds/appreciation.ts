/** Each writes one thing they noticed; one by one they read it out. */
import { answersIn, takingPart, type Answer, type Kind, type Run, type Step } from '../exercise.ts';
import { choice, chosen, told, telling } from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';
import type { PersonId } from '../../ids.ts';

const noticed = [
  'You listened to me',
  'You made me laugh',
  'You came today',
  'You remembered something',
] as const;

/** Whom it is for: who was chosen, or the only other. */
function receiverOf(run: Run, { by, values }: Answer): PersonId | null {
  const others = takingPart(run).filter(({ id }) => id !== by);
  const [to] = values ? chosen(values, 'to') : [];
  return (others.find(({ id }) => id === to) ?? others[0])?.id ?? null;
}

export const appreciation: Kind = {
  title: 'Appreciation round',
  about: 'Each writes privately one thing they noticed, then reads it out in their own turn.',
  where: 'together',
  gathers: 'What we noticed before',
  asks: {
    question: true,
    people: 'Who takes part, in the order of reading',
    words: null,
    minutes: false,
  },
  steps: (run, nameOf) => {
    const people = takingPart(run);
    const readings = people.flatMap(({ id }, at): readonly Step[] => {
      const [written] = answersIn(run, 'write').filter(({ by }) => by === id);
      if (!written) return [];
      const receiver = receiverOf(run, written);
      const read: Step = {
        ...{
          name: `read-${String(at + 1)}`,
          title: `${nameOf(id)} reads out`,
          who: [id],
          times: 1,
        },
        ...{ seen: 'sealed', ends: 'answered', shows: 'write' },
        meanwhile: 'One after the other reads out what they wrote.',
        form: () => ({
          heading: 'Would you like to read it out?',
          lines: ['Others see it when you press.'],
          fields: [],
          presses: [{ value: 'show', label: 'Read it out' }],
          pass: 'Pass',
        }),
      };
      const isRead = answersIn(run, read.name).some(({ values }) => values['press'] === 'show');
      if (!isRead || !receiver) return [read];
      const thank: Step = {
        ...{
          name: `thank-${String(at + 1)}`,
          title: `${nameOf(receiver)} may say thank you`,
          times: 1,
        },
        ...{ who: [receiver], seen: 'at-once', ends: 'therapist' },
        form: () => ({
          heading: 'This was for you',
          lines: ['You may say thank you, or nothing at all.'],
          fields: [],
          presses: [
            { value: 'thanks', label: 'Thank you' },
            { value: 'much', label: 'That means a lot to me' },
          ],
          pass: 'Just listen',
        }),
      };
      return [read, thank];
    });
    const write: Step = {
      ...{ name: 'write', title: 'Each writes privately', seen: 'sealed', ends: 'therapist' },
      ...{ who: people.map(({ id }) => id), times: 1 },
      form: (player) => {
        const others = people.filter(({ id }) => id !== player?.id);
        return {
          heading: run.setting.question || 'One thing you noticed and liked',
          lines: ['Something small is enough. Nobody reads it before you read it out.'],
          fields: [
            ...(others.length > 1
              ? [
                  choice(
                    'to',
                    'About whom?',
                    others.map(({ id }) => ({ value: id, label: nameOf(id) })),
                  ),
                ]
              : []),
            ...telling(player?.form ?? 'grown', 'liked', 'What I noticed', noticed),
          ],
          presses: [{ value: 'give', label: 'Done' }],
          pass: 'Pass',
        };
      },
    };
    return [write, ...readings];
  },
  leaves: (run, isShown) => {
    const shown = answersIn(run, 'write').filter(isShown);
    const texts = shown.map(({ values }) => told(values, 'liked', noticed));
    const h = Math.max(0, ...texts.map((text) => noteHeight(text, 260)));
    const notes = shown.map(({ by }, at) =>
      piece(by, { kind: 'note', x: at * 284, y: 0, w: 260, h, text: texts[at] ?? '' }),
    );
    return framed('What we noticed', 'ochre', { w: shown.length * 284 - 24, h }, notes);
  },
};
