/** A slight turn that makes notes look laid down by hand: the same on every screen. */

/** Degrees, between −1.6 and 1.6, by the item's id. */
export function tiltOf(id: string): number {
  let mixed = 0;
  for (let at = 0; at < id.length; at += 1) mixed = (mixed * 31 + id.charCodeAt(at)) % 9_973;
  return ((mixed % 33) - 16) / 10;
}
