/** What a hand may do with an item: the rights of `shared/board/rights.ts`, as the page offers them. */
import { goalWordsOf } from '../../shared/board/items/goal.ts';
import { fieldOf, type Item } from '../../shared/board/item.ts';
import {
  refusalOfRemoving,
  refusalOfRewording,
  refusalOfSetting,
  standingOf,
  type Hand,
  type Owned,
  type RightsRefusal,
  type Standing,
} from '../../shared/board/rights.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import type { People } from './items/author.ts';

export interface Rights {
  readonly me: Hand;
  /** Of whoever made an item; whose is not known is protected like a child's. */
  standingOf(person: ParticipantId): Standing;
}

/** `people`: everybody whose items may lie here, as they are known now. */
export const rightsOf = (me: Hand, people: () => People): Rights => ({
  me,
  standingOf: (person) =>
    person === me.id ? me.standing : (people().get(person)?.standing ?? standingOf(undefined)),
});

/** `move`: place, size and stacking. `reword`: its words. `describe`: its text alternative. `remove`: to take it off. */
export type Act = 'move' | 'reword' | 'describe' | 'remove';

const ownedIn = (item: Item, rights: Rights): Owned => ({
  by: item.by,
  standing: rights.standingOf(item.by),
  locked: item.locked,
  edited: 'edited' in item && item.edited,
  words: goalWordsOf(item.kind, item.kind === 'goal' ? item.state : null),
});

/** Null when it may be done. `unmarked`: once the mark “edited” is set (rule B12). */
export function refusalOfAct(act: Act, item: Item, rights: Rights): RightsRefusal | null {
  const owned = ownedIn(item, rights);
  switch (act) {
    case 'move':
      return refusalOfSetting(rights.me, owned, 'anyone');
    case 'reword':
      return refusalOfRewording(rights.me, owned);
    case 'describe':
      return refusalOfSetting(rights.me, owned, 'describer');
    case 'remove':
      return refusalOfRemoving(rights.me, owned);
    default:
      return act satisfies never;
  }
}

/** Null when the field stored under `key` may be set. */
export function refusalOfField(key: string, item: Item, rights: Rights): RightsRefusal | null {
  const field = fieldOf(item.kind, key);
  return field ? refusalOfSetting(rights.me, ownedIn(item, rights), field.setBy) : 'fixed';
}
