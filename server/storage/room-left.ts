/** How much of its own a practice may keep. */
import type { Transaction } from 'kysely';
import type { PracticeId } from '../../shared/ids.ts';
import type { Tables } from './schema.ts';

/**
 * Whether the practice has fewer of these than it may have. Whoever else of it asks the same waits until
 * the transaction is done, and counts after it.
 */
export async function hasRoomLeft(
  transaction: Transaction<Tables>,
  table: 'template' | 'exercise_plan',
  practice: PracticeId,
  most: number,
): Promise<boolean> {
  // Changes nothing, and is what the others wait for.
  await transaction
    .updateTable('practice')
    .set((e) => ({ name: e.ref('name') }))
    .where('id', '=', practice)
    .execute();
  const { count } = await transaction
    .selectFrom(table)
    .select((e) => e.fn.countAll().as('count'))
    .where('practice_id', '=', practice)
    .executeTakeFirstOrThrow();
  return Number(count) < most;
}
