/** What goes wrong before the server runs, said in a sentence for whoever started it. */

/** The world is not as the set-up needs it. The message is a whole sentence; no stack is shown. */
export class Trouble extends Error {}

/** @type {Readonly<Record<string, string>>} */
const sentences = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/**
 * @param {unknown} error
 * @returns {string} one sentence, or the stack if it is a mistake of ours
 */
export function inWords(error) {
  if (error instanceof Trouble) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const reason = code === undefined ? undefined : sentences[code];
  if (reason !== undefined) return `Kinbridge could not use ${path ?? 'its folder'}: ${reason}.`;
  return error.stack ?? error.message;
}

/**
 * The edge of every script here: a failure ends the process with exit code 1 and its sentence.
 *
 * @param {() => Promise<void>} work
 */
export async function orSayWhy(work) {
  try {
    await work();
  } catch (error) {
    console.error(inWords(error));
    process.exit(1);
  }
}

/** @param {string} sentence */
export function say(sentence) {
  console.log(sentence);
}
