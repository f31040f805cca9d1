/** What a room is closed with, where a test is about how it is stored and not about what it says. */
import type { FamilyId, PictureId, SessionId } from '../../shared/ids.ts';
import type { ClosedRoom, RecordSummary } from '../../server/storage/record-store.ts';
import type { LogEntry } from '../../server/storage/room-store.ts';

interface Wanted {
  readonly session: SessionId;
  readonly family: FamilyId;
  readonly kept?: readonly LogEntry[];
  readonly bytes?: Uint8Array;
  readonly words?: readonly string[];
  readonly pictures?: readonly PictureId[];
  readonly summary?: Partial<RecordSummary>;
}

export const aClosedRoom = ({
  session,
  family,
  kept = [],
  bytes = new Uint8Array([1, 2, 3]),
  words = [],
  pictures = [],
  summary = {},
}: Wanted): ClosedRoom => ({
  kept,
  record: { session, bytes, seal: `the seal of ${session}` },
  findable: {
    words,
    pictures,
    summary: {
      ...{ session, family, kind: 'joint', title: 'Joint session 1', openedAt: 5, endedAt: 9 },
      ...{ people: [], exercises: [], goals: [], ...summary },
    },
  },
});
