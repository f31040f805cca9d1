/**
 * Cursors of one zone: never stored, only a peer's own, their identity always the server's, the newest
 * of each in one frame a beat. A family member's reaches the others only after the therapist's page.
 */
import { boardEdge } from '../../shared/board/measures.ts';
import { awarenessFrame, type AwarenessState } from './frames.ts';
import { isFamily, isTherapist, sendCursors, type Peer } from './peer.ts';

export interface Cursors {
  /** Takes what `peer` says of itself; what it says of others (stock clients echo) is dropped. */
  hear(peer: Peer, states: readonly AwarenessState[]): boolean;
  /** Sends what was heard since the last beat. */
  beat(): void;
  /** The therapist's page has what went out up to `stamp`. */
  seen(stamp: number): void;
  /** Takes a peer's cursor off the others' screens, at once. */
  hide(peer: Peer): void;
  /** Shows a newcomer the cursors that are there, as far as the therapist's page has them. */
  showTo(peer: Peer): void;
}

/** Cursors that went to the therapist and wait for its word. */
interface Sent {
  readonly stamp: number;
  readonly moved: ReadonlyMap<Peer, AwarenessState>;
}

/** Batches that may wait: older ones than two seconds' worth are not worth showing any more. */
const maxWaiting = 64;

interface CursorsParts {
  readonly peers: ReadonlySet<Peer>;
  /** Whether a family member's cursor waits for the therapist's page. */
  readonly isSupervised: boolean;
}

export function createCursors({ peers, isSupervised }: CursorsParts): Cursors {
  let moved = new Map<Peer, AwarenessState>();
  let waiting: Sent[] = [];
  /** Cursors that everybody in the zone may see. */
  const released = new Map<Peer, AwarenessState>();
  let stamp = 0;

  /** Therapists' links that were too slow for a batch: their next frame has all that waits. */
  const behind = new Set<Peer>();

  function tell(
    cursors: ReadonlyMap<Peer, AwarenessState>,
    isMeant: (peer: Peer) => boolean,
  ): void {
    if (cursors.size === 0) return;
    const [[owner] = []] = [...cursors];
    const frame = awarenessFrame([...cursors.values()]);
    for (const peer of peers) {
      const isOnlyOwn = cursors.size === 1 && peer === owner;
      if (!peer.following || !isMeant(peer) || isOnlyOwn) continue;
      const whole = behind.has(peer) ? awarenessFrame([...newest(cursors).values()]) : frame;
      if (sendCursors(peer, whole, stamp)) behind.delete(peer);
      else if (isTherapist(peer)) behind.add(peer);
    }
  }

  const newest = (last: ReadonlyMap<Peer, AwarenessState>): ReadonlyMap<Peer, AwarenessState> =>
    new Map([...waiting.flatMap((one) => [...one.moved]), ...last]);

  function release(cursors: ReadonlyMap<Peer, AwarenessState>): void {
    for (const [peer, state] of cursors) released.set(peer, state);
    tell(cursors, isFamily);
  }

  function forget(peer: Peer): void {
    moved.delete(peer);
    released.delete(peer);
    waiting = waiting.map((one) => ({
      ...one,
      moved: new Map([...one.moved].filter(([owner]) => owner !== peer)),
    }));
  }

  return {
    hear(peer, states) {
      const own = states.find((one) => one.clientId === peer.clientId);
      if (!own || (peer.shown && own.clock < peer.shown.clock)) return false;
      peer.shown = shownOf(peer, own);
      moved.set(peer, peer.shown);
      return true;
    },
    beat() {
      if (moved.size === 0) return;
      const now = moved;
      moved = new Map();
      // A therapist's own needs nobody's word: it goes with what waits already.
      if ([...now.keys()].some(isFamily)) stamp += 1;
      tell(now, isTherapist);
      // In one frame with what waits already, or at once when nothing has to.
      if (isSupervised && (waiting.length > 0 || [...now.keys()].some(isFamily))) {
        waiting = [...waiting, { stamp, moved: now }].slice(-maxWaiting);
      } else release(now);
    },
    seen(upTo) {
      const ready = waiting.filter((one) => one.stamp <= upTo);
      if (ready.length === 0) return;
      waiting = waiting.slice(ready.length);
      release(new Map(ready.flatMap((one) => [...one.moved])));
    },
    hide(peer) {
      forget(peer);
      behind.delete(peer);
      if (!peer.shown) return;
      const { clientId, clock } = peer.shown;
      peer.shown = null;
      // Under the same clock: with a later one its first move after coming back would be ignored.
      const frame = awarenessFrame([{ clientId, clock, state: null }]);
      for (const other of peers)
        if (other !== peer && other.following) sendCursors(other, frame, -1);
    },
    showTo(peer) {
      const there = isTherapist(peer)
        ? [...peers].flatMap((one) => (one !== peer && one.shown ? [one.shown] : []))
        : [...released.values()];
      if (there.length > 0) sendCursors(peer, awarenessFrame(there), stamp);
    },
  };
}

/** What the others get to see of what a peer said of itself; null says goodbye. */
const shownOf = (peer: Peer, { clientId, clock, state }: AwarenessState): AwarenessState => ({
  clientId,
  clock,
  state: state === null ? null : { cursor: cursorIn(state), by: peer.asker.id },
});

/** By hand: it is read for every move of every hand. */
function cursorIn(state: unknown): { readonly x: number; readonly y: number } | null {
  if (typeof state !== 'object' || state === null || !('cursor' in state)) return null;
  const { cursor } = state;
  if (typeof cursor !== 'object' || cursor === null) return null;
  if (!('x' in cursor) || !('y' in cursor)) return null;
  const { x, y } = cursor;
  return isPlace(x) && isPlace(y) ? { x, y } : null;
}

const isPlace = (value: unknown): value is number =>
  typeof value === 'number' && value >= -boardEdge && value <= boardEdge;
