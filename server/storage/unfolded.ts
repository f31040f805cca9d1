/** What is in the journal and not yet in segments, in memory: by room, and by row of the journal. */
import type { Part } from './journal-row.ts';

interface JournalRow {
  readonly id: number;
  /** Parts that are not in segments yet. */
  left: number;
}

export interface Unfolded {
  add(id: number, parts: readonly Part[]): void;
  /** In order; empty when all of the room is in segments. */
  of(room: string): readonly Part[];
  /** Bytes of all runs. */
  size(): number;
  /** The rows of the journal that are not deleted yet, oldest first. */
  rows(): readonly { readonly id: number }[];
  /** The parts to put into segments next, by room: those that have waited longest. */
  next(maxRooms: number, maxBytes: number): ReadonlyMap<string, readonly Part[]>;
  /** To be called once they are in segments: `parts` are the first of their room. */
  folded(room: string, parts: readonly Part[]): void;
  /** Up to which row, of at most `maxRows`, everything is in segments; null when there is none. */
  spent(maxRows: number): number | null;
  /** To be called once the rows up to `id` are deleted. */
  deleted(id: number): void;
}

export function createUnfolded(): Unfolded {
  /** Of each room its parts, and of each of those the row it is in. */
  const byRoom = new Map<string, { parts: Part[]; rows: JournalRow[] }>();
  let rows: JournalRow[] = [];
  let bytes = 0;
  return {
    add(id, parts) {
      const row = { id, left: parts.length };
      rows.push(row);
      for (const part of parts) {
        bytes += part.run.length;
        const own = byRoom.get(part.room);
        if (own) {
          own.parts.push(part);
          own.rows.push(row);
        } else byRoom.set(part.room, { parts: [part], rows: [row] });
      }
    },
    of: (room) => byRoom.get(room)?.parts ?? [],
    size: () => bytes,
    rows: () => rows,
    next(maxRooms, maxBytes) {
      const taken = new Map<string, readonly Part[]>();
      let sum = 0;
      for (const [room, { parts }] of byRoom) {
        if (taken.size === maxRooms || sum >= maxBytes) break;
        let many = 0;
        for (const part of parts) {
          if (sum >= maxBytes) break;
          many += 1;
          sum += part.run.length;
        }
        taken.set(room, parts.slice(0, many));
      }
      return taken;
    },
    folded(room, parts) {
      const own = byRoom.get(room);
      if (!own) return;
      for (const [at, part] of parts.entries()) {
        const row = own.rows[at];
        if (row) row.left -= 1;
        bytes -= part.run.length;
      }
      byRoom.delete(room); // What is left of it goes behind the others.
      if (parts.length === own.parts.length) return;
      byRoom.set(room, {
        parts: own.parts.slice(parts.length),
        rows: own.rows.slice(parts.length),
      });
    },
    spent(maxRows) {
      const end = rows.findIndex((row) => row.left > 0);
      const many = Math.min(end === -1 ? rows.length : end, maxRows);
      return rows[many - 1]?.id ?? null;
    },
    deleted(id) {
      rows = rows.filter((row) => row.id > id);
    },
  };
}
