/**
 * What an update's structs refer to: things in the document, or earlier structs of the same update.
 * Everything must resolve now, and without going in a circle; else Yjs would park it for later.
 */
import * as Y from 'yjs';
import { sectionOf, type Judging } from './judging.ts';
import { UnreadableInk } from './reader.ts';
import type { Section } from './read-update.ts';
import { storedAt } from './stored.ts';
import { contentRef, isContent, type Referred, type Struct } from './struct.ts';
import type { WholeRefusal } from './verdict.ts';

/** Thrown where a whole update is refused for what it builds on; caught once, by the gate. */
export class RefusedInk extends Error {
  readonly reason: WholeRefusal;
  constructor(reason: WholeRefusal) {
    super(reason);
    this.reason = reason;
  }
}

export const isStruct = (referred: Referred): referred is Struct =>
  !(referred instanceof Y.Item) && !(referred instanceof Y.GC);

/** The index of the struct that holds `clock`, or -1. */
export function indexIn(
  structs: readonly { readonly clock: number; readonly length: number }[],
  clock: number,
): number {
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (!struct) return -1;
    if (clock < struct.clock) high = middle - 1;
    else if (clock >= struct.clock + struct.length) low = middle + 1;
    else return middle;
  }
  return -1;
}

/**
 * Finds what each struct refers to. @returns all structs, each after those it refers to: the order in
 * which Yjs integrates them, which takes the sections as they come and what they need before.
 * @throws RefusedInk when two clients' structs wait for each other, or for what is not there
 */
export function linked(judging: Judging): readonly Struct[] {
  const order: Struct[] = [];
  for (const section of judging.sections) linkUpTo(judging, section, section.structs.length, order);
  return order;
}

function linkUpTo(judging: Judging, section: Section, end: number, order: Struct[]): void {
  if (section.linked >= end) return;
  if (section.isBusy) throw new RefusedInk('gap');
  section.isBusy = true;
  while (section.linked < end) {
    const struct = section.structs[section.linked];
    if (!struct) break;
    struct.origin = referredBy(judging, struct.originClient, struct.originClock, order);
    struct.right = referredBy(judging, struct.rightClient, struct.rightClock, order);
    struct.parent = referredBy(judging, struct.parentClient, struct.parentClock, order);
    order.push(struct);
    section.linked += 1;
  }
  section.isBusy = false;
}

function referredBy(
  judging: Judging,
  client: number,
  clock: number,
  order: Struct[],
): Referred | null {
  if (client === -1) return null;
  const section = sectionOf(judging, client);
  if (!section || clock < section.state) return storedAt(judging, client, clock);
  const index = indexIn(section.structs, clock);
  const struct = section.structs[index];
  if (!struct) throw new RefusedInk('gap');
  linkUpTo(judging, section, index + 1, order);
  return struct;
}

const isHighHalf = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
};

/** Whether a cut before the unit at `offset` would split a character into two broken halves. */
export const splitsCharacter = (text: string, offset: number): boolean =>
  offset > 0 && offset < text.length && isHighHalf(text, offset - 1);

const textOf = (referred: Referred): string | null => {
  if (isStruct(referred)) {
    return isContent(referred, contentRef.string) && typeof referred.content === 'string'
      ? referred.content
      : null;
  }
  return referred instanceof Y.Item && referred.content instanceof Y.ContentString
    ? referred.content.str
    : null;
};

/**
 * Yjs cuts whatever it refers to in two before `clock`; cutting between the halves of a character
 * breaks it for whoever comes later.
 * @throws UnreadableInk
 */
export function mustNotSplit(referred: Referred, clock: number): void {
  const text = textOf(referred);
  const from = isStruct(referred) ? referred.clock : referred.id.clock;
  if (text !== null && splitsCharacter(text, clock - from)) throw new UnreadableInk('schema');
}
