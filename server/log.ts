/** Logs carry ids, kinds, counts and durations; never text, names, drawings, addresses or tokens. */
import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Of an error only its kind and place: its message may quote what somebody wrote. */
const bareError = (cause: unknown): unknown =>
  cause instanceof Error
    ? { name: cause.name, code: 'code' in cause ? cause.code : undefined, stack: placesOf(cause) }
    : typeof cause === 'string'
      ? cause
      : typeof cause;

const placesOf = (cause: Error): string =>
  (cause.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join('\n');

/** Writes JSON lines to standard error, so that standard output stays for people. */
export const createLog = (level: LogLevel): Log =>
  pino({ level, base: null, serializers: { err: bareError } }, process.stderr);
