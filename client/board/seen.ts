/** What a therapist's page says of what has reached it. */
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import { boardMessage } from '../../shared/wire/protocol.ts';

/**
 * Counts what came over the line and was worked in, and tells the server: what one member of the
 * family draws reaches another only when it has reached a therapist. In a microtask, not with the
 * next picture: a page in a hidden tab is given no pictures and slow timers.
 * @returns to be called at the hello, from which on frames count.
 */
export function tellWhatIsSeen(provider: WebsocketProvider): () => void {
  let seen = 0;
  let isTelling = false;

  function tell(): void {
    isTelling = false;
    const { ws } = provider;
    if (seen === 0 || !provider.wsconnected || ws?.readyState !== WebSocket.OPEN) return;
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, seen);
    const frame = encoding.createEncoder();
    encoding.writeVarUint(frame, boardMessage.seen);
    encoding.writeVarUint8Array(frame, encoding.toUint8Array(body));
    ws.send(encoding.toUint8Array(frame));
  }

  provider.messageHandlers.forEach((handle, type) => {
    provider.messageHandlers[type] = (...message) => {
      handle(...message);
      seen += 1;
      if (isTelling) return;
      isTelling = true;
      queueMicrotask(tell);
    };
  });
  return () => {
    seen = 0;
  };
}
