/** Small pictures of records: made once, kept beside them, made anew when something was torn up. */
import type { PictureId, SessionId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import type { PictureStore } from '../storage/picture-store.ts';
import type { RecordStore, StoredRecord } from '../storage/record-store.ts';
import type { DrawnPicture } from './export/make-export.ts';
import { createRecordThread, type RecordThread } from './record-thread.ts';
import type { JointBoard } from './record-calls.ts';

export interface Thumbnails {
  /** A PNG; null where there is no record, nothing on its joint board, or no way to draw it. */
  of(session: SessionId): Promise<Uint8Array | null>;
  stop(): Promise<void>;
}

interface Parts {
  readonly records: Pick<RecordStore, 'record' | 'thumbnail' | 'keepThumbnail'>;
  readonly pictures: Pick<PictureStore, 'picture'>;
  readonly log: Log;
  readonly thread?: RecordThread;
}

const nothing = new Uint8Array();

export function createThumbnails({
  records,
  pictures,
  log,
  thread = createRecordThread(),
}: Parts): Thumbnails {
  const making = new Map<SessionId, Promise<Uint8Array | null>>();

  async function picturesOn(session: SessionId, { items }: JointBoard) {
    const found: [PictureId, DrawnPicture][] = [];
    for (const item of items) {
      if (item.kind !== 'picture' || found.some(([id]) => id === item.picture)) continue;
      const picture = await pictures.picture(session, item.picture);
      if (picture) found.push([item.picture, picture]);
    }
    return found;
  }

  async function drawn(record: StoredRecord): Promise<Uint8Array> {
    const board = await thread.call('joint', [record]);
    if (!board || board.items.length === 0) return nothing;
    const shown = await picturesOn(record.session, board);
    return thread.call('thumbnail', [{ ...board, pictures: shown }]);
  }

  /** A board that can't be drawn, or fonts that are missing, cost the picture and nothing else. */
  async function made(session: SessionId): Promise<Uint8Array | null> {
    const record = await records.record(session);
    if (!record) return null;
    try {
      const png = await drawn(record);
      await records.keepThumbnail(record, png);
      return png;
    } catch (cause) {
      log.warn({ room: session, err: cause }, 'a thumbnail could not be made');
      return null;
    }
  }

  return {
    async of(session) {
      const kept = await records.thumbnail(session);
      if (kept) return kept.length > 0 ? kept : null;
      const under = making.get(session) ?? made(session).finally(() => making.delete(session));
      making.set(session, under);
      const png = await under;
      return png && png.length > 0 ? png : null;
    },
    stop: () => thread.stop(),
  };
}
