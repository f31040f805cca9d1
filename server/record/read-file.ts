/** Files that are to be checked: a record by itself, or the zip of a therapist's whole record. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { VerifiedRecord, VerifyAnswer } from '../../shared/record/verify.ts';
import { checkText } from './check-record.ts';
import { recordFormat } from './entries.ts';
import { headOf } from './read-record.ts';
import { listSealedBy } from './seal.ts';
import { UnreadableZip, zipEntries, type ZippedFile } from './unzip.ts';

/** What was given is none of our files, or none that this version reads; a sentence for whoever gave it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Beside the list of a whole record's files: its seal. */
export const listSealPath = 'manifest.seal';
const recordPath = /(^|\/)[^/]+\.record$/;

/** @throws UnreadableFile */
export function verifiedFile(bytes: Uint8Array, ownKey: string | null): VerifyAnswer {
  if (bytes.length === 0) throw new UnreadableFile('This file is empty.');
  if (isZip(bytes)) return wholeRecord(bytes, ownKey);
  const one = verifiedRecord('', bytes, ownKey);
  return { is: 'record', records: [one], unlike: [], holds: one.verified.holds };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const manifest = v.object({
  files: v.array(v.object({ path: v.string(), bytes: v.number(), sha256: v.string() })),
});

function wholeRecord(bytes: Uint8Array, ownKey: string | null): VerifyAnswer {
  let files: readonly ZippedFile[];
  try {
    files = zipEntries(bytes);
  } catch (cause) {
    if (cause instanceof UnreadableZip) {
      throw new UnreadableFile('This file is cut off or damaged: it is no whole zip.');
    }
    throw cause;
  }
  const records = files
    .filter(({ path }) => recordPath.test(path))
    .map(({ path, content }) => verifiedRecord(path, content, ownKey));
  const listed = files.find(({ path }) => path === 'manifest.json');
  if (!listed) throw new UnreadableFile('This zip is no record of Kinbridge: it has no list.');
  const unlike = [
    ...new Set([...unlikeIn(files, listed), ...wrongListSeal(files, listed, records)]),
  ];
  const holds = unlike.length === 0 && records.every(({ verified }) => verified.holds);
  return { is: 'whole-record', records, unlike, holds };
}

/** What the list does not name, names otherwise, or names and is not there. */
function unlikeIn(files: readonly ZippedFile[], listed: ZippedFile): readonly string[] {
  const list = listIn(listed);
  if (!list) return [listed.path];
  const sums = new Map(
    files.map(({ path, content }) => [path, createHash('sha256').update(content).digest('hex')]),
  );
  const wrong = list.filter(({ path, sha256 }) => sums.get(path) !== sha256);
  const known = new Set([listed.path, listSealPath, ...list.map(({ path }) => path)]);
  const paths = files.map(({ path }) => path);
  return [
    ...wrong.map(({ path }) => path),
    // Twice under one name: whoever unpacks it may be shown either.
    ...paths.filter((path, at) => !known.has(path) || paths.indexOf(path) !== at),
  ];
}

/** A list that was written anew, with a file that was changed or without one, has no seal of that key. */
function wrongListSeal(
  files: readonly ZippedFile[],
  { content }: ZippedFile,
  records: readonly VerifiedRecord[],
): readonly string[] {
  const seal = files.find(({ path }) => path === listSealPath);
  const key = seal && listSealedBy(Buffer.from(seal.content).toString().trimEnd(), content);
  const isTheirs = key && records.every((one) => one.key === null || one.key === keyPrint(key));
  return isTheirs ? [] : [listSealPath];
}

const keyPrint = (key: string): string =>
  createHash('sha256').update(Buffer.from(key, 'base64url')).digest('base64url');

function listIn({ content }: ZippedFile) {
  try {
    return v.parse(manifest, JSON.parse(Buffer.from(content).toString())).files;
  } catch {
    return null;
  }
}

const newer = v.object({ is: v.literal('head'), format: v.number() });

/** Of which format the record says it is; null where it does not. */
function formatOf(line: string): number | null {
  try {
    return v.parse(newer, JSON.parse(line.slice(line.indexOf(' ') + 1))).format;
  } catch {
    return null;
  }
}

/** @throws UnreadableFile for what is no record at all, or a newer version's */
function verifiedRecord(path: string, bytes: Uint8Array, ownKey: string | null): VerifiedRecord {
  const text = Buffer.from(bytes);
  const first = text.subarray(0, text.indexOf(10)).toString();
  const format = formatOf(first);
  if (format !== null && format > recordFormat) {
    throw new UnreadableFile(
      'This record was written by a newer version of Kinbridge; that version can check it.',
    );
  }
  if (path === '' && format === null && !/^[A-Za-z0-9_-]{43} /.test(first)) {
    throw new UnreadableFile('This file is no record of Kinbridge.');
  }
  // Entries, leaves, an empty line, the seal.
  const end = text.at(-1) === 10 ? text.length - 1 : text.length;
  const gap = text.lastIndexOf('\n\n', end - 1);
  const isSealThere = gap !== -1 && text.subarray(gap + 2, end).indexOf(10) === -1;
  const checked = isSealThere
    ? checkText(text.subarray(0, gap + 1), text.subarray(gap + 2, end).toString())
    : checkText(text, '');
  const { seal, verified } = checked;
  const head = headOf(checked);
  return {
    path,
    session: head?.session ?? null,
    openedAt: head?.openedAt ?? null,
    verified,
    sealedBy: seal && (seal.key === ownKey ? 'this-practice' : 'another-practice'),
    key: seal && keyPrint(seal.key),
  };
}
