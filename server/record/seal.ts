/** The seal of a record: an Ed25519 signature of the practice's over its chain and over every byte. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import * as v from 'valibot';
import { sessionId } from '../../shared/ids.ts';
import type { StoredKey } from '../storage/record-store.ts';
import { digestOfBytes } from './chain.ts';
import { recordFormat } from './entries.ts';

export function newPracticeKey(): StoredKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

const digest = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const base64url = v.pipe(
  v.string(),
  v.check((text) => Buffer.from(text, 'base64url').toString('base64url') === text, 'not base64url'),
);

const seal = v.strictObject({
  format: v.literal(recordFormat),
  session: sessionId,
  entries: v.number(),
  /** Of the last entry. */
  hash: digest,
  /** Of the body as text, and of the bytes it is stored as. */
  body: digest,
  stored: digest,
  /** The practice's public key. */
  key: base64url,
  signature: base64url,
});
export type Seal = v.InferOutput<typeof seal>;
export type Unsigned = Omit<Seal, 'key' | 'signature' | 'format'>;

/** Begins whatever is signed, so that no signature of another kind can stand for one of these. */
const purpose = 'kinbridge seal of a record 1\n';

const signed = ({
  session,
  entries,
  hash,
  body,
  stored,
  key,
}: Omit<Seal, 'signature' | 'format'>) =>
  Buffer.from(purpose + JSON.stringify([session, entries, hash, body, stored, key]));

export function sealed(unsigned: Unsigned, { publicKey, privateKey }: StoredKey): string {
  const key = Buffer.from(publicKey).toString('base64url');
  const { session, entries, hash, body, stored } = unsigned;
  const told = { session, entries, hash, body, stored, key };
  const by = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const signature = sign(null, signed(told), by).toString('base64url');
  return JSON.stringify({ format: recordFormat, ...told, signature } satisfies Seal);
}

/** Null where it is none, or not written as {@link sealed} writes it. */
export function readSeal(text: string): Seal | null {
  try {
    const read = v.parse(seal, JSON.parse(text));
    return JSON.stringify(read) === text ? read : null;
  } catch {
    return null;
  }
}

/** Whether the key that it names has made it. */
export const isSigned = ({ signature, ...rest }: Seal): boolean =>
  isSignedBy(rest.key, signed(rest), signature);

/** Of the list of a whole record's files: what lies beside the sealed records is what was put there. */
const listSeal = v.strictObject({
  format: v.literal(recordFormat),
  /** Of the list's bytes. */
  list: digest,
  key: base64url,
  signature: base64url,
});
const listPurpose = 'kinbridge seal of a list of files 1\n';

const signedList = (list: string, key: string): Buffer =>
  Buffer.from(listPurpose + JSON.stringify([list, key]));

export function sealedList(bytes: Uint8Array, { publicKey, privateKey }: StoredKey): string {
  const key = Buffer.from(publicKey).toString('base64url');
  const list = digestOfBytes(bytes);
  const by = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const signature = sign(null, signedList(list, key), by).toString('base64url');
  return JSON.stringify({ format: recordFormat, list, key, signature });
}

/** The key, base64url, that sealed exactly this list; null where none has. */
export function listSealedBy(text: string, bytes: Uint8Array): string | null {
  try {
    const { list, key, signature } = v.parse(listSeal, JSON.parse(text));
    const isIt = list === digestOfBytes(bytes) && isSignedBy(key, signedList(list, key), signature);
    return isIt ? key : null;
  } catch {
    return null;
  }
}

function isSignedBy(publicKey: string, what: Buffer, signature: string): boolean {
  try {
    const der = Buffer.from(publicKey, 'base64url');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, what, key, Buffer.from(signature, 'base64url'));
  } catch {
    return false; // No key at all.
  }
}
