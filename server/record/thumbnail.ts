/** A small picture of the joint board as it stood at the end. Busy for a while: for a thread of its own. */
import { Resvg } from '@resvg/resvg-js';
import { boardDrawing, lettersOf } from '../../shared/board/draw/board.ts';
import type { DrawnAuthor } from '../../shared/board/draw/pieces.ts';
import { svgOf } from '../../shared/board/draw/svg.ts';
import type { ParticipantId, PictureId } from '../../shared/ids.ts';
import type { RecordItem } from '../../shared/record/record.ts';
import { fontsFor } from './export/fonts.ts';
import type { DrawnPicture } from './export/make-export.ts';
import { outlined } from './export/svg-words.ts';

/** Pixels, at the most. */
export const thumbnailSize = { w: 360, h: 225 } as const;
/** Pixels a board unit takes at the least for words to be drawn: below it they are a grey line. */
const leastForWords = 0.12;

export interface ThumbnailOrder {
  readonly items: readonly RecordItem[];
  readonly people: readonly (readonly [ParticipantId, DrawnAuthor])[];
  readonly pictures: readonly (readonly [PictureId, DrawnPicture])[];
}

/** @throws where the fonts are missing, or something can't be drawn */
export async function drawnSmall({ items, people, pictures }: ThumbnailOrder): Promise<Uint8Array> {
  const cast = new Map(people);
  const kept = new Map(pictures);
  const fonts = await fontsFor(lettersOf(items, cast));
  const drawing = boardDrawing(items, cast, fonts, new Set(kept.keys()));
  const { w, h } = drawing.box;
  const scale = Math.min(1, thumbnailSize.w / w, thumbnailSize.h / h);
  const svg = svgOf(drawing, {
    width: Math.max(1, Math.round(w * scale)),
    height: Math.max(1, Math.round(h * scale)),
    label: 'The board',
    wordsOf: (piece) => (scale < leastForWords ? '' : outlined(piece, fonts)),
    pictureOf: (id) => {
      const picture = kept.get(id);
      if (!picture) throw new Error('only pictures that are here are drawn');
      return `data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
    },
  });
  // Every letter is an outline by now: no font of this machine gets in.
  return new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
}
