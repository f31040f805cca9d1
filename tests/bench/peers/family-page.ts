/**
 * Our page in a real Chromium, each on a second device of a member of the family: it takes over the
 * cookies of their first. It tells by its own clock when the cover has been painted.
 */
import { join } from 'node:path';
import type { Browser as Chromium, Page } from '@playwright/test';
import { contextOf, launchChromium } from './chromium.ts';
import type { Guest } from './kinbridge-rooms.ts';

/** What `watch-cover.js` tells of. */
type Seen = 'board' | 'cover';

export interface FamilyPages {
  /** When the last of them has next painted this, in milliseconds since 1970. */
  next(seen: Seen): Promise<number>;
  /** How far the clock of each is ahead of this process's, milliseconds. */
  clocksAheadMs(): Promise<readonly number[]>;
  close(): Promise<void>;
}

interface FamilyPage {
  readonly page: Page;
  next(seen: Seen): Promise<number>;
}

/** Milliseconds since 1970, with fractions; the page reckons the same. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** Milliseconds within which a page must show what it is waited for. */
const shownWithinMs = 15_000;

/** @returns once each shows its board. */
export async function openFamilyPages(guests: readonly Guest[]): Promise<FamilyPages> {
  const browser = await launchChromium();
  try {
    const pages = await Promise.all(guests.map((guest) => openPage(browser, guest)));
    return {
      next: async (seen) => Math.max(...(await Promise.all(pages.map((one) => one.next(seen))))),
      clocksAheadMs: () => Promise.all(pages.map(({ page }) => clockAheadMs(page))),
      close: () => browser.close(),
    };
  } catch (cause) {
    await browser.close();
    throw cause;
  }
}

async function openPage(chromiums: Chromium, { browser, as }: Guest): Promise<FamilyPage> {
  const context = await contextOf(chromiums, browser, { width: 1180, height: 820 });
  const waiting = new Map<Seen, (atMs: number) => void>();
  await context.exposeFunction('kinbridgeSaw', (seen: Seen, atMs: number) => {
    waiting.get(seen)?.(atMs);
  });
  await context.addInitScript({ path: join(import.meta.dirname, 'watch-cover.js') });
  const page = await context.newPage();

  const next = (seen: Seen): Promise<number> =>
    new Promise((told, failed) => {
      const timer = setTimeout(() => {
        failed(new Error(`a page in Chromium has not painted the ${seen}`));
      }, shownWithinMs);
      waiting.set(seen, (atMs) => {
        waiting.delete(seen);
        clearTimeout(timer);
        told(atMs);
      });
    });

  const board = next('board');
  await page.goto(`${browser.origin}/here/${as}`);
  await board;
  return { page, next };
}

/** Of several questions the one that was answered soonest tells it best. */
async function clockAheadMs(page: Page): Promise<number> {
  let best = { tookMs: Infinity, aheadMs: 0 };
  for (let asked = 0; asked < 20; asked += 1) {
    const before = nowMs();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = nowMs();
    const tookMs = after - before;
    if (tookMs < best.tookMs) best = { tookMs, aheadMs: there - (before + after) / 2 };
  }
  return best.aheadMs;
}
