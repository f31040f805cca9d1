import { sql } from 'kysely';
import type { Stores } from '../app.ts';
import type { Chance } from '../ids.ts';
import { createAccountStore } from './account-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createFamilyStore } from './family-store.ts';
import type { Db } from './schema.ts';
import { createSessionStore } from './session-store.ts';
import { createSqlRoomStore } from './sql-room-store.ts';

/** All stores on one database. */
export const createStores = ({
  db,
  chance,
}: {
  readonly db: Db;
  readonly chance: Chance;
}): Stores => ({
  accounts: createAccountStore({ db }),
  families: createFamilyStore({ db }),
  sessions: createSessionStore({ db }),
  rooms: createSqlRoomStore({ db }),
  audit: createAuditStore({ db, chance }),
  ping: async () => {
    await sql`select 1`.execute(db);
  },
});
