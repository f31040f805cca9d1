/** A therapist's commands to a board, as presses on their way to the room. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField } from '../../shared/board/item.ts';
import type { ItemId, SessionId } from '../../shared/ids.ts';
import type { Zone } from '../../shared/board/zone.ts';
import type { BoardCommands } from '../board/commands.ts';
import { getFile, sentenceOf } from '../connection/http.ts';
import { exportPath, fileName, keepFile } from '../record/export-file.ts';
import { maxItemsPerCommand } from '../../shared/session/commands.ts';
import type { Presses } from './presses.svelte.ts';

/** In as many commands as it takes. */
function inParts(items: readonly ItemId[], press: (items: readonly ItemId[]) => unknown): void {
  for (let from = 0; from < items.length; from += maxItemsPerCommand)
    void press(items.slice(from, from + maxItemsPerCommand));
}

export const boardCommands = (
  session: SessionId,
  presses: Presses,
  zone: Zone,
  lookers: BoardCommands['lookers'],
): BoardCommands => ({
  lookers,
  bring: ({ x, y, w, h }, to) => {
    const area = {
      ...{ x: withinField(placeField, x), y: withinField(placeField, y) },
      ...{ w: Math.max(1, Math.round(w)), h: Math.max(1, Math.round(h)) },
    };
    return presses.press({ kind: 'look-here', zone, area, to });
  },
  lock: (all, locked) =>
    inParts(all, (items) => presses.press({ kind: 'lock-items', zone, items, locked })),
  hide: (all, hidden) =>
    inParts(all, (items) => presses.press({ kind: 'hide-items', zone, items, hidden })),
  takeDown: (all) =>
    inParts(all, (items) => presses.press({ kind: 'take-down-items', zone, items })),
  async exportAs(format, paper) {
    const wish = { zone, paper, isSplit: false, withHidden: false };
    try {
      keepFile(await getFile(exportPath(session, format, wish)), fileName(null, format));
      return '';
    } catch (trouble) {
      return sentenceOf(trouble);
    }
  },
  clear: () => presses.press({ kind: 'clear-board', zone }),
});
