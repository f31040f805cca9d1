/** Arrow keys in a grid of buttons that breaks its rows where it must. */

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Which of `places`, in reading order, an arrow key leads to from `at`: up and down to the nearest in
 * the row next to it, which may be shorter. Where there is none, and for other keys, null.
 */
export function nextInGrid(places: readonly Place[], at: number, key: string): number | null {
  const from = places[at];
  if (!from) return null;
  const known = (wanted: number): number | null => (places[wanted] ? wanted : null);
  switch (key) {
    case 'ArrowRight':
      return known(at + 1);
    case 'ArrowLeft':
      return known(at - 1);
    case 'Home':
      return 0;
    case 'End':
      return places.length - 1;
    case 'ArrowDown':
      return nearestInRow(places, from, ({ y }) => y > from.y, Math.min);
    case 'ArrowUp':
      return nearestInRow(places, from, ({ y }) => y < from.y, Math.max);
    default:
      return null;
  }
}

function nearestInRow(
  places: readonly Place[],
  from: Place,
  isBeyond: (place: Place) => boolean,
  next: (...rows: readonly number[]) => number,
): number | null {
  const beyond = places.filter(isBeyond);
  if (beyond.length === 0) return null;
  const row = next(...beyond.map(({ y }) => y));
  const distance = ({ x }: Place): number => Math.abs(x - from.x);
  const [nearest] = beyond.filter(({ y }) => y === row).sort((a, b) => distance(a) - distance(b));
  return nearest ? places.indexOf(nearest) : null;
}
