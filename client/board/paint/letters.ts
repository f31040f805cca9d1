/** The letters of the page's own fonts, as the drawing of a board asks for them. */
import type { Family, FontMetrics, Type } from '../../../shared/board/draw/type.ts';

/** Fonts of the screen, as the `font` of a canvas; `--font-text` and `--font-heading` of the tokens. */
const fonts: Readonly<Record<Family, (size: number) => string>> = {
  text: (size) =>
    `400 ${String(size)}px "Atkinson Hyperlegible Next Variable", system-ui, sans-serif`,
  heading: (size) => `560 ${String(size)}px "Fraunces Variable", Georgia, serif`,
};

export const fontOf = (family: Family, size: number): string => fonts[family](size);

/** Pixels at which letters are measured; what is measured is used in parts of it. */
const measuredAt = 100;
/** Words whose width is kept: those of a full board. */
const mostKept = 20_000;

/** As the fonts are now: with another one loaded it has to be made anew. */
export function createLetters(): Type {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('this browser draws on no canvas');
  const widths: Record<Family, Map<string, number>> = { text: new Map(), heading: new Map() };

  const metricsOf = (family: Family): FontMetrics => {
    context.font = fontOf(family, measuredAt);
    const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('x');
    return {
      ascent: fontBoundingBoxAscent / measuredAt,
      descent: fontBoundingBoxDescent / measuredAt,
    };
  };

  return {
    metrics: { text: metricsOf('text'), heading: metricsOf('heading') },
    widthOf(words, family) {
      const kept = widths[family];
      const known = kept.get(words);
      if (known !== undefined) return known;
      context.font = fontOf(family, measuredAt);
      const width = context.measureText(words).width / measuredAt;
      if (kept.size >= mostKept) kept.clear();
      kept.set(words, width);
      return width;
    },
  };
}
