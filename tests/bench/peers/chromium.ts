/** A real Chromium as the benchmarks start it, and the cookies of somebody who is there already. */
import { chromium, type Browser as Chromium, type BrowserContext } from '@playwright/test';
import { ensureChromium } from '../../setup/chromium.mjs';
import type { Browser } from '../../support/outsider.ts';

/** As the browser stories start it: root in a container has no sandbox, and there is no GPU. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export const launchChromium = async (): Promise<Chromium> =>
  chromium.launch({ executablePath: await ensureChromium(), args });

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A second device of theirs: it takes over the cookies of their first. */
export async function contextOf(
  chromiums: Chromium,
  { cookieHeader, url }: Browser,
  viewport: Size,
): Promise<BrowserContext> {
  const context = await chromiums.newContext({ viewport });
  const pairs = cookieHeader.split('; ').filter((pair) => pair !== '');
  await context.addCookies(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return { name, value, url };
    }),
  );
  return context;
}
