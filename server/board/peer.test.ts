import * as v from 'valibot';
import { expect, test } from 'vitest';
import { personId } from '../../shared/ids.ts';
import { newPeer, sendInk, type Peer } from './peer.ts';

const mebibyte = 1_024 * 1_024;

/** A reader that takes nothing. */
function aStuckPeer(closes: string[]): Peer {
  const id = v.parse(personId, '019c0000-0000-7000-8000-0000000000a1');
  const peer = newPeer(
    {
      asker: { as: 'person', id },
      pass: 'pass',
      zone: 'joint',
      negotiated: true,
      clientId: 5,
      line: {
        write: () => undefined,
        close: (code, reason) => closes.push(`${String(code)} ${reason}`),
        bufferedBytes: () => 2 * mebibyte,
        charge: () => undefined,
      },
    },
    'edit',
  );
  peer.following = true;
  return peer;
}

test('[W7] a reader that is given up is closed and keeps nothing more in memory, though it never reads its close', () => {
  const closes: string[] = [];
  const peer = aStuckPeer(closes);
  const update = new Uint8Array(mebibyte);
  for (let seq = 1; peer.following; seq += 1) {
    sendInk(peer, update, update, seq, 0);
    expect(peer.backlog?.bytes ?? 0).toBeLessThanOrEqual(8 * mebibyte);
  }
  expect(closes).toEqual(['1013 slow']);
  expect(peer.backlog).toBeNull();
});
