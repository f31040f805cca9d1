/** A session's whole log becomes its record: moments and what happened, nothing else. */
import { randomBytes } from 'node:crypto';
import type { Zone } from '../../../shared/board/zone.ts';
import type { ItemId, ParticipantId } from '../../../shared/ids.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { plannedSession } from '../../../shared/session/session.ts';
import { digestOf, emptyBody, saltBytes, withEntries, type Body, type Leaf } from '../chain.ts';
import { itemContent, type Head, type RecordEntry } from '../entries.ts';
import type { LogEntry } from '../../storage/room-store.ts';
import { happenedIn, type Happening } from './happened.ts';
import { stretches, type Decided } from './moments.ts';
import { createReplay, type Change, type Replay } from './replay.ts';

/** Of whom the record tells. */
export type HeadFacts = Omit<Head, 'is' | 'format' | 'openedAt' | 'endedAt' | 'people' | 'kind'> & {
  /** The whole family; those who were to come are named. */
  readonly people: Head['people'];
};

export interface Distilled {
  readonly entries: readonly RecordEntry[];
  readonly body: Body;
}

type Plan = Parameters<typeof plannedSession>[0];

interface ZoneChange {
  readonly zone: Zone;
  readonly change: Change;
}
interface PlayedMoment {
  readonly at: number;
  readonly zones: readonly ZoneChange[];
}

/**
 * @param eventOf reads a decision
 * @throws when anything of the log can't be read: then there is no record, and the log stays
 */
export function distilled(
  entries: readonly LogEntry[],
  eventOf: (entry: LogEntry) => SessionEvent,
  plan: Plan,
  facts: HeadFacts,
): Distilled {
  const decisions = entries.flatMap((entry): readonly Decided[] =>
    entry.kind === 'decision' ? [{ at: entry.at, event: eventOf(entry) }] : [],
  );
  const { all, session } = happenedIn(plannedSession(plan), decisions);
  const { phase } = session;
  if (phase.name !== 'ended') throw new Error('[R1] a session that has not ended has no record');
  const { openedAt, endedAt } = phase;
  const people = session.arriving.flatMap((id) => facts.people.filter((one) => one.id === id));
  const { session: id, family, title, plannedMinutes, therapists } = facts;
  const head: Head = {
    ...{ is: 'head', format: 1, session: id, family, kind: session.kind, title },
    ...{ openedAt, endedAt, plannedMinutes, people, therapists },
  };
  const moments = played(stretches(entries, eventOf, openedAt, endedAt));
  const tornUp = tornUpIn(moments);
  const leaves = new Map<string, Leaf>();
  const leafOf = (content: unknown): string => {
    const leaf = { salt: randomBytes(saltBytes), content: JSON.stringify(content) };
    const digest = digestOf(leaf);
    leaves.set(digest, leaf);
    return digest;
  };
  const told: RecordEntry[] = [
    ...moments.flatMap((one) => momentEntry(one, tornUp, leafOf) ?? []),
    ...all.map((one) => happenedEntry(one, leafOf)),
  ];
  // Sorting keeps what comes first at the same instant: the board as it stood, then what was decided.
  told.sort((one, other) => timeOf(one) - timeOf(other));
  const removals = removalsOf(tornUp, people, endedAt);
  const written: readonly RecordEntry[] = [head, ...told, { is: 'end', at: endedAt }, ...removals];
  return { entries: written, body: withEntries(emptyBody, written, leaves) };
}

const timeOf = (entry: RecordEntry): number => (entry.is === 'head' ? entry.openedAt : entry.at);

function played(all: ReturnType<typeof stretches>): readonly PlayedMoment[] {
  const replays = new Map<Zone, Replay>();
  const known = new Set<ItemId>();
  const moments = all.map(({ at, ink }): PlayedMoment => {
    const byZone = new Map<Zone, LogEntry[]>();
    for (const entry of ink) {
      if (entry.zone === null) throw new Error('[L1] ink of no board');
      const ofZone = byZone.get(entry.zone);
      if (ofZone) ofZone.push(entry);
      else byZone.set(entry.zone, [entry]);
    }
    const zones = [...byZone].map(([zone, entries]): ZoneChange => {
      const replay = replays.get(zone) ?? createReplay();
      replays.set(zone, replay);
      return { zone, change: replay.play(entries, known) };
    });
    for (const { change } of zones) for (const { id } of change.put) known.add(id);
    return { at, zones };
  });
  for (const replay of replays.values()) replay.destroy();
  return moments;
}

/** What its own author has taken off for good. */
type TornUp = ReadonlyMap<ItemId, ParticipantId>;

/**
 * What its author took off and did not bring back was torn up (rule R9): it is in no moment at all, nor
 * where it lay before it was passed on. What a therapist took down of somebody else's was there, and
 * stays where it lay.
 */
function tornUpIn(moments: readonly PlayedMoment[]): TornUp {
  const found = new Map<ItemId, ParticipantId>();
  const authors = new Map<ItemId, ParticipantId>();
  for (const { zones } of moments) {
    for (const { change } of zones) {
      for (const { id, by } of change.put) {
        authors.set(id, by);
        found.delete(id);
      }
    }
    for (const { change } of zones) {
      const fleeting = change.fleeting.filter(({ id, author }) => authors.get(id) === author);
      for (const { id, author, isTornUp } of [...change.gone, ...fleeting]) {
        if (isTornUp) found.set(id, author);
      }
    }
  }
  return found;
}

function momentEntry(
  { at, zones }: PlayedMoment,
  tornUp: TornUp,
  leafOf: (content: unknown) => string,
): RecordEntry | null {
  const left = zones.flatMap(({ zone, change }) => {
    const isKept = (id: ItemId, author: ParticipantId): boolean => tornUp.get(id) !== author;
    const put = change.put
      .filter(({ id, by }) => isKept(id, by))
      .map((item): [ItemId, string] => [item.id, leafOf(itemContent(item))]);
    const gone = change.gone.flatMap(({ id, author }) => (isKept(id, author) ? [id] : []));
    return put.length + gone.length > 0 ? [{ zone, put, gone }] : [];
  });
  return left.length > 0 ? { is: 'moment', at, zones: left } : null;
}

function happenedEntry(one: Happening, leafOf: (content: unknown) => string): RecordEntry {
  if (one.is === 'answer') return { is: 'answer', at: one.at, leaf: leafOf(one.leaf) };
  if (one.is === 'words') return { is: 'words', at: one.at, leaf: leafOf(one.leaf) };
  return one;
}

/** One for each author, so that nothing says how often somebody changed their mind. */
function removalsOf(tornUp: TornUp, people: Head['people'], at: number): readonly RecordEntry[] {
  const counts = new Map<ParticipantId, number>();
  for (const author of tornUp.values()) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts].map(([author, things]) => {
    const role = people.find(({ id }) => id === author)?.role ?? 'therapist';
    return { is: 'removed', at, role, things, leaves: [] };
  });
}
