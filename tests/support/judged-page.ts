/** A page at a board under judgement: what is done in it goes out frame by frame, through the gate. */
import * as Y from 'yjs';
import type { Verdict } from '../../server/board/gate/verdict.ts';
import type { Who } from './gate-world.ts';
import { clientsOf, type BoardUnderJudgement } from './judged-board.ts';

export interface JudgedPage {
  readonly doc: Y.Doc;
  readonly who: Who;
  /** One transaction of its own. */
  act(act: (doc: Y.Doc) => void): void;
  /** What was done and not sent yet, taken out. */
  unsent(): readonly Uint8Array[];
  /** Sends it, a frame a transaction. */
  send(): readonly Verdict[];
  /** Gets what was let in since. */
  receive(): void;
  /** Everything the page has, as after a lost line. */
  whole(): Uint8Array;
}

/** @param clientId one that is bound to `who`; two pages of one person have two */
export function joinBoard(
  board: BoardUnderJudgement,
  who: Who,
  clientId = clientsOf(who)[0],
): JudgedPage {
  const doc = new Y.Doc();
  const fromBoard = Symbol('the board');
  let outbox: Uint8Array[] = [];
  let received = 0;
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== fromBoard) outbox.push(update);
  });
  const page: JudgedPage = {
    doc,
    who,
    act: (act) => doc.transact(() => act(doc)),
    unsent() {
      const taken = outbox;
      outbox = [];
      return taken;
    },
    send: () => page.unsent().map((update) => board.take(who, update)),
    receive() {
      for (; received < board.log.length; received += 1) {
        Y.applyUpdate(doc, board.log[received] ?? new Uint8Array([0, 0]), fromBoard);
      }
    },
    whole: () => Y.encodeStateAsUpdate(doc),
  };
  page.receive();
  doc.clientID = clientId;
  return page;
}
