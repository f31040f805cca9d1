/** What lies above what: new places in the stack for items that go up or down. */
import { liesBelow, stackField, stackStep, type Box, type Item } from '../../shared/board/item.ts';
import { withinField } from '../../shared/board/fields.ts';
import type { ItemId } from '../../shared/ids.ts';
import { overlaps } from './nearby.ts';

export type Order = 'front' | 'back' | 'up' | 'down';

interface Stacked {
  readonly id: ItemId;
  readonly box: Box;
  readonly item: Pick<Item, 'id' | 'kind' | 'z'>;
}

const lowestFirst = (one: Stacked, other: Stacked): number => liesBelow(one.item, other.item);

/**
 * Where in the stack each of `ids` goes; they keep their order among themselves, and nothing else is
 * touched. What lies so already is left out. Frames lie beneath all else, and are a stack of their own.
 */
export function restacked(
  all: readonly Stacked[],
  ids: ReadonlySet<ItemId>,
  order: Order,
): ReadonlyMap<ItemId, number> {
  const isFrame = ({ item }: Stacked): boolean => item.kind === 'frame';
  const layers = [all.filter(isFrame), all.filter((one) => !isFrame(one))];
  return new Map(layers.flatMap((layer) => [...restackedIn(layer, ids, order)]));
}

function restackedIn(
  layer: readonly Stacked[],
  ids: ReadonlySet<ItemId>,
  order: Order,
): ReadonlyMap<ItemId, number> {
  const sorted = [...layer].sort(lowestFirst);
  const moving = sorted.filter(({ id }) => ids.has(id));
  const others = sorted.filter(({ id }) => !ids.has(id));
  switch (order) {
    case 'front':
      return isOnTop(sorted, moving) ? new Map() : placed(moving, others.at(-1)?.item.z, undefined);
    case 'back':
      return isOnTop([...sorted].reverse(), moving)
        ? new Map()
        : placed(moving, undefined, others[0]?.item.z);
    case 'up':
      return oneStep(moving, others, sorted);
    case 'down':
      return oneStep([...moving].reverse(), [...others].reverse(), [...sorted].reverse());
    default:
      return order satisfies never;
  }
}

const isOnTop = (sorted: readonly Stacked[], moving: readonly Stacked[]): boolean =>
  sorted
    .slice(sorted.length - moving.length)
    .every(({ id }) => moving.some((one) => one.id === id));

/** Past the next one that overlaps any of `moving`; all lists run in the direction they go. */
function oneStep(
  moving: readonly Stacked[],
  others: readonly Stacked[],
  sorted: readonly Stacked[],
): ReadonlyMap<ItemId, number> {
  const placeOf = new Map(sorted.map(({ id }, at) => [id, at]));
  const comesBefore = (one: Stacked, other: Stacked): boolean =>
    (placeOf.get(one.id) ?? 0) < (placeOf.get(other.id) ?? 0);
  const next = others.find((other) =>
    moving.some((one) => comesBefore(one, other) && overlaps(one.box, other.box)),
  );
  if (!next) return new Map();
  const passing = moving.filter((one) => comesBefore(one, next));
  const staying = sorted.filter((one) => !passing.includes(one));
  // Where there is no room just past it, past the first that has room behind it.
  const placesAt = (past: number) => [staying[past]?.item.z, staying[past + 1]?.item.z] as const;
  const hasRoom = (past: number): boolean => {
    const [near = 0, far] = placesAt(past);
    return far === undefined || Math.abs(far - near) > passing.length;
  };
  let past = staying.indexOf(next);
  while (!hasRoom(past)) past += 1;
  const [near, far] = placesAt(past);
  const goesUp = passing.some((one) => lowestFirst(one, next) < 0);
  return goesUp ? placed(passing, near, far) : placed([...passing].reverse(), far, near);
}

/** Evenly between two places in the stack; beyond the one there is, in steps. */
function placed(
  moving: readonly Stacked[],
  above: number | undefined,
  below: number | undefined,
): ReadonlyMap<ItemId, number> {
  const count = moving.length;
  const placeOf = (at: number): number => {
    if (above !== undefined && below !== undefined)
      return above + Math.floor(((below - above) * (at + 1)) / (count + 1));
    if (above !== undefined) return above + stackStep * (at + 1);
    return (below ?? stackStep * (count + 1)) - stackStep * (count - at);
  };
  return new Map(moving.map(({ id }, at) => [id, withinField(stackField, placeOf(at))]));
}
