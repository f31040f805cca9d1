/** What a therapist's goals stand on, in the room as on the family's page. */
import type { GoalCommand } from '../../shared/goal/commands.ts';
import type { GoalPerson, StartLevel } from '../../shared/goal/goal.ts';
import type { GoalForTherapist } from '../../shared/goal/visible-to.ts';
import type { GoalId } from '../../shared/ids.ts';

export type NamedPerson = GoalPerson & { readonly firstName: string };

export interface GoalDesk {
  /** Everybody whom a goal may name here. */
  readonly people: readonly NamedPerson[];
  /** The level that goals of this family begin at. */
  readonly startLevel: StartLevel;
  /** Who of the practice somebody is; a first name for who is of the family. */
  nameOf(id: string): string;
  /** @returns whether it was done; where it wasn't, the reason is shown by whoever made this. */
  press(command: GoalCommand): Promise<boolean>;
  isBusy(): boolean;
  /** A goal's words as they are written on a board now; null where they aren't. */
  wordsOnBoard(goal: GoalId): string | null;
}

/** How far a goal has come, for grouping and for what can be done next. */
export const groupOf = ({ state }: Pick<GoalForTherapist, 'state'>): 'ideas' | 'now' | 'before' =>
  state === 'idea' ? 'ideas' : state === 'reached' || state === 'aside' ? 'before' : 'now';
