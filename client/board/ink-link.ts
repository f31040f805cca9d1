/**
 * A board's link: a line with its document, what was done and is not durable yet, and after a refusal
 * another document in its place, with everything done again that may stay.
 */
import * as Y from 'yjs';
import { closeCode } from '../../shared/wire/protocol.ts';
import type { BoardLink, BoardLinkState } from './board-link.ts';
import type { InkLine, LineAsked } from './ink-line.ts';
import { createInkLines } from './ink-lines.ts';
import type { KeptIntent, Lost, TakeBack } from './intent.ts';
import { createJournal } from './journal.ts';
import type { KeptInk } from './kept-ink.ts';
import type { Rights } from './may.ts';
import { notIn, refusedOf, replay, withLost } from './replay.ts';
import { writeAll, type Wanted, type Written } from './write-intent.ts';

/** Milliseconds; the server counts frames by the second, and a page back at once would be over it again. */
const afterTooMuchMs = 3_000;

/** The document was refused, not the person: a fresh one may go on. */
const refusedCodes: ReadonlySet<number> = new Set([
  closeCode.refused,
  closeCode.tooBig,
  closeCode.malformed,
  closeCode.tooMuch,
]);

interface Asked extends LineAsked {
  readonly rights: Rights;
  /** Takes what is not acknowledged when this link stops, and gives it to the next one. */
  readonly kept: KeptInk;
}

const nothing: ReadonlySet<string> = new Set();

/** Opens a line with a fresh document and clientID. */
export function createInkLink({ rights, kept, ...asked }: Asked): BoardLink {
  const { zone } = asked;
  const journal = createJournal();
  const listeners = new Set<() => void>();
  const hands = new Set<Parameters<BoardLink['attach']>[0]>();
  let state: BoardLinkState = 'loading';
  let offered: readonly KeptIntent[] = [];
  let lost: readonly Lost[] = [];
  let hasSynced = false;
  let isRefusedWithoutWord = false;
  let isStopped = false;

  function changed(to: BoardLinkState = state): void {
    state = to;
    for (const listener of listeners) listener();
  }

  /** In as many transactions as it takes, each of which is a frame. */
  function write(doc: Y.Doc, wanted: readonly Wanted[], isSecondTry = false): readonly TakeBack[] {
    const takeBacks: TakeBack[] = [];
    for (let rest = wanted; rest.length > 0;) {
      const written = doc.transact(() => writePart(doc, rest, isSecondTry));
      takeBacks.push(...written.takeBacks);
      rest = written.rest;
    }
    return takeBacks;
  }

  function writePart(doc: Y.Doc, wanted: readonly Wanted[], isSecondTry: boolean): Written {
    const before = Y.getState(doc.store, doc.clientID);
    const written = writeAll(doc, wanted, rights);
    const clock = Y.getState(doc.store, doc.clientID);
    const at = { client: doc.clientID, clock, movedClock: clock > before };
    // Here, while the transaction lasts: its frame goes out right after.
    if (written.done.length > 0) journal.note(written.done, { ...at, isSecondTry });
    return written;
  }

  /** Does again what may still be done in `doc`. @returns how to undo it. */
  function doAgain(
    doc: Y.Doc,
    again: readonly (KeptIntent & { readonly isSecondTry?: boolean })[],
  ): readonly TakeBack[] {
    const takeBacks: TakeBack[] = [];
    const refused = replay(doc, again, rights, ({ intent, isSecondTry }) => {
      takeBacks.push(...write(doc, [() => intent], isSecondTry));
    });
    lost = withLost(lost, refused);
    return takeBacks;
  }

  /** The document is refused: what was made in it stays on screen, and goes into a fresh one. */
  function beginAnew(afterMs: number): void {
    if (lines.beginAnew(afterMs)) {
      changed(afterMs > 0 || state === 'stopped' ? 'lost' : state);
      return;
    }
    const left = journal.takeAll().map(({ intent, about }) => ({ intent, about }));
    lost = withLost(
      lost,
      left.map((one) => ({ ...one, reason: 'stopped' })),
    );
    changed('stopped');
  }

  /** The fresh document takes the place of the refused one, in one breath. */
  function replace(fresh: InkLine): void {
    for (const { settle } of hands) settle();
    const left = notIn(fresh.doc, journal.takeAll());
    const refused = refusedOf(left, isRefusedWithoutWord);
    const old = lines.replace(fresh);
    isRefusedWithoutWord = false;
    lost = withLost(lost, refused);
    doAgain(
      fresh.doc,
      left.filter(({ intent }) => !refused.some((one) => one.intent === intent)),
    );
    for (const { replaced } of hands) replaced();
    old.stop();
  }

  /** Not before: a page makes the next board's link before it stops the one it follows. */
  function takeKept({ doc }: InkLine): void {
    hasSynced = true;
    const left = kept.take(zone);
    lost = withLost(lost, left.lost);
    offered = notIn(doc, left.offered);
    doAgain(doc, notIn(doc, left.waiting));
  }

  const lines = createInkLines(asked, {
    opening: ({ doc }) => journal.opened(doc.clientID),
    sent({ doc }, frame, isWhole) {
      journal.sent(doc.clientID, frame, isWhole);
      changed();
    },
    acked({ doc }, frames) {
      journal.acked(doc.clientID, frames);
      changed();
    },
    denied({ doc }, denial) {
      // What came too late waits for its time; the link closes next, for the hold.
      if (denial.reason === 'not-now') return;
      journal.denied(doc.clientID, denial);
      beginAnew(denial.reason === 'too-much' ? afterTooMuchMs : 0);
    },
    synced(from) {
      if (from !== lines.line) replace(from);
      if (!hasSynced) takeKept(from);
      changed('live');
    },
    lost() {
      if (state === 'live') changed('lost');
    },
    closed(from, code) {
      if (!refusedCodes.has(code)) {
        changed('closed');
        return;
      }
      if (code !== closeCode.tooMuch && from === lines.line) isRefusedWithoutWord = true;
      beginAnew(code === closeCode.tooMuch ? afterTooMuchMs : 0);
    },
  });

  return {
    get doc() {
      return lines.line.doc;
    },
    get awareness() {
      return lines.line.awareness;
    },
    state: () => state,
    isSaved: () => journal.isEmpty && (lines.isBeginning || lines.line.isAcked()),
    unsaved: () => (state === 'live' ? nothing : journal.items()),
    lost: () => lost,
    forgetLost() {
      lost = [];
      changed();
    },
    hasOffered: () => offered.length > 0,
    putOffered() {
      const { doc } = lines.line;
      const those = notIn(doc, offered);
      offered = [];
      const takeBacks = doAgain(doc, those);
      changed();
      return takeBacks;
    },
    leaveOffered() {
      offered = [];
      changed();
    },
    startAgain() {
      lines.forgive();
      beginAnew(0);
    },
    write(wanted) {
      const takeBacks = write(lines.line.doc, wanted);
      changed();
      return takeBacks;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach(hand) {
      hands.add(hand);
      return () => hands.delete(hand);
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      for (const { settle } of hands) settle();
      listeners.clear();
      hands.clear();
      const left = journal.takeAll();
      const refused = refusedOf(left, false);
      kept.keep(zone, {
        waiting: left.filter((entry) => entry.refused === null),
        offered,
        lost: withLost(lost, refused),
      });
      lines.stop();
    },
  };
}
