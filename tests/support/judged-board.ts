/** A server's board without its room: the gate, the document, and the log of what was let in. */
import * as Y from 'yjs';
import { judge, type JudgedBoard } from '../../server/board/gate/gate.ts';
import type { Verdict } from '../../server/board/gate/verdict.ts';
import { itemsOf, setServerFlag } from '../../shared/board/board-doc.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import { acts, hands, item, type Who, type World } from './gate-world.ts';

/** The board's own ink, that of commands. */
export const serverClient = 7;

/** Two in use each, so that a low one and a high one can be tried; a third that has never written. */
const clientIds: Record<Who, readonly [number, ...number[]]> = {
  maya: [1_100, 4_100_000_001, 1_101],
  daniel: [2_200, 4_200_000_002, 2_201],
  ruth: [3_300, 4_000_000_003, 3_301],
  tess: [2_900, 4_290_000_004, 2_901],
};
export const clientsOf = (who: Who): readonly [number, ...number[]] => clientIds[who];

const everybody = Object.keys(hands) as Who[]; // The keys of a record of them.
const standings = new Map(everybody.map((who) => [hands[who].id, hands[who].standing]));

export interface BoardUnderJudgement {
  readonly doc: Y.Doc;
  readonly board: JudgedBoard;
  /** What was let in, in order: what a room keeps. */
  readonly log: readonly Uint8Array[];
  /** Binds another clientID to `who`. */
  claim(who: Who, client: number): void;
  judge(who: Who, bytes: Uint8Array): Verdict;
  /** Judges, and applies and logs what may enter. @throws when that leaves anything pending */
  take(who: Who, bytes: Uint8Array): Verdict;
  /** A command of the server itself. */
  command(act: (doc: Y.Doc) => void): void;
}

/** @param from what was let in before */
export function createJudgedBoard(
  limits: { readonly items?: number } = {},
  from: readonly Uint8Array[] = [],
): BoardUnderJudgement {
  const doc = reloaded(from);
  doc.clientID = serverClient;
  const log = [...from];
  const board: JudgedBoard = {
    doc,
    items: itemsOf(doc),
    births: new WeakMap(),
    standingOf: (participant: ParticipantId) => standings.get(participant) ?? 'child',
    get roomForItems() {
      return (limits.items ?? 1_000) - itemsOf(doc).size;
    },
  };
  const claims = new Map(
    everybody.flatMap((who) => clientIds[who].map((client) => [client, who] as const)),
  );
  const judged = (who: Who, bytes: Uint8Array): Verdict =>
    judge(bytes, board, {
      ...hands[who],
      isOwn: (client) => claims.get(client) === who,
    });
  return {
    doc,
    board,
    log,
    claim: (who, client) => void claims.set(client, who),
    judge: judged,
    take(who, bytes) {
      const verdict = judged(who, bytes);
      if ('refused' in verdict || verdict.bytes === null) return verdict;
      log.push(verdict.bytes.slice());
      Y.applyUpdate(doc, verdict.bytes);
      mustBeWhole(doc);
      return verdict;
    },
    command(act) {
      const keep = (update: Uint8Array): void => void log.push(update);
      doc.on('update', keep);
      doc.transact(() => act(doc));
      doc.off('update', keep);
    },
  };
}

/** @throws when anything waits for what has not come */
export function mustBeWhole(doc: Y.Doc): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new Error('something is pending');
}

/** The board of `gate-world.ts`, as the gate lets it come about. */
const worldLog: readonly Uint8Array[] = makeWorld();

function makeWorld(): readonly Uint8Array[] {
  const board = createJudgedBoard();
  for (const [who, act] of acts) {
    const page = copyOf(board.doc, clientsOf(who)[0]);
    const before = Y.encodeStateVector(page);
    page.transact(() => act(page, hands[who].id));
    const verdict = board.take(who, Y.encodeStateAsUpdate(page, before));
    if ('refused' in verdict || verdict.denied.length > 0)
      throw new Error(`the gate refuses an honest act: ${JSON.stringify(verdict)}`);
  }
  board.command((doc) => setServerFlag(doc, item.locked, 'locked', true));
  board.command((doc) => setServerFlag(doc, item.hidden, 'hidden', true));
  return board.log;
}

/** That board, fresh, and what attacks may know of it. */
export function aJudgedWorld(limits: { readonly items?: number } = {}): {
  readonly board: BoardUnderJudgement;
  readonly world: World;
} {
  const board = createJudgedBoard(limits, worldLog);
  const world: World = { board: copyOf(board.doc, 1), idOf: (who) => hands[who].id, clientsOf };
  return { board, world };
}

export function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = clientId;
  return copy;
}

/** The document that a room builds from `log`. */
export function reloaded(log: readonly Uint8Array[], from?: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    if (from) Y.applyUpdate(doc, from);
    for (const update of log) Y.applyUpdate(doc, update);
  });
  mustBeWhole(doc);
  return doc;
}

/** Everything that can be seen of a document, sorted by item. */
export const seen = (doc: Y.Doc): string => {
  const items = itemsOf(doc).toJSON();
  const roots = [...doc.share.keys()].sort();
  const sorted = Object.keys(items)
    .sort()
    .map((key) => [key, sortedKeys(items[key])]);
  return JSON.stringify([roots, sorted]);
};

const sortedKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    : value;
