/** Reads the body of a record and says where it breaks first, if it does. */
import {
  beginning,
  digestOf,
  hashAfter,
  hashLength,
  saltBytes,
  saltLength,
  type Body,
  type Leaf,
} from './chain.ts';
import { entryNames, leavesOf, readEntry, type RecordEntry } from './entries.ts';

export interface CheckedBody {
  /** As far as they could be read. */
  readonly entries: readonly RecordEntry[];
  readonly body: Body;
  /** A sentence; null where everything belongs together. */
  readonly where: string | null;
}

const minuteMs = 60_000;

/** "Entry 12 of 40 (an answer, 7 minutes into the session)". */
function nameOf(entries: readonly (RecordEntry | null)[], n: number, of: number): string {
  const entry = entries[n] ?? null;
  const head = entries[0];
  const openedAt = head?.is === 'head' ? head.openedAt : null;
  const at = entry && entry.is !== 'head' ? entry.at : null;
  const minutes =
    at !== null && openedAt !== null ? Math.max(0, Math.floor((at - openedAt) / minuteMs)) : null;
  const when =
    minutes === null ? '' : `, ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} into the session`;
  return `Entry ${n + 1} of ${of} (${entry ? entryNames[entry.is] : 'not to be read'}${when})`;
}

/** Null where it can't be read. */
function entryIn(line: string): RecordEntry | null {
  try {
    return readEntry(line.slice(hashLength + 1));
  } catch {
    return null;
  }
}

/** Null where the line is no leaf. */
function leafIn(line: string): Leaf | null {
  const salt = Buffer.from(line.slice(0, saltLength), 'base64url');
  const isWhole =
    salt.length === saltBytes &&
    salt.toString('base64url') === line.slice(0, saltLength) &&
    line[saltLength] === ' ';
  return isWhole ? { salt, content: line.slice(saltLength + 1) } : null;
}

/** Where the chain breaks first. */
function brokenLink(lines: readonly string[], entries: readonly (RecordEntry | null)[]) {
  let before = beginning;
  for (const [n, line] of lines.entries()) {
    const hash = line.slice(0, hashLength);
    const isLinked =
      line[hashLength] === ' ' && hashAfter(before, line.slice(hashLength + 1)) === hash;
    if (!isLinked || !entries[n]) {
      return `${nameOf(entries, n, lines.length)} is not what was written there.`;
    }
    before = hash;
  }
  const [first] = entries;
  if (first?.is !== 'head') return 'Its beginning is missing.';
  if (!entries.some((one) => one?.is === 'end')) return 'Its end is missing.';
  return null;
}

/** Which leaf is not what an entry refers to, or is there though it was torn up. */
function wrongLeaf(
  entries: readonly RecordEntry[],
  leaves: ReadonlyMap<string, Leaf>,
  of: number,
): string | null {
  const removed = new Set(entries.flatMap((one) => (one.is === 'removed' ? one.leaves : [])));
  const known = new Set<string>();
  for (const [n, entry] of entries.entries()) {
    for (const leaf of leavesOf(entry)) {
      known.add(leaf);
      if (leaves.has(leaf) === removed.has(leaf)) {
        const what = removed.has(leaf) ? 'was torn up and is there again' : 'is not what lay there';
        return `${nameOf(entries, n, of)}: something that it refers to ${what}.`;
      }
    }
  }
  for (const leaf of leaves.keys()) {
    if (!known.has(leaf)) return 'Something is in it that no entry refers to.';
  }
  return null;
}

export function checkBody(text: string): CheckedBody {
  const all = text.split('\n');
  const gap = all.indexOf('');
  const lines = gap === -1 ? all : all.slice(0, gap);
  const leafLines = gap === -1 ? [] : all.slice(gap + 1, -1);
  const read = lines.map(entryIn);
  const leaves = new Map<string, Leaf>();
  let unread = gap === -1 || all.at(-1) !== '' ? 'It is cut off.' : null;
  for (const line of leafLines) {
    const leaf = leafIn(line);
    if (leaf) leaves.set(digestOf(leaf), leaf);
    else unread ??= 'Something in it can not be read.';
  }
  const entries = read.filter((one) => one !== null);
  const where =
    brokenLink(lines, read) ?? wrongLeaf(entries, leaves, lines.length) ?? unread ?? null;
  const hash = lines.at(-1)?.slice(0, hashLength) ?? beginning;
  return { entries, body: { lines, leaves, hash }, where };
}
