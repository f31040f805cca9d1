/**
 * The stroke that is being drawn: shown at once, written in pieces (rule B5). Its points are only
 * ever appended to; when it is full another begins where it ended.
 */
import { quantised } from '../../shared/board/board-doc.ts';
import type { BoardColour } from '../../shared/board/colour.ts';
import { withinField } from '../../shared/board/fields.ts';
import { placeField } from '../../shared/board/item.ts';
import {
  ink,
  inkPrecision,
  numbersPerPoint,
  type Ink,
  type InkTip,
} from '../../shared/board/items/ink.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import { itemIn, type Wanted } from './write-intent.ts';

/** Where the pen is, in board units, and how firmly, 0–1 (a mouse says 0.5). */
export interface PenSample {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

export interface StrokeLook {
  readonly tip: InkTip;
  readonly colour: BoardColour;
  /** Board units across. */
  readonly width: number;
}

export interface Stroke {
  begin(at: PenSample, look: StrokeLook): void;
  /** Does nothing when no stroke is begun. */
  extend(samples: readonly PenSample[]): void;
  end(): void;
  /** Forgets the stroke and names it, so that whoever shows it can take it off. */
  cancel(): ItemId | null;
}

interface Drawn {
  readonly item: Ink;
  readonly look: StrokeLook;
  points: number[];
  /** Whether it was put on the board; if it is not there any more, somebody took it off. */
  isBorn: boolean;
}

export function createStroke({
  newId,
  me,
  nextZ,
  show,
  write,
  flush,
}: {
  newId: () => ItemId;
  me: ParticipantId;
  nextZ: () => number;
  show: (item: Ink) => void;
  /** Lets `wanted` be written at the next flush, instead of what waited for this item before. */
  write: (id: ItemId, wanted: Wanted) => void;
  flush: () => void;
}): Stroke {
  let drawn: Drawn | null = null;

  const numbersOf = (item: Ink, { x, y, pressure }: PenSample): readonly number[] => [
    quantised((x - item.x) * inkPrecision),
    quantised((y - item.y) * inkPrecision),
    Math.round(Math.min(1, Math.max(0, pressure)) * 100),
  ];

  /** What of it the document lacks, whatever became of the pieces before. */
  function writeRest(stroke: Drawn): void {
    const { id } = stroke.item;
    write(id, (doc) => {
      const stored = itemIn(doc, id);
      if (stored?.kind === 'ink') {
        const from = stored.points.length;
        return { does: 'append', id, from, points: stroke.points.slice(from) };
      }
      if (stroke.isBorn) {
        if (drawn === stroke) drawn = null; // Nothing is left to extend.
        return null;
      }
      stroke.isBorn = true;
      return { does: 'add', id, item: { ...stroke.item, points: [...stroke.points] } };
    });
  }

  function begin(at: PenSample, look: StrokeLook): void {
    const item: Ink = {
      id: newId(),
      by: me,
      kind: 'ink',
      x: withinField(placeField, at.x),
      y: withinField(placeField, at.y),
      z: nextZ(),
      locked: false,
      hidden: false,
      tip: look.tip,
      colour: look.colour,
      alt: '',
      width: withinField(ink.fields.width, look.width * inkPrecision),
      scale: 1_000 / inkPrecision,
      points: [],
    };
    const points = [...numbersOf(item, at)];
    drawn = { item, look, points, isBorn: false };
    show({ ...item, points: [...points] });
    writeRest(drawn);
  }

  function extend(samples: readonly PenSample[]): void {
    for (const sample of samples) {
      if (!drawn) return;
      const next = numbersOf(drawn.item, sample);
      const last = drawn.points.slice(-numbersPerPoint);
      if (next[0] === last[0] && next[1] === last[1]) continue;
      drawn.points.push(...next);
      if (drawn.points.length >= ink.fields.points.maxLength) {
        const { look } = drawn;
        show({ ...drawn.item, points: [...drawn.points] });
        end();
        begin(sample, look);
      }
    }
    if (!drawn) return;
    show({ ...drawn.item, points: [...drawn.points] });
    writeRest(drawn);
  }

  function end(): void {
    if (drawn) writeRest(drawn);
    flush();
    drawn = null;
  }

  return {
    begin,
    extend,
    end,
    cancel() {
      const begun = drawn?.item.id ?? null;
      drawn = null;
      return begun;
    },
  };
}
