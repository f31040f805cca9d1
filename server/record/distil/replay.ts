/** What lay on one board at each moment, from its ink. */
import * as v from 'valibot';
import * as Y from 'yjs';
import { itemsOf, readItem } from '../../../shared/board/board-doc.ts';
import type { Item } from '../../../shared/board/item.ts';
import { itemId as itemIdShape, type ItemId, type ParticipantId } from '../../../shared/ids.ts';
import { noLimits } from '../../board/gate/limits.ts';
import { readUpdate } from '../../board/gate/read-update.ts';
import { mergedOrEach } from '../../board/merge-ink.ts';
import type { LogEntry } from '../../storage/room-store.ts';

/** What is different on a board after a stretch of ink. */
export interface Change {
  readonly put: readonly Item[];
  readonly gone: readonly Gone[];
  /** What is known, and came and went here within the stretch; under whoever took it off. */
  readonly fleeting: readonly Gone[];
}

export interface Gone {
  readonly id: ItemId;
  readonly author: ParticipantId;
  /** Taken off by its author, in an act that took nobody else's: clearing a board tears up nothing. */
  readonly isTornUp: boolean;
}

export interface Replay {
  /**
   * @param known what has lain on any board before
   * @throws when the ink does not belong there: the log is damaged.
   */
  play(ink: readonly LogEntry[], known: ReadonlySet<ItemId>): Change;
  destroy(): void;
}

/** The store of a document that has nothing: every delete in an update is read. */
const nothing: Y.Doc['store'] = new Y.Doc().store;

export function createReplay(): Replay {
  const doc = new Y.Doc();
  const items = itemsOf(doc);
  const there = new Map<string, { readonly item: Item; readonly json: string }>();
  let changed = new Set<string>();
  items.observeDeep((events) => {
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') changed.add(id);
      // Not its changes: of what came and went at once they say nothing.
      else if (event instanceof Y.YMapEvent) {
        for (const key of event.keysChanged) if (typeof key === 'string') changed.add(key);
      }
    }
  });

  return {
    play(ink, known) {
      changed = new Set();
      doc.transact(() => {
        for (const update of mergedOrEach(ink.map(({ bytes }) => bytes))) {
          Y.applyUpdate(doc, update);
        }
      });
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
        throw new Error('[B6] ink of the log left something pending');
      }
      const put: Item[] = [];
      const taken: Taken[] = [];
      const fleeting: Taken[] = [];
      for (const id of changed) {
        const before = there.get(id);
        const item = readItem(id, items.get(id));
        if (item) {
          const json = JSON.stringify(item);
          if (before?.json === json) continue;
          there.set(id, { item, json });
          put.push(item);
        } else if (before) {
          there.delete(id);
          const { id: itemId, by: author } = before.item;
          taken.push({ id: itemId, author, act: deletionOf(items, id, ink) });
        } else {
          const read = v.safeParse(itemIdShape, id);
          if (!read.success || !known.has(read.output)) continue;
          const act = deletionOf(items, id, ink);
          if (act?.by) fleeting.push({ id: read.output, author: act.by, act });
        }
      }
      const all = [...taken, ...fleeting];
      return {
        put,
        gone: taken.map((one) => goneBy(one, all)),
        fleeting: fleeting.map((one) => goneBy(one, all)),
      };
    },
    destroy: () => {
      doc.destroy();
    },
  };
}

interface Taken {
  readonly id: ItemId;
  readonly author: ParticipantId;
  /** The entry that took it off. */
  readonly act: LogEntry | undefined;
}

const goneBy = ({ id, author, act }: Taken, all: readonly Taken[]): Gone => ({
  id,
  author,
  isTornUp: act?.by === author && all.every((one) => one.act !== act || one.author === author),
});

/** Which entry of these has deleted what was last kept under `id`. */
function deletionOf(
  items: ReturnType<typeof itemsOf>,
  id: string,
  ink: readonly LogEntry[],
): LogEntry | undefined {
  const struct = items._map.get(id);
  if (!struct) return undefined;
  const { client, clock } = struct.id;
  return ink.find(({ bytes }) =>
    readUpdate(bytes, nothing, noLimits).deletes.some(
      (range) =>
        range.client === client && range.clock <= clock && clock < range.clock + range.length,
    ),
  );
}
