/** WebSocket frames as they lie in a stream of bytes (RFC 6455 §5.2), whole ones only. */

export interface WireFrame {
  readonly opcode: number;
  /** Unmasked. */
  readonly payload: Uint8Array;
  /** As it came, with its head. */
  readonly raw: Uint8Array;
}

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Takes what comes off a line piece by piece. @returns the frames that are whole by now */
export function createFrameReader(): (piece: Uint8Array) => readonly WireFrame[] {
  let rest = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    const frames: WireFrame[] = [];
    for (let frame = firstOf(rest); frame; frame = firstOf(rest)) {
      frames.push(frame);
      rest = rest.subarray(frame.raw.length);
    }
    return frames;
  };
}

function firstOf(bytes: Buffer): WireFrame | null {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < 2) return null;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const maskBytes = (second & 0x80) === 0 ? 0 : 4;
  const head = 2 + lengthBytes + maskBytes;
  if (bytes.length < head) return null;
  // A frame of more than 4 GiB is none of ours: the last four bytes of its length are all there is.
  const length =
    lengthBytes === 8 ? bytes.readUInt32BE(6) : lengthBytes === 2 ? bytes.readUInt16BE(2) : short;
  const end = head + length;
  if (bytes.length < end) return null;
  const mask = bytes.subarray(head - maskBytes, head);
  const payload = Uint8Array.from(bytes.subarray(head, end), (byte, at) =>
    maskBytes === 0 ? byte : byte ^ (mask[at % 4] ?? 0),
  );
  return { opcode: first & 0x0f, payload, raw: Uint8Array.from(bytes.subarray(0, end)) };
}
