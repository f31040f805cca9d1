/** Which clientID belongs to whom in a room: for good, the first claim wins. */
import type { ParticipantId, SessionId } from '../../shared/ids.ts';
import { maxClientIdsPerPerson } from '../../shared/wire/protocol.ts';
import type { RoomStore } from '../storage/room-store.ts';

export interface Claims {
  /** Who holds a clientID, or undefined. */
  holder(clientId: number): ParticipantId | undefined;
  /**
   * @returns true once `by` durably holds the clientID; false when somebody else does, it is not a
   * 32-bit id, or `by` has claimed too many.
   */
  claim(clientId: number, by: ParticipantId): Promise<boolean>;
}

interface ClaimsParts {
  readonly room: SessionId;
  readonly held: ReadonlyMap<number, ParticipantId>;
  readonly store: RoomStore;
}

export function createClaims({ room, held, store }: ClaimsParts): Claims {
  const holders = new Map(held);
  return {
    holder: (clientId) => holders.get(clientId),
    async claim(clientId, by) {
      // Yjs draws 32-bit ids; a larger one would win every concurrent write.
      if (!Number.isInteger(clientId) || clientId < 0 || clientId > 0xffff_ffff) return false;
      const holder = holders.get(clientId);
      if (holder !== undefined) return holder === by;
      const count = [...holders.values()].filter((one) => one === by).length;
      if (count >= maxClientIdsPerPerson) return false;
      holders.set(clientId, by); // Counted before it is durable, so that many at once don't pass the limit.
      const now = await store.claimClientId(room, clientId, by);
      holders.set(clientId, now);
      return now === by;
    },
  };
}
