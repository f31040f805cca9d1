/** What a family has agreed on: goals that everybody they name said yes to, rules, and what fits. */
import { boxOf, inReadingOrder, type Item, type ItemOf } from '../board/item.ts';
import { holds } from '../board/measures.ts';
import { isAgreed, versionOf, type Goal, type GoalBoard } from '../goal/goal.ts';
import type { Instant, ParticipantId, PersonId } from '../ids.ts';

export interface AgreedGoal {
  readonly wording: string;
  readonly names: readonly PersonId[];
  /** When the last of them said yes. */
  readonly agreedAt: Instant;
  readonly stands: 'agreed' | 'working' | 'reached' | 'aside';
  /** What was found together last, in the words of its level. */
  readonly found: { readonly words: string; readonly at: Instant } | null;
}

/** Those that stand as agreed now. What only one person has is theirs, so `among` begins at two. */
export const agreedGoals = ({ goals }: GoalBoard, among = 2): readonly AgreedGoal[] =>
  goals.flatMap((goal) => {
    const agreed = agreedGoal(goal);
    return agreed && agreed.names.length >= among ? [agreed] : [];
  });

function agreedGoal(goal: Goal): AgreedGoal | null {
  const version = versionOf(goal);
  if (!version || !isAgreed(version)) return null;
  const found = goal.ratings.findLast((one) => one.together);
  const { stage } = goal;
  return {
    wording: version.wording,
    names: version.names,
    agreedAt: Math.max(
      ...version.names.map(
        (person) => version.answers.findLast((one) => one.person === person)?.at ?? 0,
      ),
    ),
    stands: stage === 'working' || stage === 'reached' || stage === 'aside' ? stage : 'agreed',
    found: found ? { words: found.words, at: found.at } : null,
  };
}

export const standsWords: Readonly<Record<AgreedGoal['stands'], string>> = {
  agreed: 'agreed',
  working: 'being worked on',
  reached: 'reached',
  aside: 'put aside',
};

/** As the exercises lay them down; see exercise/kinds. */
const rulesTitle = /^Our ground rules/;
const offersTitle = /^Needs and offers/;
/** Only what fits and both said yes to is as wide as its frame's inside. */
const agreementWidth = 800;

const notesIn = (items: readonly Item[], frame: Item): readonly ItemOf<'note'>[] =>
  inReadingOrder(items).flatMap((item) =>
    item.kind === 'note' && holds(boxOf(frame), boxOf(item)) ? [item] : [],
  );

/** The rules of the card on a board, as it was laid down: once unlocked, nobody can say what was agreed. */
export function groundRulesOn(items: readonly Item[]): readonly string[] {
  const card = items.find(
    (one) => one.kind === 'frame' && one.locked && !one.hidden && rulesTitle.test(one.text),
  );
  if (!card) return [];
  return notesIn(items, card).flatMap(({ text, locked, hidden }) =>
    locked && !hidden && text.trim() ? [text.trim()] : [],
  );
}

/** Of needs and offers what both said yes to, in the therapist's hand. */
export function agreementsOn(
  items: readonly Item[],
  isTherapist: (id: ParticipantId) => boolean,
): readonly string[] {
  return items
    .filter((one) => one.kind === 'frame' && !one.hidden && offersTitle.test(one.text))
    .flatMap((frame) => notesIn(items, frame))
    .filter((one) => one.w === agreementWidth && !one.hidden && isTherapist(one.by))
    .map(({ text }) => text.trim().replace(/\s*\n\s*/g, ', '))
    .filter(Boolean);
}
