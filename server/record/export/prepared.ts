/** A wish become what its file holds, every word of it as it may leave. Nothing is made yet. */
import { createHash } from 'node:crypto';
import { zoneWords } from '../../../shared/board/zone-words.ts';
import { ownerOf } from '../../../shared/board/zone.ts';
import { levelWords } from '../../../shared/goal/visible-to.ts';
import type { ParticipantId, PersonId, PictureId } from '../../../shared/ids.ts';
import {
  agreedGoals,
  agreementsOn,
  groundRulesOn,
  type AgreedGoal,
} from '../../../shared/record/agreed.ts';
import { documentWithout, type Document } from '../../../shared/record/document.ts';
import type { PreviewItem, WishOf } from '../../../shared/record/export.ts';
import { goalsDocument } from '../../../shared/record/goals-part.ts';
import { ownItemsDocument, type OwnSession } from '../../../shared/record/own-items.ts';
import { hiding, type Redaction } from '../../../shared/record/redaction.ts';
import type { SessionRecordRead } from '../../../shared/record/record.ts';
import { shownItems } from '../../../shared/record/shown-items.ts';
import { summaryOf, type SummarySession } from '../../../shared/record/summary.ts';
import type { Clock } from '../../clock.ts';
import type { GoalBoards } from '../../goal/goal-boards.ts';
import { notFound } from '../../refused.ts';
import type { Therapist } from '../../storage/account-store.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import {
  boardAt,
  castOf,
  dayOf,
  keptRecords,
  keptSession,
  sessionsToExport,
  type KeptParts,
} from './kept.ts';
import type { ExportOrder } from './make-export.ts';

export interface PreparedParts extends KeptParts {
  readonly goals: GoalBoards;
  readonly clock: Clock;
}

/** What is in the file, and what the page is shown of it. */
export interface Prepared<Content> {
  readonly content: Content;
  readonly items: readonly PreviewItem[];
  readonly drawingsLeftOut: number;
}
export type BoardContent = Omit<ExportOrder, 'format' | 'pictures' | 'people'> & {
  readonly people: ExportOrder['people'];
  readonly pictureIds: readonly PictureId[];
};

export const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');

/** Stands for exactly what was previewed. */
export const seenOf = (content: unknown): string => sha256(JSON.stringify(content));

/** First names as they are, and as they were in a record: a hidden one is hidden by both. */
const namesIn = (family: FamilyRecord, records: readonly Pick<SessionRecordRead, 'head'>[]) => [
  ...family.people,
  ...records.flatMap(({ head }) => head.people),
];

const therapistsOf = (record: SessionRecordRead): ReadonlySet<string> =>
  new Set(record.head.therapists.map(({ id }) => id));

/** What a session's shared board says was agreed, as it lay there at the end. */
export function agreedIn(record: SessionRecordRead): readonly string[] {
  const items = boardAt(record, 'joint', null);
  const therapists = therapistsOf(record);
  return [...groundRulesOn(items), ...agreementsOn(items, (id) => therapists.has(id))];
}

const hashOf = ({ verified }: SessionRecordRead): string | null =>
  verified?.holds ? verified.hash : null;

export async function preparedSummary(
  parts: PreparedParts,
  therapist: Therapist,
  family: FamilyRecord,
  wish: WishOf<'summary'>,
): Promise<Prepared<Document>> {
  const { from, until, redaction, timeZone, words } = wish;
  const now = parts.clock.now();
  const isIn = (at: number): boolean => at >= (from ?? 0) && at <= Math.min(until ?? now, now);
  const kept = new Map<string, { hash: string | null; agreed: readonly string[]; at: number }>();
  const heads: Pick<SessionRecordRead, 'head'>[] = [];
  for await (const { session, record } of keptRecords(parts, family)) {
    const { endedAt } = record.head;
    heads.push({ head: record.head });
    kept.set(session.id, { hash: hashOf(record), agreed: agreedIn(record), at: endedAt });
  }
  const sessions = (await sessionsToExport(parts, family)).flatMap((one): SummarySession[] => {
    const at = dayOf(one);
    if (at === null || !isIn(at)) return [];
    const { kind } = one.plan;
    return [{ kind, at, wasHeld: one.state === 'ended', hash: kept.get(one.id)?.hash ?? null }];
  });
  const hashes = sessions.flatMap(({ hash }) => hash ?? []);
  const document = summaryOf({
    practice: therapist.practiceName,
    reference: family.reference,
    therapists: family.therapists.map(({ name }) => name),
    ...{ words, madeAt: now, timeZone, from, until, sessions },
    agreements: [...kept.values()]
      .filter(({ agreed, at }) => agreed.length > 0 && isIn(at))
      .map(({ agreed, at }) => ({ at, words: agreed })),
    goals: (await goalsOf(parts, family)).filter(({ agreedAt }) => isIn(agreedAt)),
    hashOfHashes: hashes.length > 0 ? sha256(hashes.map((hash) => `${hash}\n`).join('')) : null,
  });
  return withoutItems(documentWithout(document, hiding(redaction, namesIn(family, heads))));
}

const withoutItems = (content: Document): Prepared<Document> => ({
  ...{ content, items: [], drawingsLeftOut: 0 },
});

export async function goalsOf(
  { goals }: Pick<PreparedParts, 'goals'>,
  family: FamilyRecord,
  among = 2,
): Promise<readonly AgreedGoal[]> {
  return agreedGoals((await goals.of(family.id)).board(), among);
}

export async function preparedGoals(
  parts: PreparedParts,
  family: FamilyRecord,
  { redaction, timeZone }: WishOf<'goals'>,
): Promise<Prepared<Document>> {
  await sessionsToExport(parts, family); // Refused while one of them runs.
  const board = (await parts.goals.of(family.id)).board();
  const { people, reference } = family;
  const document = goalsDocument({ board, people, reference, timeZone });
  return withoutItems(documentWithout(document, hiding(redaction, people)));
}

/** @throws Refused `not-found` for whoever is not of the family */
export function personOf(family: FamilyRecord, id: PersonId): FamilyRecord['people'][number] {
  const person = family.people.find((one) => one.id === id);
  if (!person) throw notFound();
  return person;
}

/** What they made on each board they could write on, as it lay there at the end; no goals' cards. */
export const ownOn = (record: SessionRecordRead, person: PersonId) =>
  record.moments
    .flatMap(({ zones }) => zones.map(({ zone }) => zone))
    .filter((zone, at, all) => all.indexOf(zone) === at)
    .filter((zone) => zone === 'joint' || ownerOf(zone) === person)
    .flatMap((zone) => boardAt(record, zone, null))
    .filter((item) => item.by === person && item.kind !== 'goal');

const judging = (family: FamilyRecord, redaction: Redaction, record: SessionRecordRead) => {
  const cast = castOf(record);
  return {
    redaction,
    hide: hiding(redaction, namesIn(family, [record])),
    nameOf: (id: ParticipantId): string => cast.get(id)?.name ?? 'Someone',
    childOf: (id: ParticipantId) => {
      const person = record.head.people.find((one) => one.id === id);
      return person ? { id: person.id, isChild: person.role === 'child' } : null;
    },
  };
};

export async function preparedOwnItems(
  parts: PreparedParts,
  family: FamilyRecord,
  wish: WishOf<'own-items'>,
): Promise<Prepared<Document>> {
  const { id, firstName } = personOf(family, wish.person);
  const sessions: OwnSession[] = [];
  const heads: Pick<SessionRecordRead, 'head'>[] = [];
  const preview: PreviewItem[] = [];
  let drawingsLeftOut = 0;
  for await (const { record } of keptRecords(parts, family)) {
    const own = ownOn(record, id).filter(({ hidden }) => !hidden);
    const shown = shownItems(own, judging(family, wish.redaction, record));
    const { title, endedAt } = record.head;
    heads.push({ head: record.head });
    const bars = shown.bars.length;
    sessions.push({ title, at: endedAt, items: shown.items, bars, answers: [] });
    preview.push(...shown.preview);
    drawingsLeftOut += shown.drawingsLeftOut;
  }
  const asked = { firstName, person: id, sessions, timeZone: wish.timeZone };
  const document = ownItemsDocument(asked, family.reference);
  return {
    content: documentWithout(document, hiding(wish.redaction, namesIn(family, heads))),
    ...{ items: preview, drawingsLeftOut },
  };
}

const counted = (number: number, one: string, many: string): string =>
  number === 1 ? one : `${String(number)} ${many}`;

export async function preparedBoard(
  parts: PreparedParts,
  family: FamilyRecord,
  wish: WishOf<'board'>,
): Promise<Prepared<BoardContent>> {
  const { record } = await keptSession(parts, family, wish.session);
  if (!record.moments.some(({ zones }) => zones.some(({ zone }) => zone === wish.zone))) {
    throw notFound();
  }
  const asked = judging(family, wish.redaction, record);
  const { items, bars, preview, drawingsLeftOut } = shownItems(
    boardAt(record, wish.zone, wish.at),
    asked,
  );
  const cast = castOf(record);
  const authors = new Set<string>(items.map(({ by }) => by));
  const hasGoals = items.some(({ kind }) => kind === 'goal');
  const { startLevel } = (await parts.goals.of(family.id)).board();
  const name = (owner: PersonId): string | undefined => cast.get(owner)?.name;
  return {
    content: {
      ...{ paper: wish.paper, isSplit: false, items, bars },
      people: [...cast]
        .filter(([id]) => authors.has(id))
        .map(([id, look]) => [id, { ...look, name: asked.hide(look.name) }]),
      pictureIds: items.flatMap((one) => (one.kind === 'picture' ? [one.picture] : [])),
      title: asked.hide(zoneWords(wish.zone, name)),
      remarks: [
        ...(hasGoals ? [`The levels of these goals begin at ${levelWords(startLevel)}.`] : []),
        ...(bars.length > 0
          ? [`${counted(bars.length, 'One thing is', 'things are')} blacked out.`]
          : []),
        ...(drawingsLeftOut > 0
          ? [
              `${counted(drawingsLeftOut, 'One stroke or drawing is', 'strokes and drawings are')} left out.`,
            ]
          : []),
      ],
    },
    ...{ items: preview, drawingsLeftOut },
  };
}
