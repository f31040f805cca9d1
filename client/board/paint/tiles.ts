/**
 * The painted ground of a board: square canvases side by side, in one element that moves with the
 * view. A pan paints only what comes near for the first time, a change only what it covers, and how
 * much lies on the board costs nothing while nothing of it changes.
 */
import type { Box } from '../../../shared/board/measures.ts';
import { around } from '../boxes.ts';
import { overlaps } from '../nearby.ts';
import { whenIdle } from './idle.ts';
import { side, type Face } from './face.ts';
import type { Context, Placing } from './painting.ts';

/** Milliseconds without a change of zoom after which it is painted at the new one. */
const zoomedAfterMs = 140;
/** Milliseconds without a change of zoom after which the next is a jump, not part of a pinch. */
const jumpAfterMs = 300;
/** How much larger or smaller than painted it may look meanwhile. */
const mostStretched = 1.6;
/** Squares that are kept, a megabyte each, where what is in sight and around it needs no more. */
const mostKept = 64;

interface Tile {
  /** Null until something lies there: what is empty costs neither memory nor painting. */
  face: Face | null;
  readonly left: number;
  readonly top: number;
  readonly box: Box;
  readonly placing: Placing;
  /** What of it is to be painted, in board units; null when it is up to date. */
  stale: Box | null;
}

export interface Look {
  /** Where the board's origin lies on the surface, and the surface's size: CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

export interface Tiles {
  look(look: Look): void;
  /** What lies there is to be painted anew; null: everything. */
  stale(box: Box | null): void;
  /** Leaves nothing of what was painted in the page. */
  stop(): void;
}

/** `paint` paints what lies in `box` on a ground that was cleared there. */
export function createTiles({
  world,
  ground,
  createFace,
  isEmpty,
  paint,
  scaled,
}: {
  /** Moves with the view. */
  world: HTMLElement;
  /** In it: where the canvases go. */
  ground: HTMLElement;
  /** A new blank square. */
  createFace: () => Face;
  /** Whether nothing lies in `box`. */
  isEmpty: (box: Box) => boolean;
  paint: (context: Context, at: Placing, box: Box) => void;
  /** CSS pixels a board unit in the world, now that it was painted anew. */
  scaled: (zoom: number) => void;
}): Tiles {
  const tiles = new Map<string, Tile>();
  let look: Look | null = null;
  /** Zoom and device pixels of what is painted. */
  let painted = { zoom: 0, density: 0 };
  let zoomedAt = -Infinity;
  let frame: number | undefined;
  let zooming: ReturnType<typeof setTimeout> | undefined;

  const idle = whenIdle(ahead);

  const density = (): number => Math.min(3, window.devicePixelRatio || 1);
  /** Board units a side. */
  const across = (): number => side / (painted.zoom * painted.density);

  function place({ x, y, zoom }: Look): void {
    const stretched = zoom / painted.zoom;
    const [px, py] = [x, y].map((at) => Math.round(at * painted.density) / painted.density);
    world.style.transform =
      `translate(${String(px)}px, ${String(py)}px)` +
      (stretched === 1 ? '' : ` scale(${String(stretched)})`);
  }

  function make(column: number, row: number): Tile {
    const [left, top] = [column * side, row * side];
    const scale = painted.zoom * painted.density;
    const box = { x: column * across(), y: row * across(), w: across(), h: across() };
    const placing = { a: scale, b: 0, c: 0, d: scale, e: -left, f: -top };
    return { face: null, left, top, box, placing, stale: box };
  }

  function faceOf(tile: Tile): Face {
    if (tile.face) return tile.face;
    const face = createFace();
    face.canvas.style.left = `${String(tile.left)}px`;
    face.canvas.style.top = `${String(tile.top)}px`;
    ground.append(face.canvas);
    return (tile.face = face);
  }

  function forget(key: string, { face }: Tile): void {
    tiles.delete(key);
    face?.canvas.remove();
    face?.drop();
  }

  function refresh(tile: Tile): void {
    const { placing, stale } = tile;
    if (!stale) return;
    tile.stale = null;
    if (!tile.face && isEmpty(tile.box)) return;
    const { a: scale, e, f } = placing;
    const left = Math.max(0, Math.floor(stale.x * scale + e));
    const top = Math.max(0, Math.floor(stale.y * scale + f));
    const right = Math.min(side, Math.ceil((stale.x + stale.w) * scale + e));
    const bottom = Math.min(side, Math.ceil((stale.y + stale.h) * scale + f));
    const [w, h] = [right - left, bottom - top];
    if (w <= 0 || h <= 0) return;
    faceOf(tile).repaint((context) => {
      context.save();
      context.beginPath();
      context.rect(left, top, w, h);
      context.clip();
      context.clearRect(left, top, w, h);
      context.lineCap = context.lineJoin = 'round';
      paint(context, placing, {
        x: (left - e) / scale,
        y: (top - f) / scale,
        w: w / scale,
        h: h / scale,
      });
      context.restore();
    });
  }

  /** The columns and rows of what is in sight. */
  function range({ x, y, width, height, zoom }: Look) {
    const a = across() * zoom;
    return {
      left: Math.floor(-x / a),
      top: Math.floor(-y / a),
      right: Math.floor((width - x) / a),
      bottom: Math.floor((height - y) / a),
    };
  }

  function tileAt(column: number, row: number): Tile {
    const key = `${String(column)} ${String(row)}`;
    const tile = tiles.get(key) ?? make(column, row);
    // Those that were near last stand last.
    tiles.delete(key);
    tiles.set(key, tile);
    return tile;
  }

  function work(): void {
    frame = undefined;
    if (!look || look.width === 0) return;
    const { left, top, right, bottom } = range(look);
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) refresh(tileAt(column, row));
    // Never one that is in sight, nor one around it, which would only be painted again.
    const near = (right - left + 3) * (bottom - top + 3);
    let going = tiles.size - Math.max(mostKept, near);
    for (const [key, tile] of tiles) {
      if (going <= 0) break;
      going -= 1;
      forget(key, tile);
    }
    if (look.zoom === painted.zoom) idle.soon();
  }

  /** What lies around what is in sight, so that a pan finds it painted. @returns whether more waits */
  function ahead(hasTime: () => boolean): boolean {
    if (!look || look.width === 0 || look.zoom !== painted.zoom) return false;
    const { left, top, right, bottom } = range(look);
    for (let row = top - 1; row <= bottom + 1; row += 1)
      for (let column = left - 1; column <= right + 1; column += 1) {
        const tile = tileAt(column, row);
        if (!tile.stale) continue;
        if (!hasTime()) return true;
        refresh(tile);
      }
    return false;
  }

  function later(): void {
    frame ??= requestAnimationFrame(work);
  }

  /** Paints everything at the zoom of now. */
  function rescale(): void {
    clearTimeout(zooming);
    zooming = undefined;
    if (!look) return;
    painted = { zoom: look.zoom, density: density() };
    for (const [key, tile] of [...tiles]) forget(key, tile);
    // Not by the width of each: that is rounded by the page, and between two a seam would show.
    ground.style.transform = `scale(${String(1 / painted.density)})`;
    place(look);
    scaled(look.zoom);
    work();
  }

  return {
    look(next) {
      look = next;
      if (next.width === 0) return;
      if (painted.density !== density()) {
        rescale();
        return;
      }
      const stretched = next.zoom / painted.zoom;
      if (stretched > mostStretched || stretched < 1 / mostStretched) {
        rescale();
        return;
      }
      clearTimeout(zooming);
      if (stretched !== 1) {
        // A jump is painted at once; while fingers pinch it waits until they rest.
        const isJump = performance.now() - zoomedAt > jumpAfterMs;
        zoomedAt = performance.now();
        if (isJump) {
          rescale();
          return;
        }
        zooming = setTimeout(rescale, zoomedAfterMs);
      }
      place(next);
      later();
    },
    stale(box) {
      for (const tile of tiles.values()) {
        if (!box) tile.stale = tile.box;
        else if (overlaps(box, tile.box))
          tile.stale = around(tile.stale ? [tile.stale, box] : [box]);
      }
      later();
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      idle.stop();
      clearTimeout(zooming);
      for (const [key, tile] of [...tiles]) forget(key, tile);
      look = null;
    },
  };
}
