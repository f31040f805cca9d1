/** Hears that something changed in a room of this therapist's families; what, the page asks over HTTP. */
import { io } from 'socket.io-client';
import { practicePath } from '../../shared/wire/protocol.ts';

/** Milliseconds; a restarted server is back in a few seconds. */
const reconnectAfterMs = 500;
const reconnectAfterAtMostMs = 5_000;

/**
 * Calls `changed` at each word; the server's first one comes whenever the line is there (again), since
 * something may have been missed. A page in the background hears it too, where timers are slowed.
 * @returns how to stop.
 */
export function followPractice(changed: () => void): () => void {
  const socket = io({
    path: practicePath,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: reconnectAfterMs,
    reconnectionDelayMax: reconnectAfterAtMostMs,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  socket.on('changed', changed);
  socket.on('disconnect', (why) => {
    if (why !== 'io server disconnect') return; // Otherwise Socket.IO comes back by itself.
    changed(); // If the sign-in has ended, the answer says so and the page goes.
    timer = setTimeout(() => socket.connect(), reconnectAfterAtMostMs);
  });
  return () => {
    clearTimeout(timer);
    socket.disconnect();
  };
}
