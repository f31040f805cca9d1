/** Where the address bar stands, as one of the places there are. */
import { parse } from 'regexparam';
import { createSubscriber } from 'svelte/reactivity';
import * as v from 'valibot';
import { familyId, sessionId, type FamilyId, type SessionId } from '../shared/ids.ts';

export type Place =
  | { readonly is: 'home' }
  | { readonly is: 'new-family' }
  | { readonly is: 'family'; readonly family: FamilyId }
  | { readonly is: 'plan'; readonly family: FamilyId }
  | { readonly is: 'goals'; readonly family: FamilyId }
  | { readonly is: 'session'; readonly session: SessionId }
  | { readonly is: 'change-plan'; readonly session: SessionId }
  | { readonly is: 'room'; readonly session: SessionId }
  | { readonly is: 'saved'; readonly session: SessionId }
  | { readonly is: 'export'; readonly family: FamilyId }
  | { readonly is: 'session-export'; readonly session: SessionId }
  | { readonly is: 'compare'; readonly session: SessionId }
  | { readonly is: 'over-time'; readonly family: FamilyId }
  | { readonly is: 'records' }
  | { readonly is: 'verify' }
  | { readonly is: 'on-the-record' }
  | { readonly is: 'account' }
  | { readonly is: 'join' }
  | { readonly is: 'come' }
  | { readonly is: 'here'; readonly link: string }
  | { readonly is: 'nowhere' };

type Found = (param: string) => Place;

const ofFamily =
  (place: (family: FamilyId) => Place): Found =>
  (param) => {
    const family = v.safeParse(familyId, param);
    return family.success ? place(family.output) : { is: 'nowhere' };
  };
const ofSession =
  (place: (session: SessionId) => Place): Found =>
  (param) => {
    const session = v.safeParse(sessionId, param);
    return session.success ? place(session.output) : { is: 'nowhere' };
  };

/** The first that fits counts. A pattern has at most one parameter. */
const places: readonly (readonly [pattern: string, Found])[] = [
  ['/', () => ({ is: 'home' })],
  ['/families/new', () => ({ is: 'new-family' })],
  ['/families/:family', ofFamily((family) => ({ is: 'family', family }))],
  ['/families/:family/plan', ofFamily((family) => ({ is: 'plan', family }))],
  ['/families/:family/goals', ofFamily((family) => ({ is: 'goals', family }))],
  ['/sessions/:session', ofSession((session) => ({ is: 'session', session }))],
  ['/sessions/:session/plan', ofSession((session) => ({ is: 'change-plan', session }))],
  ['/sessions/:session/room', ofSession((session) => ({ is: 'room', session }))],
  ['/sessions/:session/saved', ofSession((session) => ({ is: 'saved', session }))],
  ['/families/:family/export', ofFamily((family) => ({ is: 'export', family }))],
  ['/sessions/:session/export', ofSession((session) => ({ is: 'session-export', session }))],
  ['/sessions/:session/compare', ofSession((session) => ({ is: 'compare', session }))],
  ['/families/:family/over-time', ofFamily((family) => ({ is: 'over-time', family }))],
  ['/records', () => ({ is: 'records' })],
  ['/verify', () => ({ is: 'verify' })],
  ['/what-is-on-the-record', () => ({ is: 'on-the-record' })],
  ['/account', () => ({ is: 'account' })],
  ['/join', () => ({ is: 'join' })],
  ['/come', () => ({ is: 'come' })],
  ['/here/:link', (link) => ({ is: 'here', link })],
];

const patterns = places.map(([pattern, found]) => ({ pattern: parse(pattern).pattern, found }));

/** The place a path leads to. */
export function placeAt(path: string): Place {
  for (const { pattern, found } of patterns) {
    const match = pattern.exec(path);
    if (match) return found(match[1] ?? '');
  }
  return { is: 'nowhere' };
}

/** The browser tells of back and forward; of our own steps it doesn't. */
const moved = 'kinbridge:moved';

const followAddress = createSubscriber((changed) => {
  const events = ['popstate', moved];
  events.forEach((event) => window.addEventListener(event, changed));
  return () => events.forEach((event) => window.removeEventListener(event, changed));
});

/** Reactive: the path in the address bar. */
export function currentPath(): string {
  followAddress();
  return location.pathname;
}

/** Reactive: what is asked for behind the path, "?with=…"; empty where nothing is. */
export function currentSearch(): string {
  followAddress();
  return location.search;
}

/** Goes to a path of ours without loading the page anew. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const state = { arrivedFromWithin: true };
  if (replace) history.replaceState(state, '', to);
  else history.pushState(state, '', to);
  window.dispatchEvent(new Event(moved));
  if (!replace) window.scrollTo(0, 0);
}

/** Whether this place was reached from another one of ours: then its heading takes the focus. */
export const hasArrivedFromWithin = (): boolean => {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'arrivedFromWithin' in state;
};

/** Where a plain press on a link of ours leads, or null where the browser should follow it itself. */
export function ownLinkPressed(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) {
    return null;
  }
  if (link.origin !== location.origin || link.hash) return null;
  return link.pathname + link.search;
}
