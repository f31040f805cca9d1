/**
 * A list as the document has it, with what the update puts into it, each where Yjs will put it: its
 * own rule (YATA, Item.integrate), run ahead on ids alone. Made only where something lies between the
 * neighbours of a struct. Every step is charged, and Yjs takes no more of them than this does.
 */
import type * as Y from 'yjs';
import type { JudgedList } from './home.ts';
import { charge, type Judging } from './judging.ts';
import { knowledgeOf } from './knowledge.ts';
import { indexIn } from './references.ts';
import type { Struct } from './struct.ts';

interface Node {
  readonly client: number;
  readonly clock: number;
  length: number;
  readonly originClient: number;
  readonly originClock: number;
  readonly rightClient: number;
  readonly rightClock: number;
  next: Node | null;
}

export interface Shadow {
  first: Node | null;
  /** By client, in the order of clocks. */
  readonly nodes: Map<number, Node[]>;
}

/** The list before the struct in judgement: the document's, and what was put between since. */
export function shadowOf(judging: Judging, { type, placed }: JudgedList): Shadow {
  const shadow: Shadow = { first: null, nodes: new Map() };
  let last: Node | null = null;
  for (let item = type?._start ?? null; item !== null; item = item.right) {
    charge(judging, 1);
    last = enter(shadow, nodeOf(item), last);
  }
  for (const ofClient of shadow.nodes.values()) ofClient.sort((a, b) => a.clock - b.clock);
  for (const struct of placed) insert(shadow, struct, leftOf(shadow, struct));
  return shadow;
}

/** Puts a struct where Yjs will. @returns false, and doesn't, when its maker can't have seen it so */
export function placedIn(judging: Judging, shadow: Shadow, struct: Struct): boolean {
  // The right one first: cutting before it may take from what the left one ends in.
  const right = rightOf(shadow, struct);
  const left = leftOf(shadow, struct);
  if (right === undefined || left === undefined) return false;
  if (!goesOn(struct, left) && !mayLieBetween(judging, shadow, struct, left, right)) return false;
  insert(shadow, struct, placeOf(judging, shadow, struct, left, right));
  return true;
}

/** Whether it goes on typing: then it was seen where what it follows was, and nothing else was since. */
const goesOn = (struct: Struct, left: Node | null): boolean =>
  left !== null &&
  left.client === struct.client &&
  struct.originClock === struct.clock - 1 &&
  left.rightClient === struct.rightClient &&
  left.rightClock === struct.rightClock;

/** Whether the right neighbour lies to the right, and between them nothing that was surely seen. */
function mayLieBetween(
  judging: Judging,
  shadow: Shadow,
  struct: Struct,
  left: Node | null,
  right: Node | null,
): boolean {
  const { seen } = knowledgeOf(judging, struct);
  for (let at = left ? left.next : shadow.first; at !== right; at = at.next) {
    if (at === null || at.clock < (seen.get(at.client) ?? 0)) return false;
    charge(judging, 1);
  }
  return true;
}

/** Item.integrate's search: behind which node it comes to stand. */
function placeOf(
  judging: Judging,
  shadow: Shadow,
  struct: Struct,
  origin: Node | null,
  right: Node | null,
): Node | null {
  let left = origin;
  const conflicting = new Set<Node>();
  const before = new Set<Node>();
  for (let at = left ? left.next : shadow.first; at !== null && at !== right; at = at.next) {
    charge(judging, 1);
    before.add(at);
    conflicting.add(at);
    if (at.originClient === struct.originClient && at.originClock === struct.originClock) {
      if (at.client < struct.client) {
        left = at;
        conflicting.clear();
      } else if (at.rightClient === struct.rightClient && at.rightClock === struct.rightClock)
        break;
    } else {
      const its =
        at.originClient === -1 ? undefined : holding(shadow, at.originClient, at.originClock);
      if (!its || !before.has(its)) break;
      if (!conflicting.has(its)) {
        left = at;
        conflicting.clear();
      }
    }
  }
  return left;
}

const nodeOf = (item: Y.Item): Node => ({
  client: item.id.client,
  clock: item.id.clock,
  length: item.length,
  originClient: item.origin?.client ?? -1,
  originClock: item.origin?.clock ?? -1,
  rightClient: item.rightOrigin?.client ?? -1,
  rightClock: item.rightOrigin?.clock ?? -1,
  next: null,
});

const insert = (shadow: Shadow, struct: Struct, behind: Node | null | undefined): Node =>
  enter(
    shadow,
    {
      client: struct.client,
      clock: struct.clock,
      length: struct.length,
      originClient: struct.originClient,
      originClock: struct.originClock,
      rightClient: struct.rightClient,
      rightClock: struct.rightClock,
      next: null,
    },
    behind ?? null,
  );

/** Of one client what comes later has the higher clock, but for what is read of the document. */
function enter(shadow: Shadow, node: Node, behind: Node | null): Node {
  const ofClient = shadow.nodes.get(node.client);
  if (ofClient) ofClient.push(node);
  else shadow.nodes.set(node.client, [node]);
  node.next = behind ? behind.next : shadow.first;
  if (behind) behind.next = node;
  else shadow.first = node;
  return node;
}

/** What it follows, cut behind that; null at the start, undefined when that isn't in the list. */
function leftOf(shadow: Shadow, { originClient, originClock }: Struct): Node | null | undefined {
  if (originClient === -1) return null;
  const node = holding(shadow, originClient, originClock);
  if (node) cutBefore(shadow, node, originClock + 1);
  return node;
}

/** What it lies before, cut before that; null at the end, undefined when that isn't in the list. */
function rightOf(shadow: Shadow, { rightClient, rightClock }: Struct): Node | null | undefined {
  if (rightClient === -1) return null;
  const node = holding(shadow, rightClient, rightClock);
  return node && cutBefore(shadow, node, rightClock);
}

const holding = (shadow: Shadow, client: number, clock: number): Node | undefined => {
  const nodes = shadow.nodes.get(client) ?? [];
  return nodes[indexIn(nodes, clock)];
};

/** As Yjs cuts an item in two. @returns what begins at `clock`; the node itself when nothing is to be cut */
function cutBefore(shadow: Shadow, node: Node, clock: number): Node {
  const offset = clock - node.clock;
  if (offset <= 0 || offset >= node.length) return node;
  const rest: Node = {
    ...node,
    clock,
    length: node.length - offset,
    originClient: node.client,
    originClock: clock - 1,
  };
  node.length = offset;
  node.next = rest;
  const nodes = shadow.nodes.get(node.client) ?? [];
  nodes.splice(indexIn(nodes, node.clock) + 1, 0, rest);
  return rest;
}
