/** One more therapist of a practice, who came by a colleague's link. */
import type { Me, NewLink } from '../../shared/wire/http.ts';
import { Browser } from './outsider.ts';
import { done, password, type Practice } from './practice.ts';

export interface Colleague {
  readonly browser: Browser;
  readonly me: Me;
}

/** The token a page finds behind the `#` of its own address. */
export const tokenOf = (url: string | undefined): string => new URL(url ?? '').hash.slice(1);

export async function aColleague(practice: Practice, email: string): Promise<Colleague> {
  const link = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
  const browser = new Browser(practice.url);
  const body = { token: tokenOf(link.url), name: 'Dr. Weber', email, password };
  return { browser, me: await done<Me>(browser, 'POST', '/api/colleagues/join', body) };
}
