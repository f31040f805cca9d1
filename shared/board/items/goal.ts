/**
 * A goal's card on the board. The server alone makes, places and removes it; its words are everybody's
 * who may edit the board while the goal is talked about, and frozen before and after (rule G9). Its id
 * is the goal's.
 */
import { maxWordingLength } from '../../goal/limits.ts';
import type { ChoiceField, LabelField, TextField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { sizedBox, sizeField, type Box } from '../measures.ts';

/** Where a goal that lies on a board stands. */
export const goalCardStates = ['talking', 'put', 'agreed', 'working', 'reached', 'aside'] as const;
export type GoalCardState = (typeof goalCardStates)[number];

export interface GoalCard extends ItemBase {
  readonly kind: 'goal';
  readonly w: number;
  readonly h: number;
  readonly text: string;
  readonly state: GoalCardState;
  /** "Maya’s", "Ours", "For Maya and Daniel". */
  readonly whose: string;
}

/** Where nothing is stored, nobody changes the words. */
const state: ChoiceField<GoalCardState> = {
  type: 'choice',
  of: goalCardStates,
  default: 'put',
  setBy: 'server',
};
const whose: LabelField = { type: 'label', maxLength: 400, setBy: 'server' };
const text: TextField = { type: 'text', maxLength: maxWordingLength, setBy: 'together' };

/** What is read and shown of where a goal stands. */
export const goalStateWords: Readonly<Record<GoalCardState, string>> = {
  talking: 'Talking about it',
  put: 'Do we agree?',
  agreed: 'Agreed',
  working: 'Working on it',
  reached: 'Reached',
  aside: 'Put aside',
};

export const goal = {
  madeBy: 'server',
  noun: ['goal', 'goals'],
  fields: {
    w: sizeField(200, 1_200, 360),
    h: sizeField(120, 1_200, 200),
    text,
    state,
    whose,
  },
  box: (item: GoalCard): Box => sizedBox(item),
  describe: ({ text: words, state: now, whose: of }: GoalCard, by = ''): string =>
    `Goal${by}, ${of ? `${of}, ` : ''}${goalStateWords[now].toLowerCase()}: ${words.trim() || 'no words yet'}`,
} as const satisfies Kind<GoalCard>;

/** How the words of an item stand, by its kind and what its `state` holds. */
export const goalWordsOf = (kind: string | null, stored: unknown): 'own' | 'open' | 'frozen' =>
  kind !== 'goal' ? 'own' : stored === 'talking' ? 'open' : 'frozen';
