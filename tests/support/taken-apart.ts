/** An update taken apart into what `hand-made-update.ts` puts together. */
import * as Y from 'yjs';
import type {
  Content,
  HandMade,
  HandMadeDeletes,
  HandMadeSection,
  Id,
} from './hand-made-update.ts';

export interface Parts {
  sections: Mutable<HandMadeSection>[];
  deletes: Mutable<HandMadeDeletes>[];
}
export type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** Taken apart by Yjs itself; null when it can't read the message. */
export function partsOf(bytes: Uint8Array): Parts | null {
  let read: ReturnType<typeof Y.decodeUpdate>;
  try {
    if (bytes.length > 20_000) return null;
    read = Y.decodeUpdate(bytes);
  } catch {
    return null; // A message that is broken already: its bytes are mutated instead.
  }
  const sections = new Map<number, { client: number; clock: number; structs: HandMade[] }>();
  for (const struct of read.structs) {
    const { client, clock } = struct.id;
    const section = sections.get(client) ?? { client, clock, structs: [] };
    section.structs.push(madeOf(struct));
    sections.set(client, section);
  }
  const deletes = [...read.ds.clients].map(([client, ranges]) => ({
    client,
    ranges: ranges.map(({ clock, len }): Id => [clock, len]),
  }));
  return { sections: [...sections.values()], deletes };
}

function madeOf(struct: Y.Item | Y.GC | Y.Skip): HandMade {
  if (!(struct instanceof Y.Item)) return { gap: struct.length };
  const id = (of: Y.ID | null): Id | undefined => (of ? [of.client, of.clock] : undefined);
  const parent: unknown = struct.parent;
  return {
    ...contentOf(struct),
    origin: id(struct.origin),
    right: id(struct.rightOrigin),
    parent: typeof parent === 'string' ? parent : parent instanceof Y.ID ? id(parent) : undefined,
    key: struct.parentSub ?? undefined,
  };
}

function contentOf({ content, length }: Y.Item): Content {
  if (content instanceof Y.ContentString) return { text: content.str };
  if (content instanceof Y.ContentAny) return { values: content.arr };
  if (content instanceof Y.ContentType)
    return { type: content.type instanceof Y.Map ? 1 : content.type instanceof Y.Text ? 2 : 0 };
  return { deleted: length };
}

/** Puts each section where its client's clock stands, so that it is about what is new. */
export function rebase({ sections }: Parts, board: Y.Doc, own: readonly number[]): void {
  for (const section of sections)
    if (own.includes(section.client)) section.clock = Y.getState(board.store, section.client);
}

/** As an honest encoder has it; else nearly all of it would be refused for that alone. */
export function sort(parts: Parts): void {
  const kept = new Map(parts.sections.map((section) => [section.client, section]));
  parts.sections = [...kept.values()]
    .filter(({ structs }) => structs.length > 0)
    .sort((one, other) => other.client - one.client);
  for (const one of parts.deletes) {
    const ranges = [...one.ranges].sort(([a], [b]) => a - b);
    one.ranges = ranges.filter(([clock], at) => {
      const before = ranges[at - 1];
      return !before || before[0] + before[1] <= clock;
    });
  }
  parts.deletes = parts.deletes
    .filter(({ ranges }) => ranges.length > 0)
    .sort((one, other) => other.client - one.client);
}
