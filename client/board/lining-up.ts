/** Lining items up and spacing them evenly, as shifts of their boxes. */
import type { Box } from '../../shared/board/item.ts';
import { around } from './boxes.ts';

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];

/** `across`: from left to right. `down`: from top to bottom. */
export type Direction = 'across' | 'down';

/** Fewer have no space between them that could be another than the next. */
export const leastToSpace = 3;

interface Shift {
  readonly x: number;
  readonly y: number;
}

/** How far each box goes, in order, so that all share an edge or middle of the whole. */
export function aligned(boxes: readonly Box[], to: Alignment): readonly Shift[] {
  const whole = around(boxes);
  if (!whole) return [];
  return boxes.map((box) => {
    switch (to) {
      case 'left':
        return { x: whole.x - box.x, y: 0 };
      case 'centre':
        return { x: whole.x + (whole.w - box.w) / 2 - box.x, y: 0 };
      case 'right':
        return { x: whole.x + whole.w - box.w - box.x, y: 0 };
      case 'top':
        return { x: 0, y: whole.y - box.y };
      case 'middle':
        return { x: 0, y: whole.y + (whole.h - box.h) / 2 - box.y };
      case 'bottom':
        return { x: 0, y: whole.y + whole.h - box.h - box.y };
      default:
        return to satisfies never;
    }
  });
}

/** How far each box goes, in order, so that the spaces between them are equal; the outer two stay. */
export function spaced(boxes: readonly Box[], direction: Direction): readonly Shift[] {
  const shifts: Shift[] = boxes.map(() => ({ x: 0, y: 0 }));
  if (boxes.length < leastToSpace) return shifts;
  const spans = boxes.map((box, at) =>
    direction === 'across' ? { at, from: box.x, size: box.w } : { at, from: box.y, size: box.h },
  );
  spans.sort((one, other) => one.from + one.size / 2 - (other.from + other.size / 2));
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.from + span.size));
  const filled = spans.reduce((sum, { size }) => sum + size, 0);
  const space = (to - from - filled) / (spans.length - 1);
  let next = from;
  for (const span of spans) {
    const by = next - span.from;
    shifts[span.at] = direction === 'across' ? { x: by, y: 0 } : { x: 0, y: by };
    next += span.size + space;
  }
  return shifts;
}
