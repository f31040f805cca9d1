import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { baseFields, kindNames, kinds } from '../../shared/board/item.ts';
import { sessionEvent } from '../../shared/session/events.ts';
import { down } from '../../shared/wire/down.ts';
import * as http from '../../shared/wire/http.ts';
import {
  boardMessage,
  boardPath,
  closeCode,
  protocolVersion,
  roomPath,
} from '../../shared/wire/protocol.ts';
import { answer, up } from '../../shared/wire/up.ts';

/** A schema as plain data: what it accepts, without the sentences it refuses with. */
const shapeOf = (schema: unknown, seen: readonly unknown[] = []): unknown => {
  if (typeof schema === 'function') return 'function';
  if (schema instanceof RegExp) return schema.source;
  if (typeof schema !== 'object' || schema === null) return schema ?? null;
  if (seen.includes(schema)) return 'cycle';
  const inside = [...seen, schema];
  if (Array.isArray(schema)) return schema.map((one) => shapeOf(one, inside));
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !['message', '~run', '~standard', 'expects', 'reference'].includes(key))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, shapeOf(value, inside)]),
  );
};

const bodies = Object.fromEntries(
  Object.entries(http).filter(([, value]) => typeof value === 'object'),
);
/** What lies on a board is on the wire as well: each kind's fields, and who may set them. */
const items = kindNames.map((name) => {
  const { madeBy, fields } = kinds[name];
  return { name, madeBy, fields: { ...baseFields, ...fields } };
});
const hash = createHash('sha256')
  .update(
    JSON.stringify(
      shapeOf({
        up,
        answer,
        down,
        sessionEvent,
        bodies,
        items,
        boardMessage,
        closeCode,
        boardPath,
        roomPath,
      }),
    ),
  )
  .digest('hex')
  .slice(0, 16);

test('[W1] the wire is the one that protocolVersion names', () => {
  // What crosses the wire has changed. If a page of the last release would no longer understand the
  // server, or the server it, raise `protocolVersion`; then, and only then, write the new hash here.
  expect({ protocolVersion, hash }).toEqual({ protocolVersion: 7, hash: 'fe1f0ebbef397392' });
});
