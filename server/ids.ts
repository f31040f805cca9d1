/** Identity and chance, handed in so that tests can foresee them. */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { v7 } from 'uuid';

export interface Chance {
  /** A UUIDv7 under one of the schemas of `shared/ids.ts`. */
  newId<Id>(schema: v.GenericSchema<unknown, Id>): Id;
  /** 128 random bits as base64url, 22 characters. */
  newToken(): string;
}

export const systemChance: Chance = {
  newId: (schema) => v.parse(schema, v7()),
  newToken: () => randomBytes(16).toString('base64url'),
};

/** What is stored of a token: enough to recognise it, useless to whoever reads the database. */
export const hashOfToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
