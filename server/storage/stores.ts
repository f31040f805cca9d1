import { sql } from 'kysely';
import type { Stores } from '../app.ts';
import type { Chance } from '../ids.ts';
import { createAccountStore } from './account-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createExercisePlanStore } from './exercise-plan-store.ts';
import { createExportStore } from './export-store.ts';
import { createFamilyStore } from './family-store.ts';
import { createLegalHoldStore } from './legal-hold-store.ts';
import { createLetterStore } from './letter-store.ts';
import { createGoalStore } from './goal-store.ts';
import { createRecordStore } from './kept-records.ts';
import { createPictureStore } from './picture-store.ts';
import { createPrivateNoteStore } from './private-note-store.ts';
import { createSessionStore } from './session-store.ts';
import { createTemplateStore } from './template-store.ts';
import type { Storage } from './sqlite.ts';

/** All stores on one database. */
export const createStores = ({
  db,
  rooms,
  search,
  forgetTraces,
  chance,
}: Omit<Storage, 'close'> & { readonly chance: Chance }): Stores => ({
  accounts: createAccountStore({ db }),
  families: createFamilyStore({ db }),
  sessions: createSessionStore({ db }),
  rooms,
  notes: createPrivateNoteStore({ db }),
  pictures: createPictureStore({ db }),
  templates: createTemplateStore({ db }),
  letters: createLetterStore({ db }),
  exercisePlans: createExercisePlanStore({ db }),
  goals: createGoalStore({ db }),
  exports: createExportStore({ db, chance }),
  legalHolds: createLegalHoldStore({ db }),
  records: createRecordStore({ db, search, forgetTraces }),
  audit: createAuditStore({ db, chance }),
  ping: async () => {
    await Promise.all([sql`select 1`.execute(db), rooms.running()]);
  },
});
