/**
 * A letter. With an adult: written with the therapist's comments, approved by a checklist. With the
 * child: told that there is one, and opened as far as the child wants, or not.
 */
import { answersIn, takingPart, type Kind, type Names, type Run, type Step } from '../exercise.ts';
import { choice, said, words, type Form } from '../form.ts';
import { maxLetterLength, type LetterState } from '../letter.ts';
import { framed, piece } from '../pieces.ts';

const checklist = [
  'It names what happened',
  'It owns the writer’s part',
  'It makes no excuses',
  'It asks for nothing back',
  'It blames nobody',
  'It fits the age of its reader',
] as const;

function writing(run: Run, nameOf: Names): readonly Step[] {
  const who = takingPart(run).map(({ id }) => id);
  const to = run.setting.to === null ? '' : ` to ${nameOf(run.setting.to)}`;
  return [
    {
      ...{ name: 'write', title: 'The letter is written', who, times: 1 },
      ...{ seen: 'sealed', ends: 'therapist' },
      form: () => ({
        heading: run.setting.question || `A letter${to}`,
        lines: [
          'Name what happened and your part in it. Ask for nothing back, and blame nobody.',
          'Your therapist reads it with you. Whether and when it is opened stays with its reader.',
        ],
        fields: [words('letter', 'My letter', { max: maxLetterLength })],
        presses: [{ value: 'give', label: 'Done' }],
        pass: 'Not today',
      }),
    },
    {
      ...{ name: 'approve', title: 'You approve it, or hand it back', who: 'therapist', times: 1 },
      ...{ seen: 'sealed', ends: 'therapist' },
      form: () => ({
        heading: 'Is this letter ready?',
        lines: ['Hand it back with a comment as often as it takes. All six belong to a letter.'],
        fields: [
          choice(
            'checked',
            'Seen in it',
            checklist.map((label, at) => ({ value: String(at), label })),
            { atMost: checklist.length, atLeast: checklist.length },
          ),
        ],
        presses: [{ value: 'approve', label: 'Approve it' }],
        pass: 'Not yet',
      }),
    },
  ];
}

/** The words that were approved; null while none are. */
export function approvedWords(run: Run): string | null {
  const [written] = answersIn(run, 'write');
  const isApproved = answersIn(run, 'approve').length > 0;
  return written && isApproved ? said(written.values, 'letter') : null;
}

const pressIn = (run: Run, step: string): string | null => {
  const press = answersIn(run, step)[0]?.values['press'];
  return typeof press === 'string' ? press : null;
};

/** What the child has chosen so far. */
export function chosenOf(run: Run): { readonly state: LetterState; readonly mayTell: boolean } {
  const told = pressIn(run, 'told');
  const mayTell = pressIn(run, 'tell') === 'tell';
  if (told === 'never') return { state: 'never', mayTell };
  const isOpened = run.over.includes('open') && answersIn(run, 'open').length > 0;
  return { state: isOpened ? 'read' : run.over.includes('told') ? 'later' : 'waiting', mayTell };
}

const paragraphsOf = (text: string): readonly string[] =>
  text.split(/\n+/).filter((one) => one.trim() !== '');

function opening(run: Run): readonly Step[] {
  const who = takingPart(run).map(({ id }) => id);
  const { fromName = '', words: text = '' } = run.letter ?? {};
  const step = (name: string, title: string, form: Form): Step => ({
    ...{ name, title, who, seen: 'sealed', ends: 'answered', times: 1 },
    form: () => form,
  });
  const told = step('told', 'There is a letter', {
    heading: 'There is a letter for you',
    lines: [
      `It is from ${fromName}.`,
      'You choose. Every answer is fine, and another day it can be another one.',
    ],
    fields: [],
    presses: [
      { value: 'hear', label: 'Hear it' },
      { value: 'read', label: 'Read it together' },
      { value: 'part', label: 'Part of it' },
      { value: 'later', label: 'Later' },
      { value: 'never', label: 'Never' },
    ],
    pass: 'Pass',
  });
  const how = pressIn(run, 'told');
  if (how === null || how === 'later' || how === 'never') return [told];
  const paragraphs = paragraphsOf(text);
  const page = (name: string, lines: readonly string[], hasMore: boolean): Step =>
    step(name, 'The letter is open', {
      heading: `From ${fromName}`,
      lines,
      fields: [],
      presses: hasMore
        ? [
            { value: 'more', label: 'Read on' },
            { value: 'enough', label: 'That’s enough' },
          ]
        : [{ value: 'done', label: 'I have read it' }],
      pass: 'Stop here',
    });
  const isPart = how === 'part' && paragraphs.length > 1;
  const open = page('open', isPart ? paragraphs.slice(0, 1) : paragraphs, isPart);
  const rest = pressIn(run, 'open') === 'more' ? [page('rest', paragraphs, false)] : [];
  const tell = step('tell', 'May its writer know?', {
    heading: `May ${fromName} know that you have read it?`,
    lines: ['If you say no, nobody tells.'],
    fields: [],
    presses: [
      { value: 'tell', label: 'Yes, that is all right' },
      { value: 'private', label: 'No, it stays with me' },
    ],
    pass: 'Pass',
  });
  const isOpened = answersIn(run, 'open').length > 0;
  return [told, open, ...rest, ...(isOpened ? [tell] : [])];
}

const isForReader = (run: Run): boolean => takingPart(run)[0]?.isChild ?? false;

export const letter: Kind = {
  title: 'Letter',
  about:
    'With an adult: write a letter to the child and approve it. With the child: say that there is one; the child opens it, or part of it, later or never.',
  where: 'individual',
  asks: { question: true, people: null, words: null, minutes: false },
  steps: (run, nameOf) => (isForReader(run) ? opening(run) : writing(run, nameOf)),
  leaves: (run) =>
    isForReader(run) && chosenOf(run).state !== 'never' && run.letter
      ? framed('An envelope', 'plum', { w: 260, h: 100 }, [
          piece(null, {
            ...{ kind: 'note', x: 0, y: 0, w: 260, h: 100 },
            text: `A letter from ${run.letter.fromName}`,
          }),
        ])
      : [],
};
