/** What an exercise left in a family's earlier sessions, out of their records. */
import type { FamilyId, PersonId } from '../../shared/ids.ts';
import { kinds, isKindName } from '../../shared/exercise/kinds.ts';
import type { Kind, Piece } from '../../shared/exercise/exercise.ts';
import { mostWallSessions, wallOf, type WallNote } from '../../shared/exercise/wall.ts';
import { lyingAfter } from '../../shared/record/lying.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { RecordReading } from '../record/record-reading.ts';
import type { FamilyStore } from '../storage/family-store.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { SessionStore } from '../storage/session-store.ts';

export interface Walls {
  /**
   * Of sessions in which all who are `here` were: nobody is shown what they did not see then. What was
   * torn up since, or hidden then, is not among it.
   */
  of(exercise: string, family: FamilyId, here: readonly PersonId[]): Promise<readonly Piece[]>;
}

interface WallsParts {
  readonly records: Pick<RecordStore, 'list'>;
  readonly sessions: Pick<SessionStore, 'session'>;
  readonly families: Pick<FamilyStore, 'family'>;
  readonly reading: Pick<RecordReading, 'read'>;
}

export const createWalls = ({ records, sessions, families, reading }: WallsParts): Walls => ({
  async of(exercise, family, here) {
    const kind: Kind | null = isKindName(exercise) ? kinds[exercise] : null;
    if (kind?.gathers === undefined) return [];
    const found = await records.list({ families: [family], exercise, limit: mostWallSessions });
    const seenByAll = found.filter(({ people }) => here.every((one) => people.includes(one)));
    const theFamily = await families.family(family);
    const notes: WallNote[] = [];
    for (const { session: id } of [...seenByAll].reverse()) {
      const session = await sessions.session(id);
      const record = session && theFamily && (await reading.read({ session, family: theFamily }));
      if (record) notes.push(...leftBy(exercise, record));
    }
    return wallOf(kind, notes);
  },
});

/** Notes that this exercise laid at its ends, as they were at the end of the session. */
function leftBy(exercise: string, record: SessionRecordRead): readonly WallNote[] {
  const runs = record.marks.flatMap((mark) =>
    mark.is === 'exercise' && mark.name === exercise ? [mark.n] : [],
  );
  const persons = new Map<string, PersonId>(record.head.people.map(({ id }) => [id, id]));
  const board = lyingAfter(record).find(({ zone }) => zone === 'joint');
  return (board?.items ?? []).flatMap((item): WallNote[] => {
    const by = persons.get(item.by);
    const isLeft = runs.some((n) => item.id.startsWith(`exercise-${String(n)}-end-`));
    if (!by || !isLeft || item.kind !== 'note' || item.hidden || item.text === '') return [];
    return [{ by, text: item.text }];
  });
}
