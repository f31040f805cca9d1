/** Where people point: own position out, others' in. Who it is, the server says (`by`). */
import * as v from 'valibot';
import type { Awareness } from 'y-protocols/awareness';
import { boardEdge } from '../../shared/board/measures.ts';
import { personId, therapistId, type ParticipantId } from '../../shared/ids.ts';
import type { Point } from './view.svelte.ts';

export interface PointingOther {
  /** The link that points; one person may have two. */
  readonly link: number;
  readonly by: ParticipantId;
  readonly at: Point;
}

interface Pointing {
  pointAt(at: Point | null): void;
  stop(): void;
}

export interface Pointer {
  /** From now on over this line; whoever points goes on pointing. */
  over(awareness: Awareness): void;
  /** Lets cursors travel both ways. @returns how to end that. */
  start(): () => void;
  /** Null when the pointer has left the board; nothing unless started. */
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
export function followPointing(show: (others: readonly PointingOther[]) => void): Pointer {
  let awareness: Awareness | null = null;
  let isOn = false;
  let begun: Pointing | null = null;

  function renew(): void {
    begun?.stop();
    if (begun) show([]);
    begun = isOn && awareness ? createPointing(awareness, show) : null;
  }

  const end = (): void => {
    isOn = false;
    renew();
  };
  return {
    over(next) {
      awareness = next;
      renew();
    },
    start() {
      isOn = true;
      renew();
      return end;
    },
    pointAt: (at) => begun?.pointAt(at),
    stop: end,
  };
}

function createPointing(
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
