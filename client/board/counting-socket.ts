/** A WebSocket that counts the frames with ink it sends; the server acks and denies by that count. */
import { boardMessage } from '../../shared/wire/protocol.ts';

/** `opening`: a new socket, whose frames are counted from 1. `isWhole`: a sync step 2. */
export function countingSocket(hear: {
  opening(): void;
  sent(frame: number, isWhole: boolean): void;
}): typeof WebSocket {
  return class extends WebSocket {
    #sent = 0;

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      hear.opening();
    }

    override send(frame: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      // Its close is under way: what the frame carries goes out with the next line's step 2.
      if (this.readyState > WebSocket.OPEN) return;
      super.send(frame as Parameters<WebSocket['send']>[0]);
      if (!(frame instanceof Uint8Array) || frame[0] !== boardMessage.sync) return;
      if (frame[1] !== 1 && frame[1] !== 2) return; // Step 1 carries no ink.
      this.#sent += 1;
      hear.sent(this.#sent, frame[1] === 1);
    }
  };
}
