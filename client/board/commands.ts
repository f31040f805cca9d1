/** What only a therapist does with a board: commands to the room, which writes their ink (rule B13). */
import type { ItemId, PersonId } from '../../shared/ids.ts';
import type { Box } from '../../shared/board/item.ts';
import type { ExportFormat, ExportPaper } from '../../shared/wire/http.ts';

export interface BoardCommands {
  lock(ids: readonly ItemId[], locked: boolean): void;
  hide(ids: readonly ItemId[], hidden: boolean): void;
  /** Takes off what another made. */
  takeDown(ids: readonly ItemId[]): void;
  /** Who of the family has this board on the screen and can be brought somewhere (rule S15). */
  readonly lookers: readonly { readonly id: PersonId; readonly name: string }[];
  /** Brings one of them, or all, to see that part of the board. @returns whether it is done. */
  bring(area: Box, to: PersonId | null): Promise<boolean>;
  /** Keeps the board as it lies there on this device. @returns why not; empty when it is done. */
  exportAs(format: ExportFormat, paper: ExportPaper): Promise<string>;
  /** Takes everything off. @returns whether it is done. */
  clear(): Promise<boolean>;
}
