/**
 * The thread that keeps the logs in SQLite: waiting for the disk here stalls nobody's drawing. It
 * takes calls one after the other and folds the journal in between.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { createFolding, type Folding } from './folding.ts';
import { createJournal } from './journal.ts';
import type { Answer, Call, LogCalls } from './log-calls.ts';
import { createLogHeads } from './log-heads.ts';
import { connect } from './sqlite-connection.ts';
import { createSqliteLogs } from './sqlite-logs.ts';
import { createSqliteRooms } from './sqlite-rooms.ts';
import { createUnfolded } from './unfolded.ts';

const threadParts = v.object({
  file: v.string(),
  fold: v.object({ afterMs: v.number(), afterBytes: v.number() }),
});

interface OpenLogs {
  readonly calls: LogCalls;
  readonly folding: Folding;
  /** After a failure nothing that was remembered is trusted. */
  readonly forget: () => void;
}

function openLogs(): OpenLogs {
  const { file, fold } = v.parse(threadParts, workerData);
  const raw = connect(file);
  try {
    const unfolded = createUnfolded();
    const heads = createLogHeads({ raw, unfolded });
    const journal = createJournal({ raw, heads, unfolded });
    journal.recover();
    journal.foldAll();
    const folding = createFolding({ journal, ...fold });
    const rooms = createSqliteRooms({ raw, heads });
    const logs = createSqliteLogs({ raw, heads, unfolded, journal, rooms });
    logs.forgetTraces(); // Whoever was killed after closing a room had no time for it.
    const stop = (): void => {
      folding.stop();
      journal.foldAll();
      raw.close();
    };
    return { calls: { ...rooms, ...logs, stop }, folding, forget: heads.forgetAll };
  } catch (cause) {
    raw.close();
    throw cause;
  }
}

function serve(port: MessagePort, { calls, folding, forget }: OpenLogs): void {
  port.on('message', ([name, ...args]: Call) => {
    let answer: Answer;
    try {
      // The compiler can't follow that name and arguments belong together; Call says so.
      const call = calls[name] as (...given: unknown[]) => unknown;
      answer = { done: call(...args) };
    } catch (cause) {
      forget();
      answer = failure(cause);
    }
    port.postMessage(answer);
    if (name === 'stop') port.close();
    else folding.plan();
  });
}

/** What is left of an error between threads; SQLite's code tells a full disk from a damaged file. */
function failure(cause: unknown): Answer {
  if (!(cause instanceof Error)) return { failed: { name: 'Error', message: String(cause) } };
  const { name, message } = cause;
  const code = cause instanceof Sqlite.SqliteError ? { code: cause.code } : {};
  return { failed: { name, message, ...code } };
}

if (parentPort) {
  try {
    serve(parentPort, openLogs());
    parentPort.postMessage({ done: null } satisfies Answer);
  } catch (cause) {
    parentPort.postMessage(failure(cause));
  }
}
