/**
 * The one place where ink is refused. It judges an update against the document before anything is
 * applied; only the bytes it gives back may be applied, logged and shown (docs/protocol.md, "The gate").
 *
 * Whatever it lets in: each new struct carries a clientID of the sender; each lies in a place that a
 * board has and holds what that place may hold; whose item it is was asked of `rights.ts`; nothing
 * refers to what is not there, so that applying it leaves nothing pending; nothing depends on which
 * of two concurrent writes wins.
 */
import type * as Y from 'yjs';
import type { Hand, Standing } from '../../../shared/board/rights.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import { cutKnown } from './cut.ts';
import { deniedPlaces } from './denied.ts';
import { fieldAt, type Births, type YType } from './home.ts';
import { judgeDeletes, splitDeletes, type Piece } from './judge-deletes.ts';
import { judgeStruct } from './judge-structs.ts';
import { judgingOf, type Judging } from './judging.ts';
import { UnreadableInk } from './reader.ts';
import { readUpdate, type DeleteRange, type ReadUpdate, type Section } from './read-update.ts';
import { eachRecalled } from './recall.ts';
import { linked, RefusedInk } from './references.ts';
import { resolve } from './resolve.ts';
import { writeUpdate } from './rewrite.ts';
import { contentRef, isContent } from './struct.ts';
import type { Verdict } from './verdict.ts';

export interface Sender extends Hand {
  /** Whether a clientID is bound to this participant. */
  readonly isOwn: (clientId: number) => boolean;
}

export interface JudgedBoard {
  readonly doc: Y.Doc;
  /** The document's root map of items. */
  readonly items: YType;
  /** Made with the document, empty; the gate's own. */
  readonly births: Births;
  readonly standingOf: (participant: ParticipantId) => Standing;
  /** Items that may still be made. */
  readonly roomForItems: number;
}

/** Never throws for whatever bytes, never changes the document. */
export function judge(bytes: Uint8Array, board: JudgedBoard, sender: Sender): Verdict {
  try {
    return judgeRead(readUpdate(bytes, board.doc.store), board, sender);
  } catch (cause) {
    if (cause instanceof UnreadableInk || cause instanceof RefusedInk) {
      return { refused: cause.reason };
    }
    throw cause;
  }
}

function judgeRead(read: ReadUpdate, board: JudgedBoard, sender: Sender): Verdict {
  const { sections } = read;
  mustBeOwn(sections, sender);
  if (!read.isAllNew) for (const section of sections) cutKnown(section);
  const judging = judgingOf(
    {
      store: board.doc.store,
      items: board.items,
      births: board.births,
      standingOf: board.standingOf,
      roomForItems: board.roomForItems,
    },
    sender,
    sections,
  );
  const { pieces, isExact } = splitDeletes(judging, read.deletes);
  if (sections.length === 0 && pieces.length === 0) return nothingNew;

  const structs = linked(judging);
  for (const struct of structs) resolve(judging, struct);
  for (const struct of structs) judgeStruct(judging, struct);
  const deniedDeletes = judgeDeletes(judging, pieces);
  refuseOverlong(judging);

  if (!judging.hasRefused) {
    const mayStand = read.isAllNew && isExact && !judging.hasDead;
    const bytes = mayStand
      ? read.bytes
      : writeUpdate(read.bytes, sections, deletesOf(read, pieces));
    return { bytes, denied: deniedDeletes };
  }
  const denied = deniedPlaces(structs, deniedDeletes);
  const isAnyLeft = pieces.some(({ refused }) => refused === null) || hasLiving(sections);
  if (!isAnyLeft) return { bytes: null, denied };
  return { bytes: writeUpdate(read.bytes, sections, deletesOf(read, pieces)), denied };
}

const nothingNew: Verdict = { bytes: null, denied: [] };

/** @throws RefusedInk */
function mustBeOwn(sections: readonly Section[], sender: Sender): void {
  for (const { client, state, structs } of sections) {
    if (!sender.isOwn(client)) throw new RefusedInk('author');
    if ((structs[0]?.clock ?? state) > state) throw new RefusedInk('gap');
  }
}

/** A text or stroke that would become too long gets nothing of what the update adds to it. */
function refuseOverlong(judging: Judging): void {
  eachRecalled(judging.seenLists, (list) => {
    const field = fieldAt(list.item, list.key);
    if (field?.type !== 'text' && field?.type !== 'points') return;
    if (list.length <= field.maxLength) return;
    for (const struct of list.added) {
      judging.hasRefused = true;
      struct.refused ??= field.type === 'text' ? 'text-length' : 'stroke-length';
    }
  });
}

/** Whether anything is left that does something. Gaps alone are not worth keeping. */
const hasLiving = (sections: readonly Section[]): boolean =>
  sections.some(({ structs }) =>
    structs.some(
      (struct) => struct.refused === null && !struct.isDead && !isContent(struct, contentRef.gc),
    ),
  );

/** What may be deleted, as the update has it in order: higher clients first, then by clock. */
function deletesOf({ sections }: ReadUpdate, pieces: readonly Piece[]): readonly DeleteRange[] {
  const allowed: DeleteRange[] = pieces.filter(({ refused }) => refused === null);
  for (const { gone } of sections) if (gone) allowed.push(...gone);
  return allowed.sort((one, other) => other.client - one.client || one.clock - other.clock);
}
