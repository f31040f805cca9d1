/** A section whose beginning is known: only what is new of it is judged. */
import { UnreadableInk } from './reader.ts';
import type { Section } from './read-update.ts';
import { splitsCharacter } from './references.ts';
import { contentRef, isContent, type Struct } from './struct.ts';

/**
 * Takes off what is known of a section's first struct.
 * @throws UnreadableInk when that splits a character: no document ends in the middle of one
 */
export function cutKnown({ state, structs }: Section): void {
  const [first] = structs;
  if (first && first.clock < state) cut(first, state);
}

/** What is left of a struct from `clock` on: it follows on its own beginning, wherever that lies. */
function cut(struct: Struct, clock: number): void {
  const known = clock - struct.clock;
  const { content } = struct;
  if (typeof content === 'string') {
    if (splitsCharacter(content, known)) throw new UnreadableInk('schema');
    struct.content = content.slice(known);
  } else if (Array.isArray(content)) struct.content = content.slice(known);
  struct.clock = clock;
  struct.length -= known;
  struct.isCut = true;
  if (isContent(struct, contentRef.gc)) return;
  struct.originClient = struct.client;
  struct.originClock = clock - 1;
  struct.parentRoot = null;
  struct.parentClient = -1;
  struct.parentClock = -1;
}
