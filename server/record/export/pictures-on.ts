/** The pictures that lie on a board, as files; one that is no longer kept is left out, its place is drawn. */
import type { Item } from '../../../shared/board/item.ts';
import type { PictureId, SessionId } from '../../../shared/ids.ts';
import type { PictureStore } from '../../storage/picture-store.ts';
import type { DrawnPicture, ExportOrder } from './make-export.ts';

/** Each once. */
export type PicturesOn = (
  session: SessionId,
  items: readonly Item[],
) => Promise<ExportOrder['pictures']>;

export const createPicturesOn =
  (pictures: Pick<PictureStore, 'picture'>): PicturesOn =>
  async (session, items) => {
    const ids = new Set(items.flatMap((one) => (one.kind === 'picture' ? [one.picture] : [])));
    const found: [PictureId, DrawnPicture][] = [];
    for (const id of ids) {
      const picture = await pictures.picture(session, id);
      if (picture) found.push([id, picture]);
    }
    return found;
  };
