/** The record of a session that closed before records were sealed: one moment, the last. */
import type { SessionRecordRead } from '../../../shared/record/record.ts';
import type { AccountStore } from '../../storage/account-store.ts';
import type { RoomStore } from '../../storage/room-store.ts';
import type { ReadRecord } from './kept.ts';

export const createLastMoment =
  ({
    roomStore,
    accounts,
  }: {
    readonly roomStore: Pick<RoomStore, 'saved'>;
    readonly accounts: Pick<AccountStore, 'therapistsOf'>;
  }): ReadRecord =>
  async (session, family): Promise<SessionRecordRead | null> => {
    const { openedAt, endedAt, plan } = session;
    const boards = await roomStore.saved(session.id);
    if (!boards || openedAt === null || endedAt === null) return null;
    const items = boards.flatMap((board) => board.items);
    const authors = new Set<string>(items.map(({ by }) => by));
    const known = new Set<string>(family.therapists.map(({ id }) => id));
    const therapists = (await accounts.therapistsOf(family.practice)).filter(
      ({ id }) => known.has(id) || authors.has(id),
    );
    let place = 0;
    return {
      head: {
        ...{ session: session.id, family: family.id, kind: plan.kind, title: plan.title },
        ...{ openedAt, endedAt, plannedMinutes: plan.plannedMinutes, therapists },
        people: plan.arriving.flatMap((id) =>
          family.people
            .filter((one) => one.id === id)
            .map(({ firstName, role, ageBand, colour, shape }) => ({
              ...{ id, firstName, role, ageBand, colour, shape },
            })),
        ),
      },
      items,
      moments: [
        {
          at: endedAt,
          zones: boards.map(({ zone, items: lying }) => ({
            zone,
            put: lying.map(() => place++),
            gone: [],
          })),
        },
      ],
      ...{ marks: [], answers: [], words: [], removals: [], verified: null },
      ...{ familyTitle: family.title, reader: 'therapist', legalHold: false },
    };
  };
