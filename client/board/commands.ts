/** What only a therapist does with a board: commands to the room, which writes their ink (rule B13). */
import type { ItemId } from '../../shared/ids.ts';

export interface BoardCommands {
  lock(ids: readonly ItemId[], locked: boolean): void;
  hide(ids: readonly ItemId[], hidden: boolean): void;
  /** Takes off what another made. */
  takeDown(ids: readonly ItemId[]): void;
  /** Takes everything off. @returns whether it is done. */
  clear(): Promise<boolean>;
}
