/** Takes WebSocket frames out of a server's bytes (RFC 6455, section 5.2), however they are cut. */

/** @returns what takes the next bytes and gives back the messages that are whole with them */
export function createUnframer(): (bytes: Uint8Array) => Uint8Array[] {
  let rest = new Uint8Array(0);
  return (bytes) => {
    const all = new Uint8Array(rest.length + bytes.length);
    all.set(rest);
    all.set(bytes, rest.length);
    const messages: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const frame = frameAt(all, at);
      if (!frame) break;
      messages.push(all.slice(frame.from, frame.to));
      at = frame.to;
    }
    rest = all.slice(at);
    return messages;
  };
}

function frameAt(bytes: Uint8Array, at: number): { from: number; to: number } | null {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined || second === undefined) return null;
  if (first !== 0x82 || second > 127) throw new Error('[W4] not a final, unmasked, binary frame');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const headLength = second === 126 ? 4 : second === 127 ? 10 : 2;
  if (bytes.length < at + headLength) return null;
  const length =
    second === 126
      ? view.getUint16(at + 2)
      : second === 127
        ? Number(view.getBigUint64(at + 2))
        : second;
  const from = at + headLength;
  return bytes.length < from + length ? null : { from, to: from + length };
}
