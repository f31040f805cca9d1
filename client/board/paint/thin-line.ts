/** A stroke as it is seen from afar: so thin that its outline could not be told from a plain line. */
import { numbersPerPoint, type Ink } from '../../../shared/board/items/ink.ts';
import type { Item } from '../../../shared/board/item.ts';
import type { Context, Placing } from './painting.ts';

/** Device pixels across up to which how hard the pen was pressed is not to be seen. */
const thinPx = 1.6;
/** Device pixels from one point to the next that is drawn. */
const stepPx = 0.8;

/** @param scale device pixels a board unit */
export function isThin(item: Item, scale: number): item is Ink {
  if (item.kind !== 'ink' || item.tip !== 'pen' || item.hidden || item.locked) return false;
  return item.width * unitOf(item) * scale <= thinPx;
}

/** Board units that one of the stroke's own units takes. */
const unitOf = ({ scale }: Ink): number => scale / 1_000;

interface Made {
  readonly path: Path2D;
  /** Device pixels a board unit that it was made for. */
  readonly scale: number;
}

/** Paints strokes that are thin, each made once for a scale. */
export function createThinLines(): (
  item: Ink,
  context: Context,
  at: Placing,
  colour: string,
) => void {
  const known = new WeakMap<Ink, Made>();
  return (item, context, at, colour) => {
    let made = known.get(item);
    if (made?.scale !== at.a) {
      made = { path: pathOf(item, at.a), scale: at.a };
      known.set(item, made);
    }
    const unit = unitOf(item);
    const { x, y } = item;
    context.setTransform(at.a * unit, 0, 0, at.d * unit, at.a * x + at.e, at.d * y + at.f);
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = item.width;
    context.stroke(made.path);
  };
}

function pathOf(item: Ink, scale: number): Path2D {
  const { points } = item;
  const path = new Path2D();
  const step = stepPx / (unitOf(item) * scale);
  let [lastX, lastY] = [points[0] ?? 0, points[1] ?? 0];
  path.moveTo(lastX, lastY);
  const last = points.length - numbersPerPoint;
  // A dot is a line to where it is: its ends are round.
  if (last <= 0) path.lineTo(lastX, lastY);
  for (let place = numbersPerPoint; place <= last; place += numbersPerPoint) {
    const [x, y] = [points[place] ?? 0, points[place + 1] ?? 0];
    if (place < last && Math.abs(x - lastX) + Math.abs(y - lastY) < step) continue;
    path.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
  return path;
}
