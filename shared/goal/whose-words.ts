/** What a goal is called by whose it is: "Maya’s", "Ours", "For Maya and Daniel". */
import type { PersonId } from '../ids.ts';
import type { Goal, GoalState, Whose } from './goal.ts';

interface Named {
  readonly id: PersonId;
  readonly firstName: string;
}

/** "Maya, Daniel and Elena". */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const nameOf = (id: PersonId, people: readonly Named[]): string =>
  people.find((one) => one.id === id)?.firstName ?? 'Someone';

/** "Ours" only once everyone it names has said yes, the child among them (rule G6). */
export function goalWhoseWords(
  { whose, names }: { readonly whose: Whose; readonly names: Goal['names'] },
  state: GoalState,
  people: readonly Named[],
): string {
  if (whose !== 'ours') return `${nameOf(whose, people)}’s own`;
  if (state === 'agreed' || state === 'working' || state === 'reached') return 'Ours';
  return `For ${listed(names.map((id) => nameOf(id, people)))}`;
}
