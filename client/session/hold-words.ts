/** The lines above the therapist's board: why it is held, and that the line dropped. */
import type { HoldCause } from '../../shared/session/session.ts';
import type { TherapistView } from '../../shared/session/visible-to.ts';

/** `therapists`: how many work in this session; with one there is no doubt who held. */
export function whyHeld(cause: HoldCause, therapists: number, pausedBy = 'A child'): string {
  switch (cause) {
    case 'therapist':
      return therapists > 1 ? 'A therapist held the room.' : 'You held the room.';
    case 'paused':
      return `${pausedBy} paused. Only you know who.`;
    case 'supervision-lost':
      return therapists > 1 ? 'No therapist was connected.' : 'Your connection dropped.';
    case 'restart':
      return 'The server restarted.';
    default:
      return cause satisfies never;
  }
}

/** What a dropped line means for the others, as this page last knew the room. */
export const lostWords = (phase: TherapistView['phase']): string =>
  phase === 'open' || phase === 'held'
    ? 'Your connection dropped. Nothing passes between the others until you are back.'
    : 'Your connection dropped. It comes back by itself.';

/** In answer to Hold while one's own line is down. */
export const heldByItself = 'Your line is down, so the room is held by itself.';

/** Why dropping the line would show nothing now; null when it can be practised. */
export function whyNoDrop(
  view: Pick<TherapistView, 'phase' | 'people' | 'therapists' | 'you'>,
  lost: boolean,
): string | null {
  if (lost) return 'Your line is down just now.';
  if (view.phase === 'held') return 'The room is held already. Resume first.';
  if (!view.people.some((one) => one.place === 'in')) return 'Nobody is in the room yet.';
  const other = view.therapists.find((one) => one.id !== view.you && one.connected);
  return other ? `${other.name} is here too, so the room would stay open.` : null;
}

/** Told to the therapist's screen reader when the phase changes; a hold has its own line. */
export function phaseWords(phase: TherapistView['phase']): string {
  switch (phase) {
    case 'planned':
      return 'The room is not open yet.';
    case 'open':
      return 'The room is open.';
    case 'held':
      return '';
    case 'ended':
      return 'The session has ended.';
    default:
      return phase satisfies never;
  }
}
