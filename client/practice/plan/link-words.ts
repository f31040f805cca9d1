/** How it stands with a personal link, as the therapist reads it. */
import type { Instant } from '../../../shared/ids.ts';
import type { SessionAnswer } from '../../../shared/wire/http.ts';
import { dateOf } from '../when.ts';

export type LinkState = SessionAnswer['links'][number]['state'];

export function linkWords(state: LinkState, expiresAt: Instant | null): string {
  const until = expiresAt === null ? '' : `, works until ${dateOf(expiresAt)}`;
  switch (state) {
    case 'unused':
      return `Not used yet${until}`;
    case 'used':
      return `In use${until}`;
    case 'revoked':
      return 'Revoked';
    case 'expired':
      return 'Expired';
    default:
      return state satisfies never;
  }
}
