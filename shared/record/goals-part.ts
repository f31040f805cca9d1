/** Goals with their levels, a further part of an export: what was agreed, and how far it has come. */
import type { Person } from '../family/person.ts';
import { levelsNeeded, versionOf, isAgreed, type GoalBoard } from '../goal/goal.ts';
import { levelWords } from '../goal/visible-to.ts';
import { listed } from '../goal/whose-words.ts';
import { agreedGoals, standsWords } from './agreed.ts';
import { dayWriter } from './days.ts';
import type { Block, Document } from './document.ts';

interface GoalsAsked {
  readonly board: GoalBoard;
  readonly people: readonly Person[];
  readonly reference: string;
  readonly timeZone: string;
}

/** Goals that stand as agreed, without ideas, comments and what was never agreed (rule R51). */
export function goalsDocument({ board, people, reference, timeZone }: GoalsAsked): Document {
  const day = dayWriter(timeZone);
  const nameOf = (id: string): string =>
    people.find((one) => one.id === id)?.firstName ?? 'Someone';
  const blocks = board.goals.flatMap((goal): readonly Block[] => {
    const version = versionOf(goal);
    const [agreed] = agreedGoals({ ...board, goals: [goal] }, 2);
    if (!version || !isAgreed(version) || !agreed) return [];
    const numbers = levelsNeeded(version, people);
    const levels = goal.levels.flatMap((words, at) => {
      const number = numbers[at];
      return number === undefined ? [] : [`${levelWords(number)}: ${words}`];
    });
    const ratings = goal.ratings.map(({ level, words, together, at }) => [
      day(at),
      levelWords(level),
      words,
      together ? 'found together' : 'by the therapist',
    ]);
    return [
      { is: 'heading', words: `“${agreed.wording}”` },
      {
        is: 'text',
        words: `For ${listed(agreed.names.map(nameOf))}. Agreed on ${day(agreed.agreedAt)}, now ${standsWords[agreed.stands]}.`,
      },
      ...(levels.length > 0
        ? ([
            { is: 'text', words: 'Its levels, from less to more than was hoped for:' },
            { is: 'list', items: levels },
          ] satisfies Block[])
        : []),
      ...(ratings.length > 0
        ? ([
            {
              is: 'table',
              heads: ['Day', 'Level', 'In its words', 'How'],
              widths: [0.25, 0.1, 0.42, 0.23],
              rows: ratings,
            },
          ] satisfies Block[])
        : []),
    ];
  });
  return {
    title: 'Agreed goals with their levels',
    language: 'en',
    blocks: [
      { is: 'facts', rows: [['Case reference', reference || 'None was given']] },
      {
        is: 'text',
        words: `Levels begin at ${levelWords(board.startLevel)}; 0 is what was hoped for. They say how far a goal has come, and nothing about a person.`,
      },
      ...(blocks.length > 0
        ? blocks
        : ([
            { is: 'text', words: 'No goal stands as agreed by two or more people.' },
          ] satisfies Block[])),
    ],
  };
}
