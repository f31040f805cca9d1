/**
 * The body of a record: entries in a hash chain, and the leaves that they refer to by digest alone, so
 * that what is in a leaf can be torn up without breaking the chain. docs/record.md has the grammar.
 */
import { createHash } from 'node:crypto';
import type { RecordEntry } from './entries.ts';

/** Of a leaf: `salt` keeps short words from being guessed by their digest. */
export interface Leaf {
  /** 12 random bytes: nobody tries that many, and a record has thousands. */
  readonly salt: Uint8Array;
  /** JSON as it is stored. */
  readonly content: string;
}

export const saltBytes = 12;
/** Characters of 32 and of 12 bytes in base64url. */
export const hashLength = 43;
export const saltLength = 16;

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const digestOf = ({ salt, content }: Leaf): string =>
  sha256(salt, content).toString('base64url');

/** Of whole bytes, as seals name them. */
export const digestOfBytes = (bytes: Uint8Array): string => sha256(bytes).toString('base64url');

/** What the first entry follows on. */
export const beginning: string = sha256('kinbridge record 1\n').toString('base64url');

/** @param before the hash of the entry before, or {@link beginning} */
export const hashAfter = (before: string, line: string): string =>
  sha256(Buffer.from(before, 'base64url'), sha256(line)).toString('base64url');

/** A body that grows; nothing in it is ever changed but by taking out leaves. */
export interface Body {
  /** Each with its hash, as stored. */
  readonly lines: readonly string[];
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly hash: string;
}

export const emptyBody: Body = { lines: [], leaves: new Map(), hash: beginning };

export function withEntries(
  body: Body,
  entries: readonly RecordEntry[],
  leaves: Iterable<readonly [string, Leaf]> = [],
): Body {
  let { hash } = body;
  const lines = [...body.lines];
  for (const entry of entries) {
    const line = JSON.stringify(entry);
    hash = hashAfter(hash, line);
    lines.push(`${hash} ${line}`);
  }
  return { lines, hash, leaves: new Map([...body.leaves, ...leaves]) };
}

/** A body as text: the entries, an empty line, the leaves. */
export const textOfBody = ({ lines, leaves }: Body): string =>
  [
    ...lines,
    '',
    ...[...leaves.values()].map(
      ({ salt, content }) => `${Buffer.from(salt).toString('base64url')} ${content}`,
    ),
    '',
  ].join('\n');
