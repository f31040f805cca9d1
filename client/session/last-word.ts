/** Whether the last thing a page was told is that the session is over for whoever looks at it. */
import type { FamilyView } from '../../shared/session/visible-to.ts';

/**
 * That access goes with the end changes nothing for the one who reads the last page, so without a view
 * it stays as it was. A view that says otherwise counts: who was seen out can be let in again (S12),
 * and must not read a goodbye while the others have them in the room.
 */
export const isOver = (view: Pick<FamilyView, 'place'> | null, was: boolean): boolean =>
  view ? view.place === 'ended' : was;
