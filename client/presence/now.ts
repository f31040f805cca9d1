/** What needs a therapist's eye just now, over all rooms. */
import type { SessionSummary } from '../../shared/wire/http.ts';

type Seen = Pick<SessionSummary, 'id' | 'state' | 'waiting'>;

/** How many wait, and how many rooms are held. */
export const countsOf = (sessions: readonly Seen[]) => ({
  waiting: sessions.reduce((sum, one) => sum + one.waiting.length, 0),
  held: sessions.filter((one) => one.state === 'held').length,
});

/**
 * The tab's title while something needs the therapist, or null. Counts and no names: titles are kept in
 * the browser's history and can be read over a shoulder.
 */
export function tabWords(sessions: readonly Seen[]): string | null {
  const { waiting, held } = countsOf(sessions);
  const words = [
    ...(waiting > 0 ? [`${String(waiting)} waiting`] : []),
    ...(held > 0 ? [`${String(held)} ${held === 1 ? 'room' : 'rooms'} held`] : []),
  ];
  return words.length > 0 ? words.join(', ') : null;
}

/** Whether somebody began to wait, or a room became held, between two looks. */
export const hasBegun = (before: readonly Seen[], now: readonly Seen[]): boolean =>
  now.some((one) => {
    const last = before.find(({ id }) => id === one.id);
    const isNewlyHeld = one.state === 'held' && last?.state !== 'held';
    return isNewlyHeld || one.waiting.length > (last?.waiting.length ?? 0);
  });
