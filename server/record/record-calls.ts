/** What is done with records beside the event loop. */
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { therapistAppearance } from '../../shared/family/person.ts';
import type { Instant, PersonId, SessionId } from '../../shared/ids.ts';
import { lyingAfter } from '../../shared/record/lying.ts';
import type { Removal, Verified } from '../../shared/record/record.ts';
import type { TearUp } from '../../shared/record/tear-up.ts';
import type { VerifyAnswer } from '../../shared/record/verify.ts';
import { sessionEvent, type SessionEvent } from '../../shared/session/events.ts';
import type { PackedLog } from '../storage/log-calls.ts';
import type { Findable, StoredRecord } from '../storage/record-store.ts';
import { readLog } from '../storage/room-rows.ts';
import type { LogEntry } from '../storage/room-store.ts';
import { checkStored, notUnpacked, type CheckedRecord } from './check-record.ts';
import { distilled, type HeadFacts } from './distil/distil.ts';
import { findableBy } from './findable.ts';
import { packed, type PackedBody } from './packed.ts';
import { UnreadableFile, verifiedFile } from './read-file.ts';
import { recordRead } from './read-record.ts';
import { copiesTornUp, roleOf, tornUp, type Laid, type TornBody } from './tear-up.ts';
import type { ThumbnailOrder } from './thumbnail.ts';

/** A session that is to be closed. */
export interface DistilOrder {
  readonly room: SessionId;
  readonly log: PackedLog;
  /** What closes it, not in the log yet. */
  readonly last: readonly LogEntry[];
  readonly plan: Parameters<typeof distilled>[2];
  readonly facts: HeadFacts;
}

export interface Closing extends PackedBody {
  readonly findable: Findable;
  readonly kept: readonly LogEntry[];
}

export interface Opened {
  /** JSON as it is answered, gzip; null where nothing of the record can be read. */
  readonly answer: Uint8Array<ArrayBuffer> | null;
  readonly verified: Verified;
}

/** The joint board as it stood at the end, as the family saw it. */
export type JointBoard = Omit<ThumbnailOrder, 'pictures'>;

export interface TearUpOrder {
  readonly record: StoredRecord;
  readonly key: string;
  readonly what: TearUp;
  readonly asked: PersonId | null;
  readonly at: Instant;
}
/** What was torn up in one record of a family, and is to be looked for in its others. */
export interface CopiesOrder extends Pick<TearUpOrder, 'record' | 'key' | 'at'> {
  readonly laid: readonly Laid[];
  readonly role: Removal['role'];
}

interface TornRecord extends PackedBody {
  readonly findable: Findable;
  readonly things: number;
  readonly role: Removal['role'];
  readonly laid: readonly Laid[];
}
/** `broken`: the record does not verify, and what is wrong with it would be covered up. */
export type Torn = TornRecord | 'not-there' | 'broken';

/** Each is done whole before the next is begun. */
export interface RecordCalls {
  distil(order: DistilOrder): Closing;
  open(record: StoredRecord, key: string | null): Opened;
  /** Null where it can't be read. */
  joint(record: StoredRecord): JointBoard | null;
  thumbnail(order: ThumbnailOrder): Promise<Uint8Array>;
  tearUp(order: TearUpOrder): Torn;
  /** Of a record that can't be read nothing is shown to anybody: in it nothing is there. */
  tearUpCopies(order: CopiesOrder): Torn;
  /** A sentence where the file is none that can be checked. */
  verifyFile(bytes: Uint8Array, key: string | null): VerifyAnswer | { readonly sentence: string };
}

const utf8 = new TextEncoder();
const utf8Text = new TextDecoder('utf-8', { fatal: true });

const readEvent = ({ bytes }: LogEntry): SessionEvent =>
  v.parse(sessionEvent, JSON.parse(utf8Text.decode(bytes)));

/** What is left of the log: the room, when it is asked for again, is one that has ended. */
const keptOf = (decisions: ReadonlyMap<LogEntry, SessionEvent>): readonly LogEntry[] =>
  [...decisions].flatMap(([entry, event]): readonly LogEntry[] => {
    if (event.kind === 'ended') return [entry];
    if (event.kind !== 'opened') return [];
    const { exercises: _planned, ...rest } = event; // A question of the therapist's may be in it.
    return [{ ...entry, bytes: utf8.encode(JSON.stringify(rest)) }];
  });

function distil({ room, log, last, plan, facts }: DistilOrder): Closing {
  const all = [...readLog(room, 0, log), ...last];
  const decisions = new Map(
    all.flatMap((entry) => (entry.kind === 'decision' ? [[entry, readEvent(entry)] as const] : [])),
  );
  const eventOf = (entry: LogEntry): SessionEvent => decisions.get(entry) ?? readEvent(entry);
  const { entries, body } = distilled(all, eventOf, plan, facts);
  const verified: Verified = { holds: true, hash: body.hash, entries: entries.length };
  const read = recordRead({ entries, body, verified, seal: null });
  if (!read) throw new Error('[R1] a record without its beginning');
  return { ...packed(room, body), findable: findableBy(read), kept: keptOf(decisions) };
}

/** Little is gained by more: it is read once, from a machine nearby. */
const gzipLevel = 3;

function open(record: StoredRecord, key: string | null): Opened {
  const checked = checkStored(record, key);
  if (!checked) return { answer: null, verified: { holds: false, where: notUnpacked } };
  const read = recordRead(checked);
  const answer = read && new Uint8Array(gzipSync(JSON.stringify(read), { level: gzipLevel }));
  return { answer, verified: checked.verified };
}

function joint(record: StoredRecord): JointBoard | null {
  const checked = checkStored(record, null);
  const read = checked && recordRead(checked);
  if (!read) return null;
  const board = lyingAfter(read).find(({ zone }) => zone === 'joint');
  const { people, therapists } = read.head;
  return {
    items: (board?.items ?? []).filter(({ hidden }) => !hidden),
    people: [
      ...people.map(({ id, firstName, colour, shape }) => {
        return [id, { name: firstName, colour, shape }] as const;
      }),
      ...therapists.map(({ id, name }) => [id, { name, ...therapistAppearance }] as const),
    ],
  };
}

/** By itself: what draws is large, and most threads never need it. */
async function thumbnail(order: ThumbnailOrder): Promise<Uint8Array> {
  const { drawnSmall } = await import('./thumbnail.ts');
  return drawnSmall(order);
}

function tearUp({ record, key, what, asked, at }: TearUpOrder): Torn {
  const checked = checkStored(record, key);
  if (!checked?.verified.holds) return 'broken';
  const role = roleOf(checked.entries, asked);
  const torn = role && tornUp(checked.entries, checked.body, what, { at, role });
  return torn ? tornRecord(record, checked, torn) : 'not-there';
}

function tearUpCopies({ record, key, laid, role, at }: CopiesOrder): Torn {
  const checked = checkStored(record, key);
  const torn = checked && copiesTornUp(checked.entries, checked.body, laid, { at, role });
  if (!torn) return 'not-there';
  return checked.verified.holds ? tornRecord(record, checked, torn) : 'broken';
}

function tornRecord(
  { session }: StoredRecord,
  checked: CheckedRecord,
  { body, removed, laid }: TornBody,
): Torn {
  const entries = [...checked.entries, removed];
  const verified: Verified = { holds: true, hash: body.hash, entries: entries.length };
  const read = recordRead({ entries, body, verified, seal: null });
  if (!read) return 'broken';
  const { things, role } = removed;
  return { ...packed(session, body), findable: findableBy(read), things, role, laid };
}

function verifyFile(bytes: Uint8Array, key: string | null): ReturnType<RecordCalls['verifyFile']> {
  try {
    return verifiedFile(bytes, key);
  } catch (cause) {
    if (cause instanceof UnreadableFile) return { sentence: cause.message };
    throw cause;
  }
}

export const recordCalls: RecordCalls = {
  distil,
  open,
  joint,
  thumbnail,
  tearUp,
  tearUpCopies,
  verifyFile,
};
