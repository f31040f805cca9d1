/** What each needs and can offer, revealed together; what fits becomes a small agreement with a date. */
import type { PersonId } from '../../ids.ts';
import { answersIn, takingPart, type Given, type Kind, type Run, type Step } from '../exercise.ts';
import { choice, chosen, said, telling, told, words, type Values } from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';

/** As many links as can be kept in one week. */
const mostMatches = 6;

const taps = {
  need: ['more time', 'to know it before', 'a quiet place', 'to be asked'],
  offer: ['to send a picture', 'to tell about school', 'to play a game', 'to listen'],
} as const;
type Side = keyof typeof taps;
const textOf = (values: Values, what: Side): string => told(values, what, taps[what]);

const having = (run: Run, what: Side): readonly Given[] =>
  answersIn(run, 'write').filter(({ values }) => textOf(values, what) !== '');

interface Match {
  readonly id: number;
  readonly need: Given;
  readonly offer: Given;
  readonly agreed: string;
  readonly when: string;
}
const matchesOf = (run: Run): readonly Match[] =>
  answersIn(run, 'match').flatMap(({ id, values }) => {
    const named = (what: Side) =>
      having(run, what).find((one) => String(one.id) === chosen(values, what)[0]);
    const [need, offer] = [named('need'), named('offer')];
    return need && offer
      ? [{ id, need, offer, agreed: said(values, 'agreed'), when: said(values, 'when') }]
      : [];
  });

const partiesOf = ({ need, offer }: Match): readonly PersonId[] => [
  ...new Set([need.by, offer.by].flatMap((by) => by ?? [])),
];
const isAgreed = (run: Run, match: Match): boolean =>
  partiesOf(match).every((id) =>
    answersIn(run, `agree-${String(match.id)}`).some(
      ({ by, values }) => by === id && values['press'] === 'yes',
    ),
  );

const agreeing = (match: Match): Step => ({
  ...{ name: `agree-${String(match.id)}`, title: `“${match.agreed}”: do both agree?` },
  ...{ who: partiesOf(match), seen: 'sealed', ends: 'therapist', times: 1 },
  form: () => ({
    heading: 'Is this all right for you?',
    lines: [match.agreed, `When: ${match.when}`],
    fields: [],
    presses: [
      { value: 'yes', label: 'Yes, I agree' },
      { value: 'no', label: 'Not like this' },
    ],
    pass: 'Pass',
  }),
});

export const needsAndOffers: Kind = {
  title: 'Needs and offers',
  about:
    'Each writes “I need” and “I can offer”; all is revealed together; you draw what fits. An adult offers before asking.',
  where: 'together',
  asks: { question: true, people: 'Who takes part', words: null, minutes: false },
  steps: (run, nameOf) => [
    {
      ...{ name: 'write', title: 'Each writes privately', seen: 'together', ends: 'answered' },
      ...{ who: takingPart(run).map(({ id }) => id), times: 1 },
      form: (player) => {
        const isChild = player?.isChild ?? false;
        const age = player?.form ?? 'grown';
        const more = { optional: true, max: 160 } as const;
        const after = isChild ? null : 'offer';
        const need = telling(age, 'need', 'I need', taps.need, { ...more, after });
        const offer = telling(age, 'offer', 'I can offer', taps.offer, more);
        return {
          heading: run.setting.question || 'What do you need, and what can you offer?',
          lines: [
            'All of it is shown together, with your name, when you press “Done” and so do the others.',
            ...(isChild ? [] : ['An offer comes first.']),
          ],
          fields: isChild ? [...need, ...offer] : [...offer, ...need],
          presses: [{ value: 'give', label: 'Done' }],
          pass: 'Pass',
        };
      },
    },
    {
      ...{ name: 'match', title: 'You draw what fits', who: 'therapist', seen: 'at-once' },
      ...{ ends: 'therapist', times: mostMatches },
      form: () => {
        const options = (what: Side) =>
          having(run, what).map(({ id, by, values }) => ({
            ...{ value: String(id) },
            label: `${by ? nameOf(by) : ''}: ${textOf(values, what)}`,
          }));
        return {
          heading: 'What fits together?',
          lines: ['Each link becomes a small agreement once both say yes.'],
          fields: [
            choice('need', 'This need', options('need')),
            choice('offer', 'and this offer', options('offer')),
            words('agreed', 'A small agreement', { max: 160 }),
            words('when', 'By when', { max: 60 }),
          ],
          presses: [{ value: 'give', label: 'Draw the link' }],
          pass: 'No more links',
        };
      },
    },
    ...(run.over.includes('match') ? matchesOf(run).map((one) => agreeing(one)) : []),
  ],
  leaves: (run, isShown) => {
    const column = (what: Side, x: number) => {
      let y = 56;
      return having(run, what)
        .filter(isShown)
        .map(({ id, by, values }) => {
          const text = textOf(values, what);
          const h = noteHeight(text, 300);
          const at = y;
          y += h + 20;
          return {
            id,
            middle: at + h / 2,
            end: y,
            piece: piece(by, { kind: 'note', x, y: at, w: 300, h, text }),
          };
        });
    };
    const [needs, offers] = [column('need', 0), column('offer', 500)];
    const bottom = Math.max(56, ...[...needs, ...offers].map(({ end }) => end));
    const links = matchesOf(run).flatMap(({ need, offer }) => {
      const [from, to] = [
        needs.find(({ id }) => id === need.id),
        offers.find(({ id }) => id === offer.id),
      ];
      if (!from || !to) return [];
      const line = {
        kind: 'line',
        x: 308,
        y: from.middle,
        dx: 184,
        dy: to.middle - from.middle,
      } as const;
      return [piece(null, { ...line, heads: 'both' })];
    });
    const agreed = matchesOf(run).filter((one) => isAgreed(run, one));
    const agreements = agreed.map((one, at) => {
      const text = `${one.agreed}\n${one.when}`;
      return piece(null, { kind: 'note', x: 0, y: bottom + 16 + at * 136, w: 800, h: 120, text });
    });
    if (needs.length + offers.length === 0) return [];
    return framed('Needs and offers', 'lake', { w: 800, h: bottom + agreements.length * 136 }, [
      piece(null, { kind: 'text', x: 0, y: 0, w: 300, text: 'I need' }),
      piece(null, { kind: 'text', x: 500, y: 0, w: 300, text: 'I can offer' }),
      ...[...needs, ...offers].map((one) => one.piece),
      ...links,
      ...agreements,
    ]);
  },
};
