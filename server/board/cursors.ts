/** Cursors: never stored, only a peer's own, their identity always the server's. */
import * as v from 'valibot';
import { boardEdge } from '../../shared/board/item.ts';
import { awarenessFrame, type AwarenessState } from './frames.ts';
import { sendCursorTo, type Peer } from './peer.ts';

const place = v.pipe(v.number(), v.minValue(-boardEdge), v.maxValue(boardEdge));
const claimed = v.object({ cursor: v.nullable(v.object({ x: place, y: place })) });

/** What the others get to see of what a peer said of itself; null says goodbye. */
function shownOf(peer: Peer, said: AwarenessState): AwarenessState {
  const read = v.safeParse(claimed, said.state);
  return {
    ...said,
    state:
      said.state === null
        ? null
        : { cursor: read.success ? read.output.cursor : null, by: peer.asker.id },
  };
}

/** Passes on what `peer` says of itself; what it says of others (stock clients echo) is dropped. */
export function showCursor(
  peer: Peer,
  states: readonly AwarenessState[],
  others: Iterable<Peer>,
): void {
  const own = states.find((one) => one.clientId === peer.clientId);
  if (!own || (peer.shown && own.clock < peer.shown.clock)) return;
  peer.shown = shownOf(peer, own);
  const frame = awarenessFrame([peer.shown]);
  for (const other of others) if (other !== peer) sendCursorTo(other, frame);
}

/** Takes a peer's cursor off the others' screens. */
export function hideCursor(peer: Peer, others: Iterable<Peer>): void {
  if (!peer.shown) return;
  const { clientId, clock } = peer.shown;
  peer.shown = null;
  const frame = awarenessFrame([{ clientId, clock: clock + 1, state: null }]);
  for (const other of others) if (other !== peer) sendCursorTo(other, frame);
}

/** Shows a newcomer the cursors that are there. */
export function showCursorsTo(peer: Peer, others: Iterable<Peer>): void {
  const states = [...others].flatMap((one) => (one !== peer && one.shown ? [one.shown] : []));
  if (states.length > 0) sendCursorTo(peer, awarenessFrame(states));
}
