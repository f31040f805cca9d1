import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { familyId, sessionId } from '../../shared/ids.ts';
import { emptyBody, withEntries } from './chain.ts';
import { recordFile } from './export/record-file.ts';
import { packed } from './packed.ts';
import type { StoredKey } from '../storage/record-store.ts';
import { newPracticeKey, sealed, sealedList } from './seal.ts';
import { verifyCommand } from './verify-command.ts';

const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const session = v.parse(sessionId, uuid(1));
const key = newPracticeKey();
const body = withEntries(emptyBody, [
  {
    ...{ is: 'head', format: 1, session, family: v.parse(familyId, uuid(2)), kind: 'joint' },
    ...{ title: 'Joint session 1', openedAt: 0, endedAt: 9, plannedMinutes: 25 },
    ...{ people: [], therapists: [] },
  },
  { is: 'end', at: 9 },
]);
const { bytes, unsigned } = packed(session, body);
const stored = { session, bytes, seal: sealed(unsigned, key) };

/** A zip as Kinbridge writes it: packed, and listed at its end. */
function zipOf(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const squeezed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(squeezed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = [Buffer.from('PK\u0003\u0004'), common, name, squeezed];
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    listed.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, name);
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(
    listed.reduce((sum, part) => sum + part.length, 0),
    8,
  );
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...listed, Buffer.from('PK\u0005\u0006'), end]);
}

const sumOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const note = Buffer.from('a board');
const whole = (
  file: Uint8Array,
  board: Uint8Array = note,
  { listed = note, by = key }: { listed?: Uint8Array; by?: StoredKey | null } = {},
): Buffer => {
  const path = `record/${session}.record`;
  const listing = [
    { path, bytes: file.length, sha256: sumOf(file) },
    { path: 'boards/joint.svg', bytes: listed.length, sha256: sumOf(listed) },
  ];
  const manifest = Buffer.from(JSON.stringify({ files: listing }));
  return zipOf({
    ...{ [path]: file, 'boards/joint.svg': board, 'manifest.json': manifest },
    ...(by ? { 'manifest.seal': Buffer.from(`${sealedList(manifest, by)}\n`) } : {}),
  });
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinbridge-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function said(args: readonly string[], records = [stored], missing: (typeof session)[] = []) {
  const lines: string[] = [];
  const code = await verifyCommand({
    args,
    database: () =>
      Promise.resolve({
        keys: [key.publicKey],
        missing,
        async *records() {
          yield* records;
        },
        close: () => Promise.resolve(),
      }),
    say: (line) => lines.push(line),
  });
  return { code, text: lines.join('\n') };
}
function ofFile(content: Uint8Array) {
  const file = join(folder, 'a-file');
  writeFileSync(file, content);
  return said([file]);
}

test('[R14] a record as a file holds and names its key; changed, it says where it breaks', async () => {
  const file = Buffer.from(recordFile(stored));
  const holds = await ofFile(file);
  expect(holds.code).toBe(0);
  expect(holds.text).toContain(`The record ${session} of 1970-01-01 holds: 2 entries`);
  expect(holds.text).toContain('Sealed with the key');
  const edited = await ofFile(Buffer.from(file.toString().replace('session 1', 'session 2')));
  expect(edited.code).toBe(1);
  expect(edited.text).toContain('Entry 1 of 2');
});

test('[R14] a whole record holds with every file on its list, and names the one that is not', async () => {
  const file = recordFile(stored);
  expect((await ofFile(whole(file))).code).toBe(0);
  const other = await ofFile(whole(file, Buffer.from('another board')));
  expect(other.code).toBe(1);
  expect(other.text).toContain('boards/joint.svg is not what the list');
  const cut = await ofFile(whole(file).subarray(0, 300));
  expect([cut.code, cut.text]).toEqual([2, 'This file is cut off or damaged: it is no whole zip.']);
});

test('[R14][R55] a list that was written anew, with a board that was changed, has not its seal', async () => {
  const [file, other] = [recordFile(stored), Buffer.from('another board')];
  for (const by of [null, newPracticeKey()]) {
    const anew = await ofFile(whole(file, other, { listed: other, by }));
    expect([by === null, anew.code]).toEqual([by === null, 1]);
    expect(anew.text).toContain('manifest.seal is not what the list');
  }
  expect((await ofFile(whole(file, other, { listed: other }))).code).toBe(0);
});

test('[R14] what is no record at all, or is not there, is said in a sentence', async () => {
  expect((await ofFile(Buffer.from('a letter'))).text).toContain('no record of Kinbridge');
  expect((await ofFile(new Uint8Array())).text).toBe('This file is empty.');
  expect((await said([join(folder, 'nothing')])).text).toContain('can not be read');
  expect((await said([])).text).toContain('npm run verify -- FILE');
});

test('[R10] of a database every record is looked at, and one that is missing is named', async () => {
  expect(await said(['--database'])).toMatchObject({
    ...{ code: 0, text: expect.stringContaining('All 1 records') as string },
  });
  const changed = {
    ...stored,
    bytes: stored.bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
  };
  expect((await said(['--database'], [stored, changed])).code).toBe(1);
  const gone = await said(['--database'], [stored], [session]);
  expect(gone.code).toBe(1);
  expect(gone.text).toContain(`The record ${session} is missing.`);
});
