/** The way to a record's pages: its family, and itself with its day and length. */
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { RecordStanding } from '../../shared/record/standing.ts';
import type { Crumb } from '../practice/trail.ts';
import { dateOf, minutesBetween } from '../practice/when.ts';

type Told = Pick<SessionRecordRead, 'head'> & Pick<RecordStanding, 'familyTitle' | 'reader'>;

/** A reviewer has no page of the family: theirs begins in the library. */
export function recordTrail(
  { head, familyTitle, reader }: Told,
  ...further: readonly Crumb[]
): readonly Crumb[] {
  const family =
    reader === 'therapist' ? `/families/${head.family}` : `/records?family=${head.family}`;
  const minutes = minutesBetween(head.openedAt, head.endedAt);
  const label = `${head.title} · ${dateOf(head.openedAt)}, ${minutes} min`;
  const own: Crumb =
    further.length > 0 ? { label: head.title, href: `/sessions/${head.session}/saved` } : { label };
  return [{ label: familyTitle, href: family }, own, ...further];
}
