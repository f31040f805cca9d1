import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { familyId, itemId, personId, sessionId } from '../../shared/ids.ts';
import { digestOf, emptyBody, saltBytes, textOfBody, withEntries, type Leaf } from './chain.ts';
import { checkStored, checkText, notUnpacked } from './check-record.ts';
import type { RecordEntry } from './entries.ts';
import { packed, unpacked } from './packed.ts';
import { newPracticeKey, sealed } from './seal.ts';

const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const session = v.parse(sessionId, uuid(1));
const maya = v.parse(personId, uuid(3));
const key = newPracticeKey();
const publicKey = Buffer.from(key.publicKey).toString('base64url');
const bornAt = 1_000_000;
const minuteMs = 60_000;

const leafOf = (content: unknown): Leaf => ({
  salt: randomBytes(saltBytes),
  content: JSON.stringify(content),
});
const note = leafOf({ id: 'mayas-note1', by: maya, kind: 'note', text: 'our treehouse' });
const words = leafOf({ is: 'whisper', by: null, with: maya, words: 'take your time' });
const head: RecordEntry = {
  ...{ is: 'head', format: 1, session, family: v.parse(familyId, uuid(2)), kind: 'joint' },
  ...{ title: 'Joint session 1', openedAt: bornAt, endedAt: bornAt + 9 * minuteMs },
  ...{ plannedMinutes: 25, people: [], therapists: [] },
};
const entries: readonly RecordEntry[] = [
  head,
  { is: 'let-in', at: bornAt + minuteMs, person: maya },
  {
    is: 'moment',
    at: bornAt + 2 * minuteMs,
    zones: [{ zone: 'joint', put: [[v.parse(itemId, 'mayas-note1'), digestOf(note)]], gone: [] }],
  },
  { is: 'words', at: bornAt + 3 * minuteMs, leaf: digestOf(words) },
  { is: 'end', at: bornAt + 9 * minuteMs },
];
const body = withEntries(
  emptyBody,
  entries,
  [note, words].map((leaf) => [digestOf(leaf), leaf]),
);
const { bytes, unsigned } = packed(session, body);
const seal = sealed(unsigned, key);
const stored = { session, bytes, seal };
const text = Buffer.from(textOfBody(body));

const whereOf = (of: ReturnType<typeof checkText>): string | null =>
  of.verified.holds ? null : of.verified.where;
/** The body with other text in it, under the same seal. */
const whereChanged = (from: string, to: string): string | null =>
  whereOf(checkText(Buffer.from(text.toString().replace(from, to)), seal));

describe('a sealed record', () => {
  test('[R10] that nobody has touched holds', () => {
    expect(checkStored(stored, publicKey)?.verified).toEqual({
      ...{ holds: true, hash: body.hash, entries: 5 },
    });
  });

  test('[R10] with any of its stored bytes changed does not', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = bytes.map((byte, n) => (n === at ? byte ^ change : byte));
        const checked = checkStored({ ...stored, bytes: changed }, publicKey);
        expect(checked?.verified.holds ?? false).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[R10] with any byte of its entries or leaves changed does not, and the place is named', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = new Uint8Array(text).map((byte, n) => (n === at ? byte ^ change : byte));
        const where = whereOf(checkText(changed, seal));
        expect(where).not.toBeNull();
        const before = text.subarray(0, at).toString().split('\n').length;
        // A line that is broken in two shifts those behind it; within a line its number is exact.
        const isWithin = changed[at] !== 10 && text[at] !== 10;
        if (before <= entries.length && isWithin) {
          expect(where).toMatch(new RegExp(`^Entry ${String(before)} of 5`));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('[R10] with any character of its seal changed does not', () => {
    fc.assert(
      fc.property(fc.nat(seal.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        fc.pre(seal.charCodeAt(at) !== code);
        const changed = seal.slice(0, at) + String.fromCharCode(code) + seal.slice(at + 1);
        expect(checkStored({ ...stored, seal: changed }, publicKey)?.verified.holds).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[R10] says what it was that is not as it was written, and when', () => {
    expect(whereChanged('"plannedMinutes":25', '"plannedMinutes":20')).toBe(
      'Entry 1 of 5 (who was there) is not what was written there.',
    );
    expect(whereChanged('"is":"let-in"', '"is":"left"')).toBe(
      'Entry 2 of 5 (somebody leaving, 1 minute into the session) is not what was written there.',
    );
    expect(whereChanged('our treehouse', 'my treehouse')).toBe(
      'Entry 3 of 5 (a moment of the boards, 2 minutes into the session): something that it refers to is not what lay there.',
    );
    expect(whereChanged('take your time', 'take my time')).toContain('Entry 4 of 5 (words that');
  });

  test('[R10] written anew from some entry on does not end as it was sealed', () => {
    const forged = withEntries(
      emptyBody,
      entries.slice(0, 2).concat(entries.slice(3)),
      body.leaves,
    );
    const where = whereOf(checkText(Buffer.from(textOfBody(forged)), seal));
    expect(where).toContain('no entry refers to');
    const withoutLeaf = withEntries(
      emptyBody,
      entries.filter(({ is }) => is !== 'let-in'),
      body.leaves,
    );
    expect(whereOf(checkText(Buffer.from(textOfBody(withoutLeaf)), seal))).toBe(
      'The chain does not end as it was sealed: it has 4 entries, sealed were 5.',
    );
  });

  test('[R10] cut off anywhere does not hold', () => {
    for (let end = 0; end < text.length; end += 7) {
      expect(whereOf(checkText(text.subarray(0, end), seal))).not.toBeNull();
    }
    expect(checkStored({ ...stored, bytes: bytes.subarray(0, 40) }, publicKey)).toBeNull();
    expect(notUnpacked).toContain('damaged');
  });

  test('[R10] under the key of another practice, or of another session, is said to be so', () => {
    const others = sealed(unsigned, newPracticeKey());
    const foreign = checkStored({ ...stored, seal: others }, publicKey);
    expect(foreign && whereOf(foreign)).toContain('another key');
    const elsewhere = checkStored({ ...stored, session: v.parse(sessionId, uuid(8)) }, publicKey);
    expect(elsewhere && whereOf(elsewhere)).toContain('another session');
  });

  test('[R10] a leaf may be gone only if an entry says that it was torn up', () => {
    const left = new Map([...body.leaves].filter(([digest]) => digest !== digestOf(words)));
    const taken = { ...body, leaves: left };
    const resealed = (of: typeof body) => {
      const again = packed(session, of);
      const record = { session, bytes: again.bytes, seal: sealed(again.unsigned, key) };
      const checked = checkStored(record, publicKey);
      return checked && whereOf(checked);
    };
    expect(resealed(taken)).toContain('Entry 4 of 5');
    const said: RecordEntry = {
      ...{ is: 'removed', at: bornAt + 10 * minuteMs, role: 'therapist', things: 1 },
      leaves: [digestOf(words)],
    };
    expect(resealed(withEntries(taken, [said]))).toBeNull();
    expect(resealed(withEntries(body, [said]))).toContain('is there again');
    expect(unpacked(bytes)?.toString()).toBe(text.toString());
  });
});
