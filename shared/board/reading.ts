/** Reading order: by rows from the top, and what lies in a frame right after it (rule B62). */
import { holds, type Box } from './measures.ts';

/** What reading order needs of an item. */
export interface Placed {
  readonly id: string;
  readonly box: Box;
  readonly isFrame: boolean;
}

/** By rows of about a note's height from the top, each from the left; frames left out of account. */
export function readsBefore(one: Placed, other: Placed): number {
  const rowHeight = 120;
  const rows = Math.floor(one.box.y / rowHeight) - Math.floor(other.box.y / rowHeight);
  return rows || one.box.x - other.box.x || (one.id < other.id ? -1 : 1);
}

const area = ({ box }: Placed): number => box.w * box.h;

/** Equal ones by id: of two frames never each lies in the other. */
const isLarger = (one: Placed, other: Placed): boolean =>
  area(one) > area(other) || (area(one) === area(other) && one.id < other.id);

/** The innermost of `frames` that has the middle of `one` in it. */
export function frameAround<One extends Placed>(one: Placed, frames: readonly One[]): One | null {
  let inner: One | null = null;
  for (const frame of frames) {
    if (frame.id === one.id || !holds(frame.box, one.box)) continue;
    if (one.isFrame && !isLarger(frame, one)) continue;
    if (!inner || isLarger(inner, frame)) inner = frame;
  }
  return inner;
}

/** `all` as a reader meets them; the list given is left as it is. */
export function asRead<One extends Placed>(all: readonly One[]): readonly One[] {
  const frames = all.filter(({ isFrame }) => isFrame);
  if (frames.length === 0) return [...all].sort(readsBefore);
  const contents = new Map<One | null, One[]>();
  for (const one of all) {
    const frame = frameAround(one, frames);
    const those = contents.get(frame);
    if (those) those.push(one);
    else contents.set(frame, [one]);
  }
  const read = (frame: One | null): readonly One[] =>
    (contents.get(frame) ?? [])
      .sort(readsBefore)
      .flatMap((one) => (one.isFrame ? [one, ...read(one)] : [one]));
  return read(null);
}
