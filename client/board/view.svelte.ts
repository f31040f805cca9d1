/** Which part of a board is on the screen: pan and zoom, within bounds. */
import type { Box } from '../../shared/board/item.ts';
import { around } from './boxes.ts';

/** Screen pixels or board units; the name of the variable says which. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a view looks, whatever the size of its surface. */
export interface Place {
  readonly middle: Point;
  readonly zoom: number;
}

export const leastZoom = 0.25;
export const mostZoom = 4;
/** Pixels kept free around what is shown whole. */
const margin = 48;

const within = (zoom: number): number => Math.min(mostZoom, Math.max(leastZoom, zoom));

export class BoardView {
  /** The surface's size in CSS pixels; 0 until it is on the page. */
  width = $state(0);
  height = $state(0);
  /** Pixels at the bottom that the tools lie over. */
  covered = $state(0);
  /** Pixels above those that the zoom control lies over, where there is no room beside the tools. */
  coveredAbove = $state(0);
  zoom = $state(1);
  /** Where the board's origin lies on the surface, in pixels. */
  x = $state(margin);
  y = $state(margin);

  /**
   * What is in sight and half a screen around it, in board units. It moves in large steps: an item
   * seldom has to be asked whether it is near, and a pan finds what it comes to drawn already.
   */
  near(): Box {
    const step = 2 ** Math.ceil(Math.log2(Math.max(this.width, this.height, 256) / this.zoom)) / 4;
    const down = (from: number): number => Math.floor(from / step) * step;
    const up = (to: number): number => Math.ceil(to / step) * step;
    const from = this.toBoard({ x: -this.width / 2, y: -this.height / 2 });
    const to = this.toBoard({ x: this.width * 1.5, y: this.height * 1.5 });
    const [x, y] = [down(from.x), down(from.y)];
    return { x, y, w: up(to.x) - x, h: up(to.y) - y };
  }

  /** What is in sight, in board units. */
  sight(): Box {
    const { x, y } = this.toBoard({ x: 0, y: 0 });
    return { x, y, w: this.width / this.zoom, h: this.height / this.zoom };
  }

  toBoard(at: Point): Point {
    return { x: (at.x - this.x) / this.zoom, y: (at.y - this.y) / this.zoom };
  }

  toScreen(at: Point): Point {
    return { x: at.x * this.zoom + this.x, y: at.y * this.zoom + this.y };
  }

  /** The board's point in the middle of what is free to see. */
  middle(): Point {
    return this.toBoard(this.#middleOnScreen());
  }

  pan(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
  }

  /** What is free to see, in board units: in sight and not under the tools. */
  freeSight(): Box {
    const { x, y, w } = this.sight();
    return { x, y, w, h: (this.height - this.covered) / this.zoom };
  }

  /** Where it looks now. */
  place(): Place {
    return { middle: this.middle(), zoom: this.zoom };
  }

  /** Where all of `area` is in sight, as large as it can be. */
  placeOf({ x, y, w, h }: Box): Place {
    const zoom = Math.min(this.width / w, (this.height - this.covered) / h);
    return { middle: { x: x + w / 2, y: y + h / 2 }, zoom: within(zoom) };
  }

  goTo({ middle, zoom }: Place): void {
    const at = this.#middleOnScreen();
    this.zoom = within(zoom);
    this.x = at.x - middle.x * this.zoom;
    this.y = at.y - middle.y * this.zoom;
  }

  /** Zooms by `factor` so that the board's point under `at` (pixels) stays there. */
  zoomAt(at: Point, factor: number): void {
    const still = this.toBoard(at);
    this.zoom = within(this.zoom * factor);
    this.x = at.x - still.x * this.zoom;
    this.y = at.y - still.y * this.zoom;
  }

  zoomBy(factor: number): void {
    this.zoomAt(this.#middleOnScreen(), factor);
  }

  /** Shows all of these at once, enlarged `atMost` so far; an empty board goes back to its origin. */
  fit(boxes: readonly Box[], atMost = 1): void {
    const whole = around(boxes);
    if (!whole || this.width === 0) {
      this.zoom = 1;
      this.x = this.y = margin;
      return;
    }
    const covered = this.covered + this.coveredAbove;
    const free = { w: this.width - 2 * margin, h: this.height - covered - 2 * margin };
    const fitting = Math.min(atMost, free.w / whole.w, free.h / whole.h);
    this.zoom = within(fitting);
    const middle = { x: this.width / 2, y: (this.height - covered) / 2 };
    this.x = middle.x - (whole.x + whole.w / 2) * this.zoom;
    this.y = middle.y - (whole.y + whole.h / 2) * this.zoom;
  }

  /** Whether any of `box` is in sight and not under the tools. */
  shows(box: Box): boolean {
    const { x, y } = this.toScreen(box);
    return (
      x < this.width &&
      y < this.height - this.covered &&
      x + box.w * this.zoom > 0 &&
      y + box.h * this.zoom > 0
    );
  }

  /** Pans just as far as needed to have `box` in sight. */
  reveal(box: Box): void {
    const at = this.toScreen(box);
    const shift = (from: number, size: number, room: number): number => {
      const edge = Math.min(24, room / 8);
      if (from < edge || size > room - 2 * edge) return edge - from;
      return Math.min(0, room - edge - (from + size));
    };
    if (this.width === 0) return;
    const room = this.height - this.covered;
    const isInSight =
      at.x >= 0 &&
      at.y >= 0 &&
      at.x + box.w * this.zoom <= this.width &&
      at.y + box.h * this.zoom <= room;
    if (isInSight) return;
    this.pan(shift(at.x, box.w * this.zoom, this.width), shift(at.y, box.h * this.zoom, room));
  }

  /** Pans up as far as needed to have the lower end of `box` in sight, where words are added. */
  revealEnd(box: Box): void {
    const end = this.toScreen({ x: box.x, y: box.y + box.h }).y;
    const room = this.height - this.covered - 12;
    if (this.height > 0 && end > room) this.pan(0, room - end);
  }

  #middleOnScreen(): Point {
    return { x: this.width / 2, y: (this.height - this.covered) / 2 };
  }
}
