/** Which structs an update has and which it deletes, as Yjs itself reads it. */
import * as Y from 'yjs';

/** Structs of one client from a clock up to, and not including, another. */
export interface Span {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

export interface Contents {
  readonly made: readonly Span[];
  /** Of those what is more than a gap: a number that is taken, and nothing behind it. */
  readonly living: readonly Span[];
  readonly deleted: readonly Span[];
}

export function contentsOf(update: Uint8Array): Contents {
  const { structs, ds } = Y.decodeUpdate(update);
  const spanOf = ({ id, length }: (typeof structs)[number]): Span => ({
    client: id.client,
    from: id.clock,
    to: id.clock + length,
  });
  return {
    made: structs.map(spanOf),
    living: structs.filter((struct) => struct instanceof Y.Item).map(spanOf),
    deleted: spansOf(ds),
  };
}

type Deletes = ReturnType<typeof Y.decodeUpdate>['ds'];

export const spansOf = (deletes: Deletes): Span[] =>
  [...deletes.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
  );

/** Single ids: of each client some clocks. */
export type SomeIds = Map<number, Set<number>>;

/** What a document, or several of them, came to have. */
export interface Held {
  /** Of each client the clock behind its last struct: there are no gaps before it. */
  readonly ends: Map<number, number>;
  readonly deleted: SomeIds;
}

export const nothingHeld = (): Held => ({ ends: new Map(), deleted: new Map() });

/** Adds everything a document has and everything that is deleted in it. */
export function addAllOf(doc: Y.Doc, held: Held): void {
  for (const [client, structs] of doc.store.clients) {
    const last = structs.at(-1);
    const end = last ? last.id.clock + last.length : 0;
    held.ends.set(client, Math.max(end, held.ends.get(client) ?? 0));
  }
  for (const span of spansOf(Y.createDeleteSetFromStructStore(doc.store))) {
    addTo(held.deleted, span);
  }
}

export function addTo(ids: SomeIds, { client, from, to }: Span): void {
  const clocks = ids.get(client) ?? new Set();
  ids.set(client, clocks);
  for (let clock = from; clock < to; clock += 1) clocks.add(clock);
}

export const hasMade = ({ ends }: Held, { client, to }: Span): boolean =>
  (ends.get(client) ?? 0) >= to;

export function hasAll(ids: SomeIds, span: Span): boolean {
  const clocks = ids.get(span.client);
  for (let clock = span.from; clock < span.to; clock += 1) if (!clocks?.has(clock)) return false;
  return true;
}

/** Each id by itself. */
export const singles = ({ client, from, to }: Span): Span[] =>
  Array.from({ length: to - from }, (_, at) => ({ client, from: from + at, to: from + at + 1 }));
