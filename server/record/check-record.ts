/** Whether a record is what was sealed, and where not. */
import type { SessionId } from '../../shared/ids.ts';
import type { Verified } from '../../shared/record/record.ts';
import { digestOfBytes } from './chain.ts';
import { checkBody, type CheckedBody } from './check-body.ts';
import { unpacked } from './packed.ts';
import { isSigned, readSeal, type Seal } from './seal.ts';

export interface CheckedRecord extends Omit<CheckedBody, 'where'> {
  readonly verified: Verified;
  readonly seal: Seal | null;
}

const broken = (where: string): Verified => ({ holds: false, where });

/** What is wrong with the seal over a body that holds by itself. */
function wrongSeal(seal: Seal | null, text: Uint8Array, { body }: CheckedBody): string | null {
  if (!seal) return 'Its seal can not be read.';
  if (seal.entries !== body.lines.length || seal.hash !== body.hash) {
    return `The chain does not end as it was sealed: it has ${body.lines.length} entries, sealed were ${seal.entries}.`;
  }
  if (seal.body !== digestOfBytes(text)) {
    return 'Something outside of the entries was changed after it was sealed.';
  }
  return isSigned(seal) ? null : 'Its seal was not made by the key that it names.';
}

/**
 * @param text the body, unpacked
 * @param sealText as it is stored
 */
export function checkText(text: Uint8Array, sealText: string): CheckedRecord {
  const checked = checkBody(Buffer.from(text).toString());
  const seal = readSeal(sealText);
  const [head] = checked.entries;
  const isOthers = seal && head?.is === 'head' && head.session !== seal.session;
  const where =
    checked.where ??
    wrongSeal(seal, text, checked) ??
    (isOthers ? 'Its seal is that of another session.' : null);
  const verified: Verified =
    where === null
      ? { holds: true, hash: checked.body.hash, entries: checked.body.lines.length }
      : broken(where);
  return { ...checked, verified, seal };
}

/**
 * A record as the database has it.
 * @param key the practice's public key, base64url; null where it has none
 * @returns null where the bytes can't even be unpacked
 */
export function checkStored(
  { session, bytes, seal: sealText }: { session: SessionId; bytes: Uint8Array; seal: string },
  key: string | null,
): CheckedRecord | null {
  const text = unpacked(bytes);
  if (!text) return null;
  const checked = checkText(text, sealText);
  if (!checked.verified.holds) return checked;
  const { seal } = checked;
  const where =
    seal?.session !== session
      ? 'It is the record of another session.'
      : seal.stored !== digestOfBytes(bytes)
        ? 'It is stored in other bytes than those that were sealed.'
        : seal.key !== key
          ? 'It was sealed by another key than this practice’s.'
          : null;
  return where === null ? checked : { ...checked, verified: broken(where) };
}

/** Of bytes that can't be unpacked. */
export const notUnpacked = 'The stored bytes are damaged: they can not be unpacked.';
