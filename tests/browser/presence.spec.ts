/** The practice's page across its rooms: who waits, what is open, what is held. */
import { expect, test, type Page } from '@playwright/test';
import type { FamilyAnswer, NewSessionAnswer } from '../../shared/wire/http.ts';
import { startKinbridge } from '../support/process.ts';
import { startRedis } from '../support/redis-server.ts';
import { arrive, ask, axeFindsNothing, letIn, openRoom, planned, setUp, story } from './story.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1180, height: 820 },
  { width: 390, height: 844 },
];

/** One more family, with an individual session of its child. @returns the child's link. */
async function plannedFor(page: Page, name: string): Promise<Record<string, string>> {
  const person = { role: 'child', firstName: name, relation: '', ageBand: '10-13' };
  const family = await ask<FamilyAnswer>(page, '/api/families', {
    title: `${name}’s family`,
    reference: '',
    people: [person],
  });
  const people = family.people.map(({ id }) => id);
  const { links } = await ask<NewSessionAnswer>(page, `/api/families/${family.id}/sessions`, {
    kind: 'individual',
    title: '',
    arriving: people,
    leaving: people,
    plannedMinutes: 25,
    step: 'board',
    plannedFor: null,
  });
  return { [name]: links[0]?.url ?? '' };
}

/** Counts the notes that the page makes. */
const countNotes = (page: Page) =>
  page.addInitScript(() => {
    const counted = window as unknown as { notes: number };
    counted.notes = 0;
    const Original = OscillatorNode;
    window.OscillatorNode = class extends Original {
      constructor(context: BaseAudioContext, options?: OscillatorOptions) {
        super(context, options);
        counted.notes += 1;
      }
    };
  });
const notesOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { notes: number }).notes);

/** Sooner than the page would ask by itself. */
const soon = { timeout: 3_000 };

story(
  '[P9][P10] the practice’s page shows who waits and what is held, at once, in its tab and quietly',
  async ({ story: kinbridge }, info) => {
    story.setTimeout(180_000);
    const room = await kinbridge.open('/');
    const links = await planned(room);
    Object.assign(links, await plannedFor(room, 'Noah'), await plannedFor(room, 'Ines'));
    const home = await room.context().newPage();
    await countNotes(home);
    await home.goto(kinbridge.server.url);
    await expect(home).toHaveTitle('Practice · Kinbridge');
    const sound = home.getByRole('switch', { name: 'A quiet sound' });
    await expect(sound).not.toBeChecked();

    const maya = await arrive(kinbridge, links, 'Maya');
    await expect(home.getByText('Maya is waiting', { exact: true })).toBeVisible(soon);
    await expect(home).toHaveTitle('1 waiting · Kinbridge');
    expect(await notesOf(home)).toBe(0);
    await sound.click();
    await expect(sound).toBeChecked();
    expect(await notesOf(home)).toBe(2);

    const noah = await arrive(kinbridge, links, 'Noah');
    await expect(home.getByText('Noah is waiting', { exact: true })).toBeVisible(soon);
    await expect(home).toHaveTitle('2 waiting · Kinbridge');
    expect(await notesOf(home)).toBe(4);
    for (const page of [maya, noah]) await expect(page).toHaveTitle('Kinbridge');

    await openRoom(room);
    await letIn(room, 'Maya');
    await expect(home.getByText('Maya is waiting', { exact: true })).toBeHidden(soon);
    await expect(home.getByText('Open', { exact: true })).toBeVisible();
    await room.getByRole('button', { name: 'Hold' }).click();
    await expect(home.getByText('Held', { exact: true })).toBeVisible(soon);
    await expect(home).toHaveTitle('1 waiting, 1 room held · Kinbridge');
    const cards = home.getByRole('region', { name: 'Now' }).getByRole('article');
    await expect(cards.first()).toContainText('Joint session 1');
    await expect(cards.nth(1)).toContainText('Noah is waiting');
    await expect(maya).toHaveTitle('Kinbridge');

    const daniel = await arrive(kinbridge, links, 'Daniel');
    await expect(home.getByText('Daniel is waiting', { exact: true })).toBeVisible(soon);
    for (const size of sizes) {
      await home.setViewportSize(size);
      await axeFindsNothing(home, `the practice’s page at ${String(size.width)}`);
      const path = info.outputPath(`practice-${String(size.width)}.png`);
      await home.screenshot({ path, fullPage: true });
    }
    await home.reload();
    await expect(sound).toBeChecked();
    await daniel.close();
    await expect(home.getByText('Daniel is waiting', { exact: true })).toBeHidden(soon);
    await home.getByRole('link', { name: /^Go to the room: Joint session 1/ }).click();
    await expect(home.getByRole('button', { name: 'Resume' })).toBeVisible();
  },
);

test('[P4][P9] Redis lost: the page says that it doesn’t know, and is right again by itself', async ({
  browser,
}, info) => {
  test.setTimeout(90_000);
  const redis = await startRedis();
  const server = await startKinbridge({ REDIS_URL: redis.url });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    await setUp(page);
    await plannedFor(page, 'Noah');
    await page.reload();
    const doubt = page.getByText(/can’t tell right now who else is waiting/);
    await expect(page.getByRole('heading', { name: 'Individual session 1' })).toBeVisible();
    await expect(doubt).toBeHidden();
    await redis.kill();
    await expect(doubt).toBeVisible(soon);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await axeFindsNothing(page, `the practice’s page in doubt at ${String(size.width)}`);
      const path = info.outputPath(`doubt-${String(size.width)}.png`);
      await page.screenshot({ path, fullPage: true });
    }
    await redis.start();
    await expect(doubt).toBeHidden({ timeout: 8_000 });
    await context.close();
  } finally {
    await server.clear();
    await redis.kill();
  }
});
