/** Which clientID belongs to whom in a room: for good, the first claim wins. */
import type { ParticipantId, SessionId } from '../../shared/ids.ts';
import { maxClientIdsPerPerson } from '../../shared/wire/protocol.ts';
import type { RoomStore } from '../storage/room-store.ts';
import { maxClientId } from './gate/limits.ts';
import { serverClientId } from './server-client-id.ts';

/** `author`: it is somebody else's, or no clientID. `too-much`: of these one person has enough. */
export type ClaimRefusal = 'author' | 'too-much';

export interface Claims {
  /** Who holds a clientID, or undefined. */
  holder(clientId: number): ParticipantId | undefined;
  /**
   * Binds a clientID to `by` for good.
   * @returns null once that is durable, or why not
   */
  claim(clientId: number, by: ParticipantId): Promise<ClaimRefusal | null>;
  /**
   * No page of ours may come back with this clientID: its document holds what was refused and does not
   * know it if the word of that was lost, and would be taken for up to date (rule B15). A stock client
   * can't begin anew, so it keeps what it has.
   */
  makeVoid(clientId: number): void;
  isVoid(clientId: number): boolean;
}

interface ClaimsParts {
  readonly room: SessionId;
  readonly held: ReadonlyMap<number, ParticipantId>;
  /** ClientIDs that are void from the beginning. */
  readonly voided: ReadonlySet<number>;
  readonly store: RoomStore;
}

export function createClaims({ room, held, voided, store }: ClaimsParts): Claims {
  const holders = new Map(held);
  const gone = new Set(voided);
  /** Claims that are not durable yet. */
  const underWay = new Map<number, Promise<ParticipantId>>();

  async function settled(clientId: number): Promise<ParticipantId | undefined> {
    return underWay.get(clientId) ?? holders.get(clientId);
  }

  return {
    holder: (clientId) => (underWay.has(clientId) ? undefined : holders.get(clientId)),
    async claim(clientId, by) {
      // Yjs draws 32-bit ids; a larger one would win every concurrent write.
      if (!Number.isInteger(clientId) || clientId < 0 || clientId > maxClientId) return 'author';
      if (clientId === serverClientId) return 'author';
      const holder = await settled(clientId);
      if (holder !== undefined) return holder === by ? null : 'author';
      const count = [...holders.values()].filter((one) => one === by).length;
      if (count >= maxClientIdsPerPerson) return 'too-much';
      holders.set(clientId, by); // Counted before it is durable, so that many at once don't pass the limit.
      const claimed = store.claimClientId(room, clientId, by);
      underWay.set(clientId, claimed);
      try {
        const now = await claimed;
        holders.set(clientId, now);
        return now === by ? null : 'author';
      } catch (cause) {
        holders.delete(clientId);
        throw cause;
      } finally {
        underWay.delete(clientId);
      }
    },
    makeVoid: (clientId) => gone.add(clientId),
    isVoid: (clientId) => gone.has(clientId),
  };
}
