/** Where people point: own position out, others' in. Who it is, the server says (`by`). */
import * as v from 'valibot';
import type { Awareness } from 'y-protocols/awareness';
import { boardEdge } from '../../shared/board/item.ts';
import { personId, therapistId, type ParticipantId } from '../../shared/ids.ts';
import type { Point } from './view.svelte.ts';

export interface PointingOther {
  /** The link that points; one person may have two. */
  readonly link: number;
  readonly by: ParticipantId;
  readonly at: Point;
}

export interface Pointing {
  /** Null when the pointer has left the board. */
  pointAt(at: Point | null): void;
  stop(): void;
}

/** About fifteen a second: smooth with the drawing side's easing, and light on a thin line. */
const sendEveryMs = 66;

const place = v.pipe(v.number(), v.minValue(-boardEdge), v.maxValue(boardEdge));
const pointing = v.object({
  cursor: v.object({ x: place, y: place }),
  by: v.union([personId, therapistId]),
});

/** `show` gets everybody else who points at something, after each change. */
export function createPointing(
  awareness: Awareness,
  show: (others: readonly PointingOther[]) => void,
): Pointing {
  let next: Point | null = null;
  let sending: ReturnType<typeof setTimeout> | undefined;

  const send = (): void => {
    sending = undefined;
    awareness.setLocalStateField('cursor', next);
  };
  const changed = (): void => {
    const others: PointingOther[] = [];
    awareness.getStates().forEach((state, link) => {
      const read = v.safeParse(pointing, state);
      if (link !== awareness.clientID && read.success)
        others.push({ link, by: read.output.by, at: read.output.cursor });
    });
    show(others);
  };
  awareness.on('change', changed);
  changed();

  return {
    pointAt(at) {
      next = at && { x: Math.round(at.x), y: Math.round(at.y) };
      sending ??= setTimeout(send, sendEveryMs);
    },
    stop() {
      clearTimeout(sending);
      awareness.off('change', changed);
      next = null;
      send();
    },
  };
}
