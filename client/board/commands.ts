/** What only a therapist does with a board: commands to the room, which writes their ink (rule B13). */
import type { ItemId } from '../../shared/ids.ts';

export interface BoardCommands {
  lock(id: ItemId, locked: boolean): void;
  hide(id: ItemId, hidden: boolean): void;
  /** Takes off what another made. */
  takeDown(id: ItemId): void;
  /** Takes everything off. @returns whether it is done. */
  clear(): Promise<boolean>;
}
