/** The pictures on the boards of a session. Closing its room lets go of those that no saved board shows. */
import * as v from 'valibot';
import {
  pictureId,
  type Instant,
  type PictureId,
  type SessionId,
  type TherapistId,
} from '../../shared/ids.ts';
import {
  maxPictureBytesPerSession,
  maxPicturesPerSession,
} from '../../shared/board/picture-limits.ts';
import type { Db } from './schema.ts';

/** What browsers and the export read alike. */
export const keptPictureType = v.picklist(['image/png', 'image/jpeg']);
export type KeptPictureType = v.InferOutput<typeof keptPictureType>;

export interface KeptPicture {
  readonly id: PictureId;
  readonly type: KeptPictureType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface NewPicture extends KeptPicture {
  readonly by: TherapistId;
  readonly at: Instant;
}

export interface PictureStore {
  /** What the session's pictures come to. */
  total(session: SessionId): Promise<{ readonly count: number; readonly bytes: number }>;
  /**
   * Keeps a picture for a session that is open or held.
   * @returns `full` when the session has as much as it may have, `not-now` before it is opened and
   * after its end
   */
  add(session: SessionId, picture: NewPicture): Promise<'kept' | 'full' | 'not-now'>;
  /** Null when that session has no such picture. */
  picture(session: SessionId, id: PictureId): Promise<KeptPicture | null>;
}

export function createPictureStore({ db }: { readonly db: Db }): PictureStore {
  const total = async (session: SessionId, on: Pick<Db, 'selectFrom'> = db) => {
    const { count, bytes } = await on
      .selectFrom('picture')
      .select((e) => [e.fn.countAll().as('count'), e.fn.sum('size').as('bytes')])
      .where('session_id', '=', session)
      .executeTakeFirstOrThrow();
    return { count: Number(count), bytes: Number(bytes) };
  };

  return {
    total: (session) => total(session),
    add: (session, { id, by, at, type, width, height, bytes }) =>
      db.transaction().execute(async (transaction) => {
        // Changes nothing: whoever else adds to this session, or ends it, waits here or comes first.
        const row = await transaction
          .updateTable('session')
          .set((e) => ({ title: e.ref('title') }))
          .where('id', '=', session)
          .returning('state')
          .executeTakeFirst();
        if (row?.state !== 'open' && row?.state !== 'held') return 'not-now';
        const there = await total(session, transaction);
        const size = bytes.byteLength;
        if (there.count >= maxPicturesPerSession) return 'full';
        if (there.bytes + size > maxPictureBytesPerSession) return 'full';
        await transaction
          .insertInto('picture')
          .values({
            ...{ id, session_id: session, therapist_id: by, at, type, width, height, size },
            bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          })
          .execute();
        return 'kept';
      }),
    picture: async (session, id) => {
      const row = await db
        .selectFrom('picture')
        .select(['id', 'type', 'width', 'height', 'bytes'])
        .where('session_id', '=', session)
        .where('id', '=', id)
        .executeTakeFirst();
      return row
        ? { ...row, id: v.parse(pictureId, row.id), type: v.parse(keptPictureType, row.type) }
        : null;
    },
  };
}
