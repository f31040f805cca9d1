/**
 * A message as it lies on a WebSocket from server to client: one final, unmasked binary frame (RFC
 * 6455, section 5.2). The same bytes for every receiver, so a broadcast makes them once, and what
 * goes to one receiver in one tick is one write.
 */
const finalBinary = 0x82;

const headLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

function writeHead(framed: Buffer, length: number): void {
  framed[0] = finalBinary;
  if (length < 126) {
    framed[1] = length;
    return;
  }
  framed[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) framed.writeUInt16BE(length, 2);
  else framed.writeBigUInt64BE(BigInt(length), 2);
}

/** How many bytes a number takes as a varUint. */
export const varUintLength = (number: number): number => {
  let length = 1;
  for (let rest = number; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
};

/** @returns where it ends */
function writeVarUint(bytes: Uint8Array, from: number, number: number): number {
  let at = from;
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = 0x80 | (rest % 0x80);
  bytes[at++] = rest;
  return at;
}

/**
 * A finished frame of a few numbers, then a length and `body` if there is one: all that goes out for
 * every edit, in one piece of memory.
 */
export function wireMessage(numbers: readonly number[], body?: Uint8Array): Uint8Array {
  let length = body ? varUintLength(body.length) + body.length : 0;
  for (const number of numbers) length += varUintLength(number);
  let at = headLength(length);
  // Not zeroed: every byte is written below.
  const framed = Buffer.allocUnsafe(at + length);
  writeHead(framed, length);
  for (const number of numbers) at = writeVarUint(framed, at, number);
  if (body) framed.set(body, writeVarUint(framed, at, body.length));
  return framed;
}

/** Several frames as one piece of memory; the only one itself when there is but one. */
export function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [only] = frames;
  return only && frames.length === 1 ? only : Buffer.concat(frames);
}
