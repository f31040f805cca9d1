/** The line to Redis: one connection that runs scripts, one that hears what the others publish. */
import { createClient } from 'redis';

/** Milliseconds until an answer counts as lost: a script takes a thousandth of that. */
const answersWithinMs = 2_000;
/** Milliseconds until an unreachable Redis counts as such. */
const connectsWithinMs = 3_000;
/** Milliseconds of silence after which a connection is dropped and made anew; beats are more frequent. */
const silentForMs = 12_000;
/** Milliseconds between two askings whether a connection that only listens still lives. */
const pingEveryMs = 4_000;
/** Milliseconds between two tries to come back; the first ones follow sooner. */
const triesEveryAtMostMs = 2_000;

export interface RedisLine {
  /** Rejects when there is no line, or no answer in time. */
  run(script: string, args: readonly string[]): Promise<unknown>;
  /** Both connections are there. */
  isUp(): boolean;
  /** Drops both at once. */
  close(): void;
}

interface RedisLineParts {
  readonly url: string;
  readonly channel: string;
  readonly onMessage: (message: string) => void;
  /** Both connections are there (again); what was published meanwhile was not heard. */
  readonly onUp: () => void;
  readonly onDown: (cause: unknown) => void;
}

/** Connects by itself and comes back by itself, until it is closed. */
export function openRedisLine(parts: RedisLineParts): RedisLine {
  const client = createClient({
    url: parts.url,
    // What can't be said now is said again with the next beat; a queue would say it late and twice.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectsWithinMs,
      socketTimeout: silentForMs,
      reconnectStrategy: (tries) => Math.min(triesEveryAtMostMs, 50 * 2 ** Math.min(tries, 6)),
    },
  });
  const ear = client.duplicate({ disableOfflineQueue: false, pingInterval: pingEveryMs });
  let isListening = false;
  let isClosed = false;

  const isUp = (): boolean => client.isReady && ear.isReady && isListening;
  const up = (): void => {
    if (isUp()) parts.onUp();
  };
  for (const one of [client, ear]) {
    one.on('error', (cause: unknown) => {
      if (!isClosed) parts.onDown(cause);
    });
    one.on('ready', up);
  }
  const whenOpen = (cause: unknown): void => {
    if (!isClosed) parts.onDown(cause);
  };
  client.connect().catch(whenOpen);
  ear
    .connect()
    .then(() => ear.subscribe(parts.channel, parts.onMessage)) // Comes back with the connection.
    .then(() => {
      isListening = true;
      up();
    })
    .catch(whenOpen);

  return {
    isUp,
    async run(script, args) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_done, failed) => {
        timer = setTimeout(() => {
          failed(new Error('no answer in time'));
        }, answersWithinMs);
      });
      try {
        return await Promise.race([client.eval(script, { arguments: [...args] }), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      isClosed = true;
      for (const one of [client, ear]) if (one.isOpen) one.destroy();
    },
  };
}
