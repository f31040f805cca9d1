/** Why a command is refused, and the sentence a therapist reads. */
import type { PersonId } from '../ids.ts';
import { sentenceOfPlanRefusal, type PlanRefusal } from './plan.ts';

export type CommandRefusal =
  | { readonly reason: 'therapist-only' }
  | { readonly reason: 'not-opened-yet' }
  | { readonly reason: 'has-ended' }
  | { readonly reason: 'not-invited' }
  | { readonly reason: 'no-therapist-here' }
  | { readonly reason: 'no-such-item' }
  | PlanRefusal;

export function sentenceOfRefusal(
  refusal: CommandRefusal,
  nameOf: (id: PersonId) => string,
): string {
  switch (refusal.reason) {
    case 'therapist-only':
      return 'Only the therapist can do this.';
    case 'not-opened-yet':
      return 'The room is not open yet.';
    case 'has-ended':
      return 'This session has ended.';
    case 'not-invited':
      return 'This person is not invited to the session.';
    case 'no-therapist-here':
      return 'The room stays held until a therapist of this session is connected.';
    case 'no-such-item':
      return 'This is not on the board any more.';
    default:
      return sentenceOfPlanRefusal(refusal, nameOf);
  }
}
