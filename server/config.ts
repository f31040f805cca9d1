/** The settings, read once from the environment; docs/running.md has the table. */
import { resolve } from 'node:path';
import * as v from 'valibot';
import { logLevels, type LogLevel } from './log.ts';

export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Null: `http://localhost:<port>`, once the port is known. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Null: one process, which knows by itself who is there. */
  readonly redisUrl: string | null;
  readonly logLevel: LogLevel;
  /** Null: nothing is measured. */
  readonly metricsPort: number | null;
}

const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
};
const hasScheme = (text: string, ...schemes: string[]): boolean =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol);

const portNumber = (name: string) =>
  [
    v.check(
      (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      `${name} must be a whole number from 0 to 65535.`,
    ),
    v.transform(Number),
  ] as const;

const settings = v.object({
  PORT: v.pipe(v.optional(v.string(), '8080'), ...portNumber('PORT')),
  HOST: v.pipe(
    v.optional(v.string(), 'localhost'),
    v.regex(/^[A-Za-z0-9.:_-]+$/, 'HOST must be a host name or an IP address to listen on.'),
  ),
  PUBLIC_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        isOrigin,
        'PUBLIC_URL must be an origin such as https://room.example.org, without a path.',
      ),
      v.transform((text) => new URL(text).origin),
    ),
  ),
  DATA_DIR: v.pipe(
    v.optional(v.string(), './data'),
    v.check((text) => text.trim() !== '' && !text.includes('\0'), 'DATA_DIR must name a folder.'),
    v.transform((text) => resolve(text)),
  ),
  DATABASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (text) => hasScheme(text, 'postgres:', 'postgresql:'),
        'DATABASE_URL must begin with postgres:// and name a database.',
      ),
    ),
  ),
  REDIS_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (text) => hasScheme(text, 'redis:', 'rediss:'),
        'REDIS_URL must begin with redis:// or rediss://.',
      ),
      v.check(
        (text) => new URL(text).hostname !== '',
        'REDIS_URL must name a host, such as redis://localhost:6379.',
      ),
      v.check((text) => {
        const { pathname, search, hash } = new URL(text);
        return /^(\/\d{0,4})?$/.test(pathname) && search === '' && hash === '';
      }, 'REDIS_URL may end in the number of a database, such as /0, and in nothing else.'),
    ),
  ),
  LOG_LEVEL: v.pipe(
    v.optional(v.string(), 'info'),
    v.picklist(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`),
  ),
  METRICS_PORT: v.optional(v.pipe(v.string(), ...portNumber('METRICS_PORT'))),
});

export type ConfigRead = { readonly config: Config } | { readonly mistakes: readonly string[] };

/** Reads the settings; an empty variable counts as unset. Each mistake is one sentence. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigRead {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = v.safeParse(settings, given, { abortPipeEarly: true });
  if (!read.success) return { mistakes: read.issues.map((issue) => issue.message) };
  const { PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, REDIS_URL } = read.output;
  const { LOG_LEVEL, METRICS_PORT } = read.output;
  return {
    config: {
      port: PORT,
      host: HOST,
      publicUrl: PUBLIC_URL ?? null,
      dataDir: DATA_DIR,
      databaseUrl: DATABASE_URL ?? null,
      redisUrl: REDIS_URL ?? null,
      logLevel: LOG_LEVEL,
      metricsPort: METRICS_PORT ?? null,
    },
  };
}
