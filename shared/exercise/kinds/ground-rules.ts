/** A card of rules for talking: everybody gives one, the therapist merges, each says whether they can. */
import { answersIn, takingPart, type Kind, type Run, type Step } from '../exercise.ts';
import type { PersonId } from '../../ids.ts';
import { choice, chosen, said, telling, told, words } from '../form.ts';
import { framed, noteHeight, piece } from '../pieces.ts';

/** Versions of the card: after so many no it is a talk that is needed, not a card. */
const mostVersions = 5;

const usualSeeds = [
  'Everybody may say “stop”',
  'One speaks, the others listen',
  'Nobody has to answer',
] as const;
const helping = [
  'nobody gets loud',
  'I can take a break',
  'I am not asked too much',
  'somebody says it slowly',
] as const;
const seedsOf = ({ setting }: Run): readonly string[] =>
  setting.words.length > 0 ? setting.words : usualSeeds;

interface Rule {
  readonly text: string;
  /** Null: the therapist's. */
  readonly from: PersonId | null;
}
/** All that may be on the card, by the value it is chosen with. */
const rulesOf = (run: Run): ReadonlyMap<string, Rule> =>
  new Map<string, Rule>([
    ...seedsOf(run).map((text, at) => [`seed-${String(at)}`, { text, from: null }] as const),
    ...answersIn(run, 'give').map(
      ({ id, by, values }) =>
        [`rule-${String(id)}`, { text: told(values, 'rule', helping), from: by }] as const,
    ),
  ]);

const cardName = (version: number): string => `card-${String(version)}`;
const agreeName = (version: number): string => `agree-${String(version)}`;

function rulesOnCard(run: Run, version: number): readonly Rule[] {
  const [card] = answersIn(run, cardName(version));
  if (!card) return [];
  const all = rulesOf(run);
  const picked = chosen(card.values, 'rules').flatMap((one) => all.get(one) ?? []);
  const more = said(card.values, 'more');
  return more === '' ? picked : [...picked, { text: more, from: null }];
}

/** Whether all who take part have said yes to this version. */
const isAdopted = (run: Run, version: number): boolean =>
  takingPart(run).every(({ id }) =>
    answersIn(run, agreeName(version)).some(
      ({ by, values }) => by === id && values['press'] === 'yes',
    ),
  );

/** Counts once the step is over: else it would tell who has answered. */
const hasClaimed = (run: Run, person: PersonId | null): boolean =>
  run.answers.some(
    ({ step, by, values }) =>
      step.startsWith('agree-') &&
      run.over.includes(step) &&
      by === person &&
      chosen(values ?? {}, 'mine').length > 0,
  );

function version(run: Run, nth: number): Step[] {
  const people = takingPart(run).map(({ id }) => id);
  const card: Step = {
    ...{ name: cardName(nth), title: `You put the card together (version ${String(nth)})` },
    ...{ who: 'therapist', seen: 'at-once', ends: 'therapist', times: 1 },
    form: () => ({
      heading: 'What is on our card?',
      lines: ['The words stay as they were given. What you add is yours.'],
      fields: [
        choice(
          'rules',
          'Rules on the card',
          [...rulesOf(run)].map(([value, { text }]) => ({ value, label: text })),
          { atMost: 12, optional: true },
        ),
        words('more', 'One more, in your words', { optional: true, max: 120 }),
      ],
      presses: [{ value: 'give', label: 'Show the card' }],
      pass: 'Leave it',
    }),
  };
  if (rulesOnCard(run, nth).length === 0) return [card];
  const rules = rulesOnCard(run, nth);
  const agree: Step = {
    ...{ name: agreeName(nth), title: 'Each says whether they can do this', who: people },
    ...{ seen: 'sealed', ends: 'therapist', times: 1 },
    form: (player) => ({
      heading: 'Our card: can you do this?',
      lines: rules.map(({ text }) => text),
      fields: rules.some(({ from }) => from === player?.id)
        ? [
            choice(
              'mine',
              'One of them is yours',
              [{ value: 'mine', label: 'Put my name to it' }],
              {
                optional: true,
              },
            ),
          ]
        : [],
      presses: [
        { value: 'yes', label: 'I can do this' },
        { value: 'change', label: 'Needs changing' },
      ],
      pass: 'Pass',
    }),
  };
  const needsChange = run.over.includes(agree.name) && !isAdopted(run, nth) && nth < mostVersions;
  return needsChange ? [card, agree, ...version(run, nth + 1)] : [card, agree];
}

export const groundRules: Kind = {
  title: 'Ground rules',
  about:
    'You begin with a few, everybody adds one privately, you put the card together. It holds once each has said yes.',
  where: 'not-apart',
  asks: { question: true, people: null, words: 'Rules to begin with', minutes: false },
  steps: (run) => [
    {
      ...{ name: 'give', title: 'Each adds one, privately', seen: 'sealed', ends: 'therapist' },
      ...{ who: takingPart(run).map(({ id }) => id), times: 1 },
      form: (player) => ({
        heading: run.setting.question || 'What helps you to talk here?',
        lines: ['If it goes on our card, it stands there without your name.', ...seedsOf(run)],
        fields: telling(player?.form ?? 'grown', 'rule', 'I can talk better when', helping),
        presses: [{ value: 'give', label: 'Give it for our card' }],
        pass: 'Pass',
      }),
    },
    ...version(run, 1),
  ],
  shownAsPart: (run, { step, id, by }) => {
    const isOnCard = run.answers.some(
      (card) =>
        card.by === null && chosen(card.values ?? {}, 'rules').includes(`rule-${String(id)}`),
    );
    if (step !== 'give' || !isOnCard) return null;
    return hasClaimed(run, by) ? 'named' : 'unnamed';
  },
  leaves: (run) => {
    const nth = [1, 2, 3, 4, 5].find(
      (one) => rulesOnCard(run, one).length > 0 && isAdopted(run, one),
    );
    if (nth === undefined) return [];
    let y = 0;
    const notes = rulesOnCard(run, nth).map(({ text, from }) => {
      const h = noteHeight(text, 520);
      const at = y;
      y += h + 16;
      const by = hasClaimed(run, from) ? from : null;
      return piece(by, { kind: 'note', x: 0, y: at, w: 520, h, text }, true);
    });
    const title = nth === 1 ? 'Our ground rules' : `Our ground rules, version ${String(nth)}`;
    return framed(title, 'moss', { w: 520, h: y - 16 }, notes).map((one) => ({
      ...one,
      pinned: true,
    }));
  },
};
