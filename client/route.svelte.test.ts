import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { currentPath, navigate, ownLinkPressed, placeAt } from './route.svelte.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';

test('every address of the interface leads to its place', () => {
  expect(placeAt('/')).toEqual({ is: 'home' });
  expect(placeAt('/families/new')).toEqual({ is: 'new-family' });
  expect(placeAt(`/families/${id}`)).toEqual({ is: 'family', family: id });
  expect(placeAt(`/families/${id}/plan`)).toEqual({ is: 'plan', family: id });
  expect(placeAt(`/sessions/${id}`)).toEqual({ is: 'session', session: id });
  expect(placeAt(`/sessions/${id}/room/`)).toEqual({ is: 'room', session: id });
  expect(placeAt(`/sessions/${id}/saved`)).toEqual({ is: 'saved', session: id });
  expect(placeAt(`/here/${id}`)).toEqual({ is: 'here', link: id });
  expect(placeAt('/come')).toEqual({ is: 'come' });
});

test('anything else leads nowhere', () => {
  for (const path of ['/families', '/families/1', `/sessions/${id}/else`, '/%E0%A4%A', '/admin']) {
    expect(placeAt(path)).toEqual({ is: 'nowhere' });
  }
});

test('what reads the path follows it', () => {
  // jsdom has no scrolling.
  vi.stubGlobal('scrollTo', () => undefined);
  const seen: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(currentPath()));
  });
  flushSync();
  navigate('/account');
  flushSync();
  stop();
  expect(seen).toEqual(['/', '/account']);
});

test('a plain press on a link of ours stays in the page, any other is the browser’s', () => {
  const press = (href: string, how: MouseEventInit = {}): string | null => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    let led: string | null = null;
    link.addEventListener('click', (event) => {
      led = ownLinkPressed(event);
      event.preventDefault();
    });
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...how }));
    return led;
  };
  expect(press('/account')).toBe('/account');
  expect(press('/account', { ctrlKey: true })).toBeNull();
  expect(press('#content')).toBeNull();
  expect(press('https://example.org/')).toBeNull();
});
