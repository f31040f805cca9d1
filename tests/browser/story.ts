/** What every browser story stands on: a server of its own, and browsers that tell on the page. */
import { AxeBuilder } from '@axe-core/playwright';
import {
  expect,
  test,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import type { FamilyAnswer, NewSessionAnswer } from '../../shared/wire/http.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

export const password = 'a quiet room with two chairs';
export const email = 'okafor@example.test';

export interface Story {
  readonly server: Kinbridge;
  /** A browser of its own: other cookies, other window. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Requests that left for another host, and errors on the console, by any page of the story. */
interface Complaints {
  readonly said: string[];
}

const isOwn = (address: string, url: string): boolean =>
  new URL(address).host === new URL(url).host || /^(data|blob|about):/.test(address);

function watch(page: Page, server: Kinbridge, { said }: Complaints): void {
  page.on('console', (message) => {
    // A dropped line and a refused request are shown to the person; the browser notes them as well.
    // So with a beat that comes while its page is going: the answer falls into a closing line.
    const isNetwork =
      /WebSocket connection|WebSocket is already in CLOSING|Failed to load resource|ERR_/.test(
        message.text(),
      );
    if (message.type() === 'error' && !isNetwork) said.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => said.push(`page: ${error.message}`));
  page.on('request', (request) => {
    if (!isOwn(request.url().replace(/^ws/, 'http'), server.url))
      said.push(`left: ${request.url()}`);
  });
}

export const story = test.extend<{ isDemo: boolean; story: Story }>({
  /** Begins with the made-up practice, as `npm start -- --demo` does. */
  isDemo: [false, { option: true }],
  story: async ({ browser, isDemo }: { browser: Browser; isDemo: boolean }, use) => {
    const server = await startKinbridge({}, isDemo ? ['--demo'] : []);
    const complaints: Complaints = { said: [] };
    const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        viewport: { width: 1180, height: 820 },
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      watch(page, server, complaints);
      await page.goto(new URL(path, server.url).href);
      return page;
    };
    await use({ server, open });
    for (const context of browser.contexts()) await context.close();
    await server.clear();
    expect(complaints.said).toEqual([]);
  },
});

/** Nothing that axe knows of WCAG 2.2 A and AA is violated on the page as it stands. */
export async function axeFindsNothing(page: Page, screen: string): Promise<void> {
  // Halfway from light to dark a colour has no contrast of its own.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .flatMap((one) => (one instanceof CSSTransition ? [one.finished] : [])),
    ),
  );
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`);
  expect(found, `axe on ${screen}`).toEqual([]);
}

/** Asks the server as the page would. */
export const ask = <T>(page: Page, path: string, body: unknown, method = 'POST'): Promise<T> =>
  page.evaluate(
    async ([to, sent, by]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(to, { method: by, headers, body: sent });
      return (await answer.json()) as T;
    },
    [path, JSON.stringify(body), method] as const,
  );

/** First start, as its first therapist. */
export async function setUp(page: Page): Promise<void> {
  await page.getByLabel('The practice’s name').fill('Lindenhof Practice');
  await page.getByLabel('Your name').fill('Dr. Okafor');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set up the practice' }).click();
  await expect(page.getByRole('heading', { name: 'Lindenhof Practice' })).toBeVisible();
}

/** Adds Maya's family and leaves the page on it. */
export async function addFamily(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a family' }).click();
  await page.getByLabel('What you call it').fill('Maya’s family');
  const person = (n: number) => page.getByRole('group', { name: `Person ${String(n)}` });
  await person(1).getByLabel('First name').fill('Maya');
  await person(1).getByLabel('Age').selectOption({ label: '6 to 9 years' });
  await person(2).getByLabel('First name').fill('Daniel');
  await person(2).getByLabel('To the child').fill('Dad');
  await person(3).getByLabel('First name').fill('Elena');
  await person(3).getByLabel('To the child').fill('Mum');
  await page.getByRole('button', { name: 'Add the family' }).click();
  await expect(page.getByRole('heading', { name: 'Maya’s family', level: 1 })).toBeVisible();
}

/** Marks somebody ready on the family's page. */
export async function markReady(page: Page, name: string): Promise<void> {
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
  await row.getByRole('switch').click();
  await expect(row.getByRole('switch')).toBeChecked();
}

/** Plans a joint session on the family's page. @returns each person's personal link. */
export async function planJoint(
  page: Page,
  people: readonly string[],
): Promise<Record<string, string>> {
  await page.getByRole('link', { name: 'Plan a session' }).click();
  await page.getByRole('radio', { name: /^Joint/ }).check();
  for (const name of people) {
    await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
  }
  await page.getByRole('radio', { name: /^Board together/ }).check();
  await page.getByRole('button', { name: 'Plan the session' }).click();
  await expect(page.getByRole('heading', { name: 'Joint session 1' })).toBeVisible();
  const links: Record<string, string> = {};
  for (const name of people) {
    links[name] = await page.getByRole('textbox', { name: `Link for ${name}` }).inputValue();
  }
  return links;
}

/** First start to a planned joint session of Maya and Daniel, on its page. */
export async function planned(page: Page): Promise<Record<string, string>> {
  await setUp(page);
  await addFamily(page);
  await markReady(page, 'Maya');
  await markReady(page, 'Daniel');
  return planJoint(page, ['Maya', 'Daniel']);
}

/** Who may be in a story's family. */
const cast = {
  Maya: { role: 'child', relation: '', ageBand: '6-9' },
  Noah: { role: 'child', relation: '', ageBand: '14-17' },
  Daniel: { role: 'parent', relation: 'Dad', ageBand: null },
} as const;
export type Name = keyof typeof cast;

export interface AtOnce {
  readonly family: FamilyAnswer;
  readonly links: Record<string, string>;
}

/**
 * A practice and a planned joint session without a press, for a story that is about the room. They
 * are let in in this order, leave in the reverse, and begin at *Board together*.
 * @returns the family, and each person's link; the page is left at the room that is not open yet.
 */
export async function plannedAtOnce(page: Page, names: readonly Name[]): Promise<AtOnce> {
  const therapist = { practice: 'Lindenhof Practice', name: 'Dr. Okafor', email, password };
  await ask(page, '/api/first-start', therapist);
  const people = names.map((firstName) => ({ firstName, ...cast[firstName] }));
  const draft = { title: 'Maya’s family', reference: '', people };
  const family = await ask<FamilyAnswer>(page, '/api/families', draft);
  const ids = family.people.map(({ id }) => id);
  for (const id of ids) {
    await ask(page, `/api/families/${family.id}/people/${id}`, { ready: true }, 'PATCH');
  }
  const plan = {
    kind: 'joint',
    title: '',
    arriving: ids,
    leaving: [...ids].reverse(),
    plannedMinutes: 25,
    step: 'board',
    plannedFor: null,
  };
  const path = `/api/families/${family.id}/sessions`;
  const { session, links } = await ask<NewSessionAnswer>(page, path, plan);
  await page.goto(new URL(`/sessions/${session.id}/room`, page.url()).href);
  const linkOf = (at: number) => links.find(({ person }) => person === ids[at])?.url ?? '';
  return { family, links: Object.fromEntries(names.map((name, at) => [name, linkOf(at)])) };
}

/** {@link plannedAtOnce} on a therapist's page as wide as a desk's. */
export async function plannedAtDesk(
  { open }: Story,
  names: readonly Name[],
): Promise<AtOnce & { readonly therapist: Page }> {
  const therapist = await open('/', { viewport: { width: 1440, height: 900 } });
  return { therapist, ...(await plannedAtOnce(therapist, names)) };
}

/** Opens the room that stands there, and lets in who waits, in this order. */
export async function openWith(page: Page, names: readonly Name[]): Promise<void> {
  await page.getByRole('button', { name: 'Open the room' }).click();
  for (const name of names) await letIn(page, name);
}

/** Opens a personal link, says yes, and waits in the private waiting room. */
export async function arrive(
  { open }: Story,
  links: Record<string, string>,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await open(links[name] ?? '', options);
  await expect(page.getByRole('heading', { name: `Is that you, ${name}?` })).toBeVisible();
  await page.getByRole('button', { name: /^Yes/ }).click();
  await expect(page.getByRole('heading', { name: new RegExp(name) })).toBeVisible();
  await expect(page.getByText('Your connection is good.')).toBeVisible();
  return page;
}

/** The therapist opens the room from the session's page. */
export async function openRoom(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Open the room' }).click();
  await page.getByRole('button', { name: 'Open the room' }).click();
  await expect(page.getByRole('button', { name: 'Hold' })).toBeVisible();
}

/** The therapist lets somebody in who waits. */
export async function letIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Let in ${name}` }).click();
  await expect(page.getByRole('button', { name: `Send back ${name}` })).toBeVisible();
}

/** Writes a note on the board. */
export async function addNote(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.keyboard.type(words);
  await page.keyboard.press('Escape');
  await expect(noteOn(page, words)).toBeVisible();
}

/** A note on a page's board, as whoever reads the list meets it; its words are painted. */
export function noteOn(page: Page, words: string) {
  const said = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const name = new RegExp(`: ${said}(, (locked|hidden|edited|in |not saved).*)?$`);
  const list = page.getByRole('list', { name: 'On the board' });
  return list.getByRole('button', { name }).or(list.getByRole('img', { name }));
}

/** The cover is there, and nothing of a board is left in the page. */
export async function expectCovered(page: Page, ...words: string[]): Promise<void> {
  await expect(page.getByRole('heading', { name: 'A short break' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'On the board' })).toHaveCount(0);
  await expect(page.locator('canvas')).toHaveCount(0);
  const kept = await page.content();
  for (const one of words) expect(kept).not.toContain(one);
}
