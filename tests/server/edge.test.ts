import express from 'express';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { answerErrors } from '../../server/http/edge.ts';
import { createLog } from '../../server/log.ts';
import type { Trouble } from '../../shared/wire/http.ts';

/** What a request is answered when its route throws `cause`. */
async function answerTo(cause: Error): Promise<readonly [number, Trouble]> {
  const app = express();
  app.get('/', () => {
    throw cause;
  });
  app.use(answerErrors({ log: createLog('silent'), newId: () => 'some-id' }));
  const server = app.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const response = await fetch(`http://localhost:${String(port)}/`);
  const trouble = (await response.json()) as Trouble;
  server.close();
  return [response.status, trouble];
}

test.each(['SQLITE_CONSTRAINT_UNIQUE', '23505'])(
  '[F2] of two who want the same at once, the second is told that it is there already (%s)',
  async (code) => {
    const [status, trouble] = await answerTo(Object.assign(new Error('unique'), { code }));
    expect([status, trouble.reason]).toEqual([409, 'already-there']);
  },
);

test('[W4] a failure is answered with an id and without a claim about what was done', async () => {
  const [status, trouble] = await answerTo(new Error('secret'));
  expect([status, trouble.reason]).toEqual([500, 'failed']);
  expect(trouble.sentence).toContain('some-id');
  expect(trouble.sentence).not.toMatch(/secret|Nothing was changed/);
});
