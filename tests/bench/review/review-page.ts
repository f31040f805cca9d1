/** A saved board in the built page in Chromium: how soon it is painted, and what a step through it costs. */
import type { BrowserContext } from '@playwright/test';
import type { SessionId } from '../../../shared/ids.ts';
import type { Browser } from '../../support/outsider.ts';
import { openMeasured, viewport, type MeasuredPage } from '../board/measured-page.ts';
import { medianOf, percentile } from '../figures/percentile.ts';
import { contextOf, launchChromium } from '../peers/chromium.ts';

const opens = 5;
/** From the first to the last moment, at places evenly apart, as many as are stepped at each. */
const places = 12;
const stepsEach = 5;
/** Until what the page does in its idle time is done. */
const restMs = 1_500;

export interface ReviewFigures {
  /** Milliseconds from asking for the page until the board was painted; the program is in the cache. */
  readonly pictureMs: number;
  /** The same from when the record was there. */
  readonly afterRecordMs: number;
  /** Main-thread milliseconds of a step to the next moment. */
  readonly stepMs: number;
  readonly stepP95Ms: number;
  /** The same of a jump from one place to the next. */
  readonly jumpMs: number;
}

/** The page says itself when its board is painted. */
function tellPainted(says: string): void {
  new MutationObserver((_, seen) => {
    if (!document.querySelector('.ground > canvas')) return;
    seen.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const painted = performance.now();
        const record = performance
          .getEntriesByType('resource')
          .find(({ name }) => name.endsWith('/record'));
        const there = record instanceof PerformanceResourceTiming ? record.responseEnd : NaN;
        console.debug(says, painted, painted - there);
      }),
    );
  }).observe(document, { childList: true, subtree: true });
}
const painted = 'the saved board is painted';

async function opened(context: BrowserContext, url: string) {
  const measured = await openMeasured(context);
  const { page } = measured;
  await page.addInitScript(tellPainted, painted);
  const said = page.waitForEvent('console', (message) => message.text().startsWith(painted));
  await page.goto(url, { waitUntil: 'commit' });
  const [ms = NaN, afterMs = NaN] = (await said)
    .text()
    .slice(painted.length)
    .trim()
    .split(' ')
    .map(Number);
  return { measured, ms, afterMs };
}

/** Presses a key and waits until what came of it is painted. @returns milliseconds of the main thread */
async function pressed({ page, mainThreadMs }: MeasuredPage, act: () => Promise<void>) {
  const before = await mainThreadMs();
  await act();
  await page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
  );
  return (await mainThreadMs()) - before;
}

async function stepped(measured: MeasuredPage) {
  const { page } = measured;
  const slider = page.getByRole('slider', { name: 'Where in the session' });
  const steps: number[] = [];
  const jumps: number[] = [];
  await slider.focus();
  for (let place = 0; place < places; place += 1) {
    const share = (place + 0.5) / places;
    const jump = (): Promise<void> =>
      slider.evaluate((line: HTMLInputElement, to) => {
        const [from, until] = [Number(line.min), Number(line.max)];
        line.value = String(from + (until - from) * to);
        line.dispatchEvent(new Event('input', { bubbles: true }));
      }, share);
    jumps.push(await pressed(measured, jump));
    await page.waitForTimeout(restMs);
    for (let step = 0; step < stepsEach; step += 1) {
      steps.push(await pressed(measured, () => page.keyboard.press('ArrowRight')));
    }
    await page.waitForTimeout(restMs);
  }
  return { steps, jumps };
}

export async function measureReview(browser: Browser, session: SessionId): Promise<ReviewFigures> {
  const chromiums = await launchChromium();
  try {
    const context = await contextOf(chromiums, browser, viewport);
    const url = `${browser.url}/sessions/${session}/saved`;
    const took: number[] = [];
    const after: number[] = [];
    // The first has the program loaded, as it is for whoever comes from the library.
    await (await opened(context, url)).measured.page.close();
    for (let n = 1; n < opens; n += 1) {
      const { measured, ms, afterMs } = await opened(context, url);
      took.push(ms);
      after.push(afterMs);
      await measured.page.close();
    }
    const { measured } = await opened(context, url);
    await measured.page.waitForTimeout(restMs);
    const { steps, jumps } = await stepped(measured);
    return {
      pictureMs: medianOf(took),
      afterRecordMs: medianOf(after),
      stepMs: medianOf(steps),
      stepP95Ms: percentile(Float64Array.from(steps).sort(), 95),
      jumpMs: medianOf(jumps),
    };
  } finally {
    await chromiums.close();
  }
}
