/** Why something on the board can't be done by whoever wants to do it. */
import { kinds, type Item } from '../../shared/board/item.ts';
import type { RightsRefusal } from '../../shared/board/rights.ts';
import type { Act } from './may.ts';

const doing: Record<Act, string> = {
  move: 'move or resize this',
  reword: 'change these words',
  describe: 'describe this',
  remove: 'take this off',
};

/** `name`: who made the item. */
export function whyNot(refusal: RightsRefusal, act: Act, item: Item, name: string): string {
  switch (refusal) {
    case 'locked':
      return `This ${kinds[item.kind].noun[0]} is locked just now.`;
    case 'childs':
    case 'not-yours':
      return `Only ${name} can ${doing[act]}.`;
    case 'frozen':
      return 'These words are put to agreement, so nobody changes them now.';
    case 'unmarked':
    case 'therapists':
    case 'server-only':
    case 'fixed':
      return 'This can’t be changed from here.';
    default:
      return refusal satisfies never;
  }
}

/** Why some of many stay as they are; `first`: why one of them does. Empty when none does. */
export function whyTheyStay(count: number, first: string): string {
  if (count === 0) return '';
  if (count === 1) return `One of these stays as it is. ${first}`;
  return `${count} of these stay as they are: locked, or only for who made them to change.`;
}

/** What a screen reader hears of an item beyond what it is: ", locked, words edited". */
export function statesOf(item: Item): string {
  const states = [
    item.locked && 'locked',
    item.hidden && 'hidden from the family',
    'edited' in item && item.edited && 'edited by a therapist',
  ];
  return states.flatMap((state) => (state ? [`, ${state}`] : [])).join('');
}
