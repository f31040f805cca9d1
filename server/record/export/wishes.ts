/** What becomes of a wish: what it is previewed as, and the file it is made into. */
import type { ExportPreview, ExportWish, WishOf } from '../../../shared/record/export.ts';
import type { Document } from '../../../shared/record/document.ts';
import { Refused } from '../../refused.ts';
import type { Therapist } from '../../storage/account-store.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import type { BoardExports } from './board-exports.ts';
import { sessionsToExport } from './kept.ts';
import { preparedOwnCopy } from './own-copy.ts';
import type { PicturesOn } from './pictures-on.ts';
import {
  preparedBoard,
  preparedGoals,
  preparedOwnItems,
  preparedSummary,
  seenOf,
  type BoardContent,
  type Prepared,
  type PreparedParts,
} from './prepared.ts';
import { wholeHolds, wholeLacks, wholeRecord, type WholeParts } from './whole-record.ts';
import type { ZipEntry } from './zip.ts';

export interface WishParts extends PreparedParts, WholeParts {
  readonly exports: BoardExports;
  readonly picturesOn: PicturesOn;
}

interface Asked {
  readonly therapist: Therapist;
  readonly family: FamilyRecord;
}

/** A wish of which nothing is made yet. */
export interface Ready {
  readonly preview: ExportPreview;
  make(): Promise<MadeFile>;
  /** A board’s picture as it would be in the file. @throws Refused `not-found` for any other wish */
  picture?(): Promise<Buffer>;
}

export type MadeFile =
  | { readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly entries: AsyncIterable<ZipEntry> };

const pdf = 'application/pdf';

export function readyFor(parts: WishParts, asked: Asked, wish: ExportWish): Promise<Ready> {
  const { therapist, family } = asked;
  switch (wish.kind) {
    case 'summary':
      return document(parts, wish, preparedSummary(parts, therapist, family, wish));
    case 'goals':
      return document(parts, wish, preparedGoals(parts, family, wish));
    case 'own-items':
      return document(parts, wish, preparedOwnItems(parts, family, wish));
    case 'board':
      return board(parts, wish, preparedBoard(parts, family, wish));
    case 'own-copy':
      return ownCopy(parts, family, wish);
    case 'whole':
      return whole(parts, family, wish);
    default:
      return wish satisfies never;
  }
}

async function document(
  { exports }: WishParts,
  { kind, paper }: WishOf<'summary' | 'goals' | 'own-items'>,
  preparing: Promise<Prepared<Document>>,
): Promise<Ready> {
  const { content, items, drawingsLeftOut } = await preparing;
  const order = { format: 'document', document: content, paper } as const;
  return {
    preview: {
      seen: seenOf(order),
      shows: { is: 'document', document: content },
      ...{ items, drawingsLeftOut },
    },
    make: async () => ({ name: `${kind}.pdf`, type: pdf, bytes: await exports.make(order) }),
  };
}

const boardTypes = { pdf, png: 'image/png', svg: 'image/svg+xml; charset=utf-8' } as const;

async function board(
  { exports, picturesOn }: WishParts,
  { session, format }: WishOf<'board'>,
  preparing: Promise<Prepared<BoardContent>>,
): Promise<Ready> {
  const { content, items, drawingsLeftOut } = await preparing;
  const drawn = async (as: typeof format) =>
    exports.make({
      ...content,
      format: as,
      pictures: await picturesOn(session, content.items),
    });
  return {
    preview: {
      seen: seenOf({ ...content, format }),
      shows: { is: 'board' },
      ...{ items, drawingsLeftOut },
    },
    make: async () => ({
      ...{ name: `board.${format}`, type: boardTypes[format] },
      bytes: await drawn(format),
    }),
    picture: () => drawn('png'),
  };
}

async function ownCopy(
  parts: WishParts,
  family: FamilyRecord,
  wish: WishOf<'own-copy'>,
): Promise<Ready> {
  const { document: words, json } = await preparedOwnCopy(parts, family, wish);
  const { paper } = wish;
  async function* entries(): AsyncGenerator<ZipEntry> {
    const order = { format: 'document', document: words, paper } as const;
    yield { path: 'own-copy.pdf', bytes: await parts.exports.makeInTurn(order) };
    yield { path: 'own-copy.json', bytes: Buffer.from(`${JSON.stringify(json, null, 1)}\n`) };
  }
  return {
    preview: {
      seen: seenOf({ words, json }),
      shows: { is: 'document', document: words },
      ...{ items: [], drawingsLeftOut: 0 },
    },
    make: () => Promise.resolve({ name: 'own-copy.zip', entries: entries() }),
  };
}

async function whole(
  parts: WishParts,
  family: FamilyRecord,
  wish: WishOf<'whole'>,
): Promise<Ready> {
  const sessions = (await sessionsToExport(parts, family)).map(({ id, endedAt }) => [id, endedAt]);
  const ended = sessions.filter(([, endedAt]) => endedAt !== null).length;
  return {
    preview: {
      seen: seenOf(sessions),
      shows: { is: 'files', sessions: ended, holds: wholeHolds, without: wholeLacks },
      ...{ items: [], drawingsLeftOut: 0 },
    },
    make: () =>
      Promise.resolve({
        name: 'whole-record.zip',
        entries: wholeRecord(parts, family, wish.timeZone),
      }),
  };
}

/** @throws Refused `refused` unless what was previewed is still what the file would hold (rule R54) */
export function checkSeen({ preview }: Ready, seen: string): void {
  if (preview.seen === seen) return;
  throw new Refused(
    'refused',
    'What this file would hold has changed since you looked at it. Please look at it again.',
  );
}
