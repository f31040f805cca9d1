/** A seeded run of mutated messages against the gate, each held against all that must stay true. */
import * as Y from 'yjs';
import { placeItem } from '../../shared/board/board-doc.ts';
import { attacks } from './attacks.ts';
import { chanceFrom, type Chance } from './chance.ts';
import { plain, wrongWith } from './gate-oracle.ts';
import { hands, item, type Who } from './gate-world.ts';
import { honestFrames, type SentFrame } from './honest-frames.ts';
import {
  aJudgedWorld,
  clientsOf,
  copyOf,
  mustBeWhole,
  reloaded,
  seen,
  type BoardUnderJudgement,
} from './judged-board.ts';
import { mutated } from './mutations.ts';

/** Boards are begun anew after so many messages that changed them, or they fill with rubble. */
const changesPerBoard = 40;
const maxMs = 50;

const everybody = ['maya', 'daniel', 'ruth', 'tess'] as const satisfies readonly Who[];
const standings = new Map<unknown, (typeof hands)[Who]['standing']>(
  everybody.map((who) => [hands[who].id, hands[who].standing]),
);
const corpus = aCorpus();
const others = corpus.map(({ bytes }) => bytes);

function aCorpus(): readonly SentFrame[] {
  const { world } = aJudgedWorld();
  const made = attacks.map(({ sender, build }) => ({ sender, bytes: build(world) }));
  return [...made.filter(({ bytes }) => bytes.length < 5_000), ...honestFrames(world)];
}

export interface Fuzzed {
  readonly judged: number;
  readonly letIn: number;
  readonly partly: number;
}

/** @throws with the seed and the message when anything is not as it must be */
export function fuzz(seed: number, messages: number): Fuzzed {
  const chance = chanceFrom(seed);
  let board = aJudgedWorld().board;
  let [changes, letIn, partly] = [0, 0, 0];
  for (let at = 0; at < messages; at += 1) {
    const { who, bytes } = aMessage(board, chance);
    try {
      const came = tryOne(board, who, bytes);
      if (came === 'nothing') continue;
      letIn += 1;
      if (came === 'partly') partly += 1;
      changes += 1;
    } catch (cause) {
      const hex = Buffer.from(bytes).toString('hex');
      throw new Error(`seed ${seed}, message ${at}, of ${who}: ${hex}`, { cause });
    }
    if (changes < changesPerBoard) continue;
    board = aJudgedWorld().board;
    changes = 0;
  }
  return { judged: messages, letIn, partly };
}

function aMessage(board: BoardUnderJudgement, chance: Chance): { who: Who; bytes: Uint8Array } {
  const { sender, bytes } = chance.oneOf(corpus);
  const who = chance.happens(0.1) ? chance.oneOf(everybody) : sender;
  return { who, bytes: mutated(bytes, { board: board.doc, own: clientsOf(who), others }, chance) };
}

function tryOne(
  board: BoardUnderJudgement,
  who: Who,
  bytes: Uint8Array,
): 'nothing' | 'partly' | 'all' {
  const before = plain(board.doc);
  const vector = Y.encodeStateVector(board.doc);
  mustBeQuick(() => board.judge(who, bytes));
  const verdict = board.judge(who, bytes);
  mustEqual(Y.encodeStateVector(board.doc), vector, 'judging changed the document');
  if ('refused' in verdict || verdict.bytes === null) return 'nothing';

  const rest = verdict.bytes.slice();
  const again = board.judge(who, rest);
  if ('refused' in again || again.bytes === null || again.denied.length > 0)
    throw new Error('what was let in would not be let in by itself');
  mustEqual(again.bytes, rest, 'what was let in would be let in as something else');
  const other = copyOf(board.doc, 99);
  board.take(who, bytes);
  const standingOf = (id: unknown) => standings.get(id) ?? 'child';
  const wrong = wrongWith(before, plain(board.doc), board.doc, hands[who], standingOf);
  if (wrong !== null) throw new Error(wrong);
  const known = board.judge(who, rest);
  if (!('denied' in known) || known.bytes !== null)
    throw new Error('what was let in is not known then');
  mustEqual(seen(reloaded(board.log)), seen(board.doc), 'the log gives another board');
  mustMeet(board, other, rest);
  return verdict.denied.length > 0 ? 'partly' : 'all';
}

/** Another replica that has changed something meanwhile ends with the same board. */
function mustMeet(board: BoardUnderJudgement, other: Y.Doc, rest: Uint8Array): void {
  const before = Y.encodeStateVector(other);
  placeItem(other, item.tessNote, 77, 78);
  const move = Y.encodeStateAsUpdate(other, before);
  Y.applyUpdate(other, rest);
  mustBeWhole(other);
  const same = copyOf(board.doc, 98);
  Y.applyUpdate(same, move);
  mustEqual(seen(same), seen(other), 'two replicas differ');
}

function mustEqual<One extends string | Uint8Array>(one: One, other: One, wrong: string): void {
  const isEqual =
    typeof one === 'string' ? one === other : Buffer.from(one).equals(Buffer.from(other));
  if (!isEqual) throw new Error(wrong);
}

function mustBeQuick(act: () => void): void {
  for (let tries = 0; tries < 6; tries += 1) {
    const started = performance.now();
    act();
    if (performance.now() - started < maxMs) return;
  }
  throw new Error(`it takes longer than ${maxMs} ms`);
}
