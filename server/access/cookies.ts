/** Cookies: who a browser is. On https under the `__Host-` prefix, which no other host can set. */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { InvitationId } from '../../shared/ids.ts';

export interface Cookies {
  readonly signInName: string;
  linkName(link: InvitationId): string;
  read(header: string | undefined, name: string): string | null;
  /** A `Set-Cookie` line; `value` null removes it. */
  write(name: string, value: string | null, maxAgeMs: number): string;
}

export function createCookies({ secure }: { readonly secure: boolean }): Cookies {
  const prefix = secure ? '__Host-' : '';
  return {
    signInName: `${prefix}kb-sign-in`,
    linkName: (link) => `${prefix}kb-link-${link}`,
    read: (header, name) => (header ? (parseCookie(header)[name] ?? null) : null),
    write: (name, value, maxAgeMs) =>
      stringifySetCookie(name, value ?? '', {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/',
        maxAge: value === null ? 0 : Math.floor(maxAgeMs / 1_000),
      }),
  };
}
