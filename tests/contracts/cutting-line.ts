/** A line to Postgres that can be cut at the one moment where nobody knows what came of it. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttingLine {
  /** The server behind it, by way of the line. */
  readonly url: string;
  /** Cuts the connection of the next commit: as it comes by, or once it is done and not yet answered. */
  cutAt(moment: 'before' | 'after'): void;
  /** Cuts so far. */
  cuts(): number;
  close(): Promise<void>;
}

/** A simple query of Postgres's protocol ends its text with a zero. */
const commit = Buffer.from('commit\0');

export async function createCuttingLine(behind: URL): Promise<CuttingLine> {
  let next: 'before' | 'after' | null = null;
  let cuts = 0;
  const sockets = new Set<Socket>();

  const line = createServer((near) => {
    const far = connect(Number(behind.port), behind.hostname);
    let isSilent = false;
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    near.on('data', (chunk) => {
      const moment = chunk.includes(commit) ? next : null;
      if (moment) {
        next = null;
        cuts += 1;
      }
      if (moment === 'before') cut();
      else far.write(chunk);
      isSilent = moment === 'after';
    });
    far.on('data', (chunk) => {
      if (isSilent) cut();
      else near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');

  const url = new URL(behind);
  const address = line.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    cutAt(moment) {
      next = moment;
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      line.close();
      await once(line, 'close');
    },
  };
}
