/**
 * Runs other programs, each in a process group of its own, so that a signal to us ends all of it:
 * npm with the compiler it started, Vitest with its workers.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} Ended
 * @property {number} code exit code; 128 + the signal's number if a signal ended it; 127 if it could not be started
 * @property {string} output what it wrote to stdout and stderr, if captured
 * @property {boolean} tookTooLong
 */

/**
 * @typedef {object} Manner
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [captured] keep its output instead of showing it
 * @property {number} [limitMs] it is ended after that
 * @property {{ uid: number, gid: number } | undefined} [account] whose process it is; only root may say
 * @property {(pid: number) => void} [onStart]
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

const hasGroups = process.platform !== 'win32';

/**
 * Never throws: a program that can't be started has ended with 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Manner} [manner]
 * @returns {Promise<Ended>}
 */
export function run(command, args, manner = {}) {
  const { cwd, env = process.env, captured = false, limitMs, account, onStart } = manner;
  const shown = captured ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      ...account,
      detached: hasGroups,
      stdio: ['ignore', shown, shown],
    });
    running.add(child);
    if (child.pid !== undefined) onStart?.(child.pid);

    let output = '';
    let tookTooLong = false;
    const keep = (/** @type {Buffer} */ bytes) => {
      output += bytes.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);

    const limit =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            tookTooLong = true;
            signalTo(child, 'SIGKILL');
          }, limitMs);

    const end = (/** @type {number} */ code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code, output, tookTooLong });
    };
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    /**
     * @param {number | null} code
     * @param {NodeJS.Signals | null} signal
     */
    const endedBy = (code, signal) => {
      end(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    };
    // A captured output may still be on its way when the program has ended.
    child.once(captured ? 'close' : 'exit', endedBy);
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalTo(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(hasGroups ? -child.pid : child.pid, signal);
  } catch (error) {
    // Already gone between our look and the signal.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {NodeJS.Signals} signal */
function signalToAll(signal) {
  for (const child of running) signalTo(child, signal);
}

/**
 * From here a signal to us goes to everything that runs, and then ends us. Returns how to undo
 * that, for when the server takes the signals over.
 *
 * @returns {() => void}
 */
export function passSignalsOn() {
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    signalToAll(signal);
    process.exit(128 + constants.signals[signal]);
  };
  const onExit = () => {
    signalToAll('SIGTERM');
  };
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  process.on('exit', onExit);
  return () => {
    for (const signal of signals) process.off(signal, pass);
    process.off('exit', onExit);
  };
}
