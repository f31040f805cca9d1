/** What is done with records beside the event loop. */
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { SessionId } from '../../shared/ids.ts';
import type { Verified } from '../../shared/record/record.ts';
import { sessionEvent, type SessionEvent } from '../../shared/session/events.ts';
import type { PackedLog } from '../storage/log-calls.ts';
import type { Findable, StoredRecord } from '../storage/record-store.ts';
import { readLog } from '../storage/room-rows.ts';
import type { LogEntry } from '../storage/room-store.ts';
import { checkStored, notUnpacked } from './check-record.ts';
import { distilled, type HeadFacts } from './distil/distil.ts';
import { findableBy } from './findable.ts';
import { packed, type PackedBody } from './packed.ts';
import { recordRead } from './read-record.ts';

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

/** Each is done whole before the next is begun. */
export interface RecordCalls {
  distil(order: DistilOrder): Closing;
  open(record: StoredRecord, key: string | null): Opened;
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

export const recordCalls: RecordCalls = { distil, open };
