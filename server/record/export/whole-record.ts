/**
 * All that is kept of a family but private notes, for the therapist: to go on elsewhere, or to look
 * through with counsel. It says of itself that it is not what a court gets by default (rule R55).
 */
import { zoneWords } from '../../../shared/board/zone-words.ts';
import type { Zone } from '../../../shared/board/zone-name.ts';
import type { PersonId, SessionId } from '../../../shared/ids.ts';
import { dayWriter } from '../../../shared/record/days.ts';
import type { SessionRecordRead } from '../../../shared/record/record.ts';
import { replayOf } from '../../../shared/record/replay.ts';
import { Refused } from '../../refused.ts';
import { listSealPath } from '../read-file.ts';
import { sealedList } from '../seal.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import type { StoredKey, StoredRecord } from '../../storage/record-store.ts';
import type { BoardExports } from './board-exports.ts';
import { boardAt, castOf, keptRecords } from './kept.ts';
import type { ExportOrder } from './make-export.ts';
import type { PicturesOn } from './pictures-on.ts';
import type { PreparedParts } from './prepared.ts';
import { recordFile } from './record-file.ts';
import { listed, type Listed, type ZipEntry } from './zip.ts';

export interface WholeParts extends PreparedParts {
  readonly exports: Pick<BoardExports, 'makeInTurn'>;
  readonly picturesOn: PicturesOn;
  /** A sealed record as it is stored; null where a session closed before there were any. */
  readonly sealed: (session: SessionId) => Promise<StoredRecord | null>;
  /** The practice's, which seals the list. */
  readonly keyOf: (family: FamilyRecord) => Promise<StoredKey>;
}

export const wholeHolds: readonly string[] = [
  'each sealed record as it is stored, to be checked by “npm run verify”, and the same as JSON',
  'each board as it lay there at the end, as SVG and PNG, with what was hidden from the family',
  'what happened in each session: who was there, exercises, answers, messages and short breaks',
  'the family’s goals with all their wordings, answers and levels',
  'a list of all files with the SHA-256 of each, sealed with the practice’s key',
];
export const wholeLacks: readonly string[] = [
  'private notes, and the private remark on the family',
  'what was torn up or taken back',
  'links, sign-ins and devices',
];

const json = (path: string, content: unknown): ZipEntry => ({
  path,
  bytes: Buffer.from(`${JSON.stringify(content, null, 1)}\n`),
});

/** In the order of the zip; one session after the other, and one file of it at a time. */
export async function* wholeRecord(
  parts: WholeParts,
  family: FamilyRecord,
  timeZone: string,
): AsyncGenerator<ZipEntry> {
  const files: Listed[] = [];
  const kept = (entry: ZipEntry): ZipEntry => {
    files.push(listed(entry));
    return entry;
  };
  const madeAt = parts.clock.now();
  const { reference, people, therapists, rules } = family;
  yield kept(readme(dayWriter(timeZone)(madeAt), reference));
  yield kept(json('family.json', { reference, people, therapists, rules }));
  yield kept(json('goals.json', (await parts.goals.of(family.id)).board()));
  for await (const { session, record } of keptRecords(parts, family)) {
    for await (const entry of ofSession(parts, session.id, record)) yield kept(entry);
  }
  const list = json('manifest.json', { is: 'whole record', madeAt, reference, files });
  yield list;
  const seal = sealedList(list.bytes, await parts.keyOf(family));
  yield { path: listSealPath, bytes: Buffer.from(`${seal}\n`) };
}

async function* ofSession(
  parts: WholeParts,
  session: SessionId,
  record: SessionRecordRead,
): AsyncGenerator<ZipEntry> {
  const sealed = await parts.sealed(session);
  if (sealed) yield { path: `record/${session}.record`, bytes: recordFile(sealed) };
  yield json(`record/${session}.json`, record);
  for (const zone of replayOf(record).zones) {
    for (const format of ['svg', 'png'] as const) {
      yield await boardFile(parts, session, record, zone, format);
    }
  }
}

/** A board that can't be drawn has its sentence in its place, and all the others are there. */
async function boardFile(
  { exports, picturesOn }: WholeParts,
  session: SessionId,
  record: SessionRecordRead,
  zone: Zone,
  format: 'svg' | 'png',
): Promise<ZipEntry> {
  const cast = castOf(record);
  const items = boardAt(record, zone, null);
  const name = (owner: PersonId): string | undefined => cast.get(owner)?.name;
  const order: ExportOrder = {
    ...{ format, paper: 'a4', isSplit: false, items, people: [...cast], bars: [], remarks: [] },
    pictures: await picturesOn(session, items),
    title: zoneWords(zone, name),
  };
  const path = `boards/${session}/${zone.replace(':', '-')}.${format}`;
  try {
    return { path, bytes: await exports.makeInTurn(order) };
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    return { path: `${path}.txt`, bytes: Buffer.from(`${cause.trouble.sentence}\n`) };
  }
}

const readme = (day: string, reference: string): ZipEntry => ({
  path: 'README.txt',
  bytes: Buffer.from(
    [
      'THE THERAPIST’S WHOLE RECORD',
      '',
      `Case reference: ${reference || 'none was given'}`,
      `Made on ${day}`,
      '',
      'This is everything that is kept of a family but the private notes. It is not what a',
      'court gets by default: that is the short summary. It holds words of a child and of',
      'parents that none of them has released. Whoever asks for it may be entitled to less',
      'than this; have somebody who knows the law look at it before it is handed on.',
      '',
      'In it:',
      ...wholeHolds.map((line) => `  - ${line}`),
      '',
      'Not in it:',
      ...wholeLacks.map((line) => `  - ${line}`),
      '',
      'manifest.json lists every file with its length and its SHA-256; manifest.seal is the',
      'practice’s signature of that list. “npm run verify” checks all of it.',
      '',
    ].join('\r\n'),
  ),
});
