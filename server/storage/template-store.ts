/** The templates a practice has kept. */
import * as v from 'valibot';
import {
  maxTemplatesOfPractice,
  type Template,
  type TemplateItem,
} from '../../shared/board/template.ts';
import { templateId, type Instant, type PracticeId, type TemplateId } from '../../shared/ids.ts';
import { hasRoomLeft } from './room-left.ts';
import type { Db } from './schema.ts';

export interface KeptTemplate extends Template {
  readonly id: TemplateId;
}

export interface TemplateStore {
  /** Newest first. */
  templatesOf(practice: PracticeId): Promise<readonly KeptTemplate[]>;
  /** @returns false when the practice has as many as it may have */
  add(practice: PracticeId, template: KeptTemplate & { readonly at: Instant }): Promise<boolean>;
  /** False when the practice has no such template. */
  remove(practice: PracticeId, id: TemplateId): Promise<boolean>;
}

export function createTemplateStore({ db }: { readonly db: Db }): TemplateStore {
  return {
    templatesOf: async (practice) => {
      const rows = await db
        .selectFrom('template')
        .select(['id', 'title', 'items'])
        .where('practice_id', '=', practice)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, title, items }) => ({
        id: v.parse(templateId, id),
        title,
        items: JSON.parse(items) as readonly TemplateItem[], // Written below.
      }));
    },
    add: (practice, { id, at, title, items }) =>
      db.transaction().execute(async (transaction) => {
        if (!(await hasRoomLeft(transaction, 'template', practice, maxTemplatesOfPractice)))
          return false;
        const row = { id, practice_id: practice, at, title, items: JSON.stringify(items) };
        await transaction.insertInto('template').values(row).execute();
        return true;
      }),
    remove: async (practice, id) => {
      const { numDeletedRows } = await db
        .deleteFrom('template')
        .where('practice_id', '=', practice)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
