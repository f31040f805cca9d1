/** `GET /metrics` on a port of its own, which is not to be reached from where people come. */
import { createServer } from 'node:http';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';

interface MetricsServerParts {
  readonly metrics: Pick<Metrics, 'text'>;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
}

/**
 * For as long as the process runs.
 * @throws the error of `listen`, for example `EADDRINUSE`
 */
export async function serveMetrics({
  metrics,
  host,
  port,
  log,
}: MetricsServerParts): Promise<void> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
      (cause: unknown) => {
        log.error({ err: cause }, 'metrics could not be read');
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, ready);
  });
  server.unref();
}
