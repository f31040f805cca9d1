/** Lines of words in an SVG: as text with the letters inside of the file, or as outlines. */
import type { Family } from '../../../shared/board/draw/type.ts';
import type { WordsPiece } from '../../../shared/board/draw/drawing.ts';
import { palette } from '../../../shared/board/draw/palette.ts';
import { escaped } from '../../../shared/board/draw/svg.ts';
import { bar } from '../../../shared/record/redaction.ts';
import { asWoff2, lackingWidth, type Fonts, type UsedFont } from './fonts.ts';

const round = (number: number): string => String(Math.round(number * 100) / 100);

/** What a letter that no font has looks like: an empty box, in parts of the font's size. */
export const lackingBox = { side: 0.06, top: -0.68, w: lackingWidth - 0.12, h: 0.68, line: 0.05 };

/** The fonts as CSS that needs nothing from anywhere. */
export async function embedded({ used }: Fonts): Promise<string> {
  const faces = [...used.text, ...used.heading].map(async (font) => {
    const inside = (await asWoff2(font)).toString('base64');
    return `@font-face{font-family:"${font.name}";src:url(data:font/woff2;base64,${inside}) format("woff2")}`;
  });
  return (await Promise.all(faces)).join('');
}

/**
 * One line as text. A letter that no font has is left to whoever shows the file: its own fonts stand
 * last.
 */
export function textOf(
  { words, direction, x, y, family, size, colour }: WordsPiece,
  { used }: Fonts,
): string {
  const own = used[family].map(({ name }) => name).join(',');
  const others: Record<Family, string> = { text: 'sans-serif', heading: 'serif' };
  // Of what is read from right to left `x` is the end.
  const leftwards = direction === 'rtl' ? ' direction="rtl" text-anchor="end"' : '';
  return `<text x="${round(x)}" y="${round(y)}"${leftwards} font-family="${own},${others[family]}" font-size="${String(size)}" fill="${palette[colour]}" xml:space="preserve" style="white-space:pre;font-variant-ligatures:none">${escaped(words)}</text>`;
}

/** One line as outlines, the same wherever it is painted. */
export function outlined({ words, x, y, family, size, colour }: WordsPiece, fonts: Fonts): string {
  return fonts
    .runsOf(words, family)
    .map((run) => {
      const left = x + run.x * size;
      if (run.font) {
        const d = outlineOf(run.font, run.words, size);
        return (
          d &&
          `<path transform="translate(${round(left)} ${round(y)})" fill="${palette[colour]}" d="${d}"/>`
        );
      }
      return [...run.words]
        .map((letter, nth) => {
          const { side, top, w, h, line } = lackingBox;
          const at = left + (nth * lackingWidth + side) * size;
          if (letter === bar[0]) {
            return `<rect x="${round(left + nth * lackingWidth * size)}" y="${round(y - 0.74 * size)}" width="${round(lackingWidth * size)}" height="${round(0.92 * size)}" fill="#000000"/>`;
          }
          return `<rect x="${round(at)}" y="${round(y + top * size)}" width="${round(w * size)}" height="${round(h * size)}" fill="none" stroke="${palette[colour]}" stroke-width="${round(line * size)}"/>`;
        })
        .join('');
    })
    .join('');
}

function outlineOf({ font }: UsedFont, words: string, size: number): string {
  const unit = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(words, ['kern', 'mark', 'mkmk', 'ccmp', 'locl']);
  let x = 0;
  let d = '';
  glyphs.forEach((glyph, nth) => {
    const position = positions[nth];
    if (!position) return;
    // Fonts count upwards, pictures downwards.
    d += glyph.path
      .transform(unit, 0, 0, -unit, (x + position.xOffset) * unit, -position.yOffset * unit)
      .toSVG();
    x += position.xAdvance;
  });
  return d;
}
