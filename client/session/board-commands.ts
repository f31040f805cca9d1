/** A therapist's commands to a board, as presses on their way to the room. */
import type { Zone } from '../../shared/board/zone.ts';
import type { BoardCommands } from '../board/commands.ts';
import type { Presses } from './presses.svelte.ts';

export const boardCommands = (presses: Presses, zone: Zone): BoardCommands => ({
  lock: (item, locked) => void presses.press({ kind: 'lock-item', zone, item, locked }),
  hide: (item, hidden) => void presses.press({ kind: 'hide-item', zone, item, hidden }),
  takeDown: (item) => void presses.press({ kind: 'take-down-item', zone, item }),
  clear: () => presses.press({ kind: 'clear-board', zone }),
});
