/** Counts what the two runners report. A failure that is no test's own counts as one failed. */
import { readFile } from 'node:fs/promises';
import { say } from '../../server/start/trouble.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */
/** @typedef {import('../../server/start/run.mjs').Ended} Ended */

/** @type {Tally} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Tally} a
 * @param {Tally} b
 * @returns {Tally}
 */
export const plus = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** @param {Tally} tally */
export function inOneLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : '');
}

/**
 * @param {string} file
 * @param {Ended} ended
 * @returns {Promise<Tally>}
 */
export async function ofVitest(file, ended) {
  const report = await read(file);
  if (report === null) return withoutReport(ended);
  // A file that could not be loaded has failed without having a test.
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ one) =>
      one.status === 'failed' && one.assertionResults.length === 0,
  );
  return withExitCode(ended, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * @param {string} file
 * @param {Ended} ended
 * @returns {Promise<Tally>}
 */
export async function ofPlaywright(file, ended) {
  const report = await read(file);
  if (report === null) return withoutReport(ended);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withExitCode(ended, {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
  });
}

/** @param {string} file */
async function read(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

/** @param {Ended} ended */
function withoutReport(ended) {
  return withExitCode(ended, none);
}

/**
 * An error outside every test, or a run that was ended, shows only in the exit code.
 *
 * @param {Ended} ended
 * @param {Tally} tally
 */
function withExitCode({ code, tookTooLong }, tally) {
  if (tookTooLong) say('The run was ended because it took too long.');
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
