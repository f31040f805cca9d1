/** Paints the items of a board on its ground, each anew only when it changes. */
import { drawnItem } from '../../../shared/board/draw/board.ts';
import type { DrawnAuthor } from '../../../shared/board/draw/pieces.ts';
import { boxOf, type Box, type Item } from '../../../shared/board/item.ts';
import type { ItemId, ParticipantId, PictureId } from '../../../shared/ids.ts';
import { around } from '../boxes.ts';
import { onDensityChanged } from './density.ts';
import { createFaces } from './face.ts';
import { grownBy } from './grown.ts';
import { whenIdle } from './idle.ts';
import { createLetters } from './letters.ts';
import { paintingOf, type Context, type Painting, type Placing } from './painting.ts';
import { createPile, type Piled } from './pile.ts';
import { createThinLines, isThin } from './thin-line.ts';
import { createTiles, type Look } from './tiles.ts';
import { onTonesChanged, tonesOf } from './tones.ts';

export interface Painter {
  /** Paints it from here on as it is now. */
  put(item: Item): void;
  take(id: ItemId): void;
  /** These are drawn by others just now, and no others. */
  leaveOut(ids: ReadonlySet<string>): void;
  /** Notes that lie as straight as they were laid: those in hand. */
  straighten(ids: ReadonlySet<string>): void;
  look(look: Look): void;
  /** Makes everything anew: authors look otherwise, or are known only now. */
  again(): void;
  /** Another picture is there. */
  came(picture: PictureId): void;
  stop(): void;
}

interface Painted extends Piled {
  /** Null until it has to be painted. */
  painting: Painting | null;
}

/** Board units that an item's turn, lines and shadow may reach beyond its box. */
const reach = 24;

export function createPainter({
  world,
  ground,
  scaled,
  authorOf,
  imageOf,
}: {
  /** Moves with the view; the painted ground is an element in it. */
  world: HTMLElement;
  ground: HTMLElement;
  /** CSS pixels a board unit in the world, whenever they are others. */
  scaled: (zoom: number) => void;
  authorOf: (id: ParticipantId) => DrawnAuthor | undefined;
  /** Null until it is there; asking for it has it fetched. */
  imageOf: (picture: PictureId) => CanvasImageSource | null;
}): Painter {
  const pile = createPile<Painted>();
  let letters = createLetters();
  /** What was drawn once: a board that is gone through comes back to what lay there before. */
  let known = new WeakMap<Item, Painted>();
  let tones = tonesOf(ground);
  let leftOut: ReadonlySet<string> = new Set();
  let seen: Look | null = null;
  let straight: ReadonlySet<string> = new Set();
  const paintThin = createThinLines();
  const idle = whenIdle(prepare);
  const tiles = createTiles({
    ...{ world, ground, createFace: createFaces(), paint, scaled },
    isEmpty: pile.isEmpty,
  });

  function made(one: Painted): Painting {
    const { item } = one;
    const pictures: ReadonlySet<PictureId> = new Set(
      item.kind === 'picture' && imageOf(item.picture) ? [item.picture] : [],
    );
    const drawn = drawnItem(item, authorOf(item.by), letters, pictures);
    const isStraight = item.kind === 'note' && straight.has(item.id);
    const turn = isStraight ? item.angle : drawn.turn;
    const painting = paintingOf({ ...drawn, turn }, item.kind === 'stamp');
    one.painting = painting;
    if (!isWithin(painting.box, one.box)) {
      // Its words need more room than its own height says.
      pile.put({ ...one, box: painting.box });
      tiles.stale(painting.box);
    }
    known.set(item, pile.get(item.id) ?? one);
    return painting;
  }

  /** The drawings of what will be painted sooner or later. @returns whether more wait */
  function prepare(hasTime: () => boolean): boolean {
    const scale = seen ? seen.zoom * Math.max(1, window.devicePixelRatio) : 1;
    for (const one of pile.all()) {
      if (one.painting || leftOut.has(one.item.id)) continue;
      // A picture is fetched only once it comes near (rule B42).
      if (one.item.kind === 'picture' || isThin(one.item, scale)) continue;
      if (!hasTime()) return true;
      made(one);
    }
    return false;
  }

  function paint(context: Context, at: Placing, box: Box): void {
    for (const one of pile.on(box)) {
      if (leftOut.has(one.item.id)) continue;
      if (isThin(one.item, at.a)) {
        paintThin(one.item, context, at, tones.usual[one.item.colour]);
        continue;
      }
      const painting = one.painting ?? made(one);
      painting.paint(context, at, {
        tones: painting.isStamp ? tones.ofStamps : tones.usual,
        imageOf,
      });
    }
  }

  function putAgain(ids: Iterable<string>): void {
    for (const id of ids) {
      const one = pile.get(id);
      if (!one) continue;
      known.delete(one.item);
      pile.put({ ...one, painting: null });
      tiles.stale(one.box);
    }
  }

  function again(): void {
    known = new WeakMap();
    for (const one of [...pile.all()]) pile.put({ ...one, painting: null });
    tiles.stale(null);
  }

  const fontsCame = (): void => {
    letters = createLetters();
    again();
  };
  document.fonts.addEventListener('loadingdone', fontsCame);
  const forgetTones = onTonesChanged(() => {
    tones = tonesOf(ground);
    tiles.stale(null);
  });

  // The window has come to another screen.
  const forgetDensity = onDensityChanged(() => {
    if (seen) tiles.look(seen);
  });

  return {
    put(item) {
      const before = pile.get(item.id);
      if (before?.item === item) return;
      const next = known.get(item) ?? { item, box: reachOf(item), painting: null };
      pile.put(next);
      if (leftOut.has(item.id)) return;
      if (!next.painting) idle.soon();
      const grown = before && grownBy(before.item, item);
      tiles.stale(grown ?? around(before ? [before.box, next.box] : [next.box]));
    },
    take(id) {
      const before = pile.get(id);
      if (!before) return;
      pile.take(id);
      tiles.stale(before.box);
    },
    leaveOut(ids) {
      const changed = differences(leftOut, ids);
      leftOut = ids;
      for (const id of changed) {
        const one = pile.get(id);
        if (one) tiles.stale(one.box);
      }
    },
    straighten(ids) {
      const changed = differences(straight, ids);
      straight = ids;
      putAgain(changed.filter((id) => pile.get(id)?.item.kind === 'note'));
    },
    look(next) {
      seen = next;
      tiles.look(next);
    },
    again,
    came(picture) {
      putAgain(
        pile.all().flatMap(({ item }) => {
          return item.kind === 'picture' && item.picture === picture ? [item.id] : [];
        }),
      );
    },
    stop() {
      document.fonts.removeEventListener('loadingdone', fontsCame);
      forgetTones();
      forgetDensity();
      idle.stop();
      tiles.stop();
    },
  };
}

function reachOf(item: Item): Box {
  const { x, y, w, h } = boxOf(item);
  return { x: x - reach, y: y - reach, w: w + 2 * reach, h: h + 2 * reach };
}

const differences = (one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] => [
  ...[...one].filter((id) => !other.has(id)),
  ...[...other].filter((id) => !one.has(id)),
];

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;
