/** A record as it is read, made moment by moment: `aRecord().put('joint', aNote(…)).later(10).record()`. */
import * as v from 'valibot';
import type { Zone } from '../../shared/board/zone-name.ts';
import {
  familyId,
  personId,
  sessionId,
  therapistId,
  type ItemId,
  type PersonId,
} from '../../shared/ids.ts';
import type {
  Mark,
  Moment,
  RecordAnswer,
  RecordHead,
  RecordItem,
  SessionRecordRead,
} from '../../shared/record/record.ts';
import { id } from './item-id.ts';

const uuid = (n: number): string => `01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, '0')}`;

export const maya: PersonId = v.parse(personId, uuid(1));
export const daniel: PersonId = v.parse(personId, uuid(2));
export const okafor = v.parse(therapistId, uuid(3));

/** 12 May 2026, 14:00 UTC. */
export const opened = Date.UTC(2026, 4, 12, 14);

export const aHead = (more: Partial<RecordHead> = {}): RecordHead => ({
  session: v.parse(sessionId, uuid(10)),
  family: v.parse(familyId, uuid(11)),
  kind: 'joint',
  title: 'Joint session 4',
  openedAt: opened,
  endedAt: opened + 25 * 60_000,
  plannedMinutes: 25,
  people: [
    {
      ...{ id: maya, firstName: 'Maya', role: 'child', ageBand: '6-9' },
      ...{ colour: 'lake', shape: 'diamond' },
    },
    {
      ...{ id: daniel, firstName: 'Daniel', role: 'parent', ageBand: null },
      ...{ colour: 'plum', shape: 'circle' },
    },
  ],
  therapists: [{ id: okafor, name: 'Dr. Okafor' }],
  ...more,
});

/** A note that lies where its number says. */
export const aNote = (
  n: number,
  text: string,
  more: Partial<Extract<RecordItem, { kind: 'note' }>> = {},
): RecordItem => ({
  ...{ kind: 'note', id: id(`item-number-${String(n)}`), by: maya, text, edited: false },
  ...{ x: (n % 10) * 240, y: Math.floor(n / 10) * 180, z: n, w: 200, h: 140, angle: 0 },
  ...{ locked: false, hidden: false },
  ...more,
});

export interface RecordBuilder {
  /** At this second of the session; a moment for every second at which something changes. */
  at(seconds: number): RecordBuilder;
  put(zone: Zone, ...items: readonly RecordItem[]): RecordBuilder;
  gone(zone: Zone, ...ids: readonly ItemId[]): RecordBuilder;
  mark(mark: Mark): RecordBuilder;
  answered(answer: Partial<RecordAnswer> & Pick<RecordAnswer, 'by' | 'values'>): RecordBuilder;
  record(): SessionRecordRead;
}

export function aRecord(more: Partial<RecordHead> = {}): RecordBuilder {
  const head = aHead(more);
  const items: RecordItem[] = [];
  const moments: Moment[] = [];
  const marks: Mark[] = [];
  const answers: RecordAnswer[] = [];
  let now = head.openedAt;

  function change(zone: Zone, put: readonly number[], gone: readonly ItemId[]): void {
    const last = moments.at(-1);
    const zones = last?.at === now ? last.zones : [];
    const before = zones.find((one) => one.zone === zone);
    const others = zones.filter((one) => one.zone !== zone);
    const ofZone = {
      zone,
      put: [...(before?.put ?? []), ...put],
      gone: [...(before?.gone ?? []), ...gone],
    };
    if (last?.at === now) moments.pop();
    moments.push({ at: now, zones: [...others, ofZone] });
  }

  const builder: RecordBuilder = {
    at(seconds) {
      now = head.openedAt + seconds * 1_000;
      return builder;
    },
    put(zone, ...come) {
      const from = items.length;
      items.push(...come);
      change(
        zone,
        come.map((_, place) => from + place),
        [],
      );
      return builder;
    },
    gone(zone, ...ids) {
      change(zone, [], ids);
      return builder;
    },
    mark(mark) {
      marks.push(mark);
      return builder;
    },
    answered(answer) {
      const leaf = `answer-${String(answers.length)}`;
      answers.push({ leaf, at: now, n: 1, exercise: 'check-in', step: 'feel', ...answer });
      return builder;
    },
    record: () => ({
      ...{ head, items, moments, marks, answers, words: [], removals: [] },
      verified: { holds: true, hash: 'a'.repeat(64), entries: moments.length },
    }),
  };
  return builder;
}
