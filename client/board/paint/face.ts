/** What a square of the painted ground shows, and how something is painted on it. */

import type { Context } from './painting.ts';

/** Device pixels a side: a tablet's screen has some thirty of them. */
export const side = 512;

export interface Face {
  readonly canvas: HTMLCanvasElement;
  /** Shows what it showed, and above it what `paint` paints. */
  repaint(paint: (context: Context) => void): void;
  /** Gives its memory back. */
  drop(): void;
}

/**
 * Makes faces that are painted on one canvas aside and then hold a picture: of a canvas the browser
 * asks each frame what it looks like now, of a picture never. Where it can't (Safari before 16.4)
 * each is painted on directly.
 */
export function createFaces(): () => Face {
  const aside = 'OffscreenCanvas' in window ? new OffscreenCanvas(side, side) : null;
  const context = aside?.getContext('2d') ?? null;
  return () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const shown = aside && context ? canvas.getContext('bitmaprenderer') : null;
    const drop = (): void => {
      canvas.width = canvas.height = 0;
    };
    if (!aside || !context || !shown) return { canvas, repaint: onto(canvas), drop };
    let isBlank = true;
    return {
      canvas,
      repaint(paint) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.globalAlpha = 1;
        if (!isBlank) context.drawImage(canvas, 0, 0);
        isBlank = false;
        paint(context);
        // What was aside is blank again afterwards.
        shown.transferFromImageBitmap(aside.transferToImageBitmap());
      },
      drop,
    };
  };
}

function onto(canvas: HTMLCanvasElement): Face['repaint'] {
  const context = canvas.getContext('2d');
  return (paint) => {
    if (context) paint(context);
  };
}
