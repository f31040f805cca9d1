/** The seal of a record: an Ed25519 signature of the practice's over its chain and over every byte. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import * as v from 'valibot';
import { sessionId } from '../../shared/ids.ts';
import type { StoredKey } from '../storage/record-store.ts';
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
export function isSigned({ signature, ...rest }: Seal): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(rest.key, 'base64url'),
      format: 'der',
      type: 'spki',
    });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, signed(rest), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false; // No key at all.
  }
}
