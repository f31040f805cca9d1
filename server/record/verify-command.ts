/** `npm run verify -- FILE` and `--database`: which records are what was sealed, and where one is not. */
import { readFile } from 'node:fs/promises';
import type { Verified } from '../../shared/record/record.ts';
import type { VerifiedRecord, VerifyAnswer } from '../../shared/record/verify.ts';
import type { RecordsInDatabase } from '../storage/reading.ts';
import { checkStored, notUnpacked } from './check-record.ts';
import { UnreadableFile, verifiedFile } from './read-file.ts';

export interface VerifyParts {
  readonly args: readonly string[];
  readonly database: () => Promise<RecordsInDatabase>;
  readonly say: (line: string) => void;
}

/** Exit codes: all of it holds, something does not, or there was nothing that could be checked. */
export const verifyExit = { holds: 0, breaks: 1, unreadable: 2 } as const;

const usage = 'Say what to check: npm run verify -- FILE, or npm run verify -- --database.';

/** @returns the exit code */
export async function verifyCommand({ args, database, say }: VerifyParts): Promise<number> {
  const [what] = args;
  if (what === undefined || args.length > 1) {
    say(usage);
    return verifyExit.unreadable;
  }
  return what === '--database' ? ofDatabase(await database(), say) : ofFile(what, say);
}

const told = (verified: Verified): string =>
  verified.holds
    ? `holds: ${verified.entries} entries, ${verified.hash}`
    : `DOES NOT HOLD. ${verified.where}`;

async function ofFile(path: string, say: VerifyParts['say']): Promise<number> {
  let answer: VerifyAnswer;
  try {
    answer = verifiedFile(await readFile(path), null);
  } catch (cause) {
    if (cause instanceof UnreadableFile) say(cause.message);
    else say(`The file ${path} can not be read.`);
    return verifyExit.unreadable;
  }
  for (const record of answer.records) say(`${nameOf(record)} ${told(record.verified)}`);
  for (const key of new Set(answer.records.map((one) => one.key))) {
    if (key !== null)
      say(`Sealed with the key ${key}; compare it with the one your practice noted.`);
  }
  for (const file of answer.unlike) say(`${file} is not what the list of this record says.`);
  if (answer.records.length === 0) say('There is no sealed record in it.');
  return answer.holds ? verifyExit.holds : verifyExit.breaks;
}

const nameOf = ({ session, path, openedAt }: VerifiedRecord): string => {
  const day = openedAt === null ? '' : ` of ${new Date(openedAt).toISOString().slice(0, 10)}`;
  return `The record ${session ?? path}${day}`;
};

async function ofDatabase(all: RecordsInDatabase, say: VerifyParts['say']): Promise<number> {
  const keys = all.keys.map((key) => Buffer.from(key).toString('base64url'));
  let count = 0;
  let broken = all.missing.length;
  for (const session of all.missing) say(`The record ${session} is missing.`);
  for await (const record of all.records()) {
    const checked = checkStored(record, keys[0] ?? null);
    const verified: Verified = checked?.verified ?? { holds: false, where: notUnpacked };
    count += 1;
    if (!verified.holds) broken += 1;
    say(`The record ${record.session} ${told(verified)}`);
  }
  await all.close();
  say(
    broken === 0
      ? `All ${count} records of this database hold.`
      : `${broken} records of this database do not hold.`,
  );
  return broken === 0 ? verifyExit.holds : verifyExit.breaks;
}
