/** Checks a file that somebody has: whether it is what was sealed. Nothing of it is kept. */
import express, { Router, type RequestHandler } from 'express';
import { mostVerifiedBytes } from '../../shared/record/verify.ts';
import type { SignIns } from '../access/sign-ins.ts';
import type { Clock } from '../clock.ts';
import { Refused } from '../refused.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { publicKeyOf } from './record-reading.ts';
import type { RecordThread } from './record-thread.ts';
import { newPracticeKey } from './seal.ts';

interface Parts {
  readonly signIns: SignIns;
  readonly records: Pick<RecordStore, 'key'>;
  readonly thread: RecordThread;
  readonly clock: Clock;
}

export function verifyRoutes({ signIns, records, thread, clock }: Parts): Router {
  const router = Router();
  /** Before 64 MB are taken in. */
  const signedIn: RequestHandler = async (request, _response, next) => {
    await signIns.needed(request);
    next();
  };
  const file = express.raw({ type: () => true, limit: mostVerifiedBytes });

  router.post('/verify', signedIn, file, async (request, response) => {
    const { practice } = await signIns.needed(request);
    response.json(await check(practice, request.body));
  });

  async function check(practice: Parameters<RecordStore['key']>[0], body: unknown) {
    if (!(body instanceof Uint8Array)) throw new Refused('bad-input', 'This file is empty.');
    const key = publicKeyOf(await records.key(practice, clock.now(), newPracticeKey));
    const answer = await thread.call('verifyFile', [new Uint8Array(body), key]);
    if ('sentence' in answer) throw new Refused('bad-input', answer.sentence);
    return answer;
  }

  return router;
}
