/** A way to a server that takes a given time there and back, as a process of its own. */
import { join } from 'node:path';
import { freePort } from '../../support/process.ts';
import { startChild } from './child.ts';
import { urlOf } from './kinbridge-process.ts';

export interface SlowLine {
  /** Where it is entered. */
  readonly url: string;
  /** From now on. It begins with none. */
  takes(roundTripMs: number): void;
  end(): Promise<void>;
}

export async function startSlowLine(serverPort: number): Promise<SlowLine> {
  const port = await freePort();
  const child = await startChild({
    file: join(import.meta.dirname, 'slow-line-process.mjs'),
    env: { PORT: String(port), SERVER_PORT: String(serverPort) },
    ready: /ready/,
  });
  return {
    url: urlOf(port),
    takes(roundTripMs) {
      child.say({ oneWayMs: roundTripMs / 2 });
    },
    end: child.end,
  };
}
