/** One open room, and the parent's page in it, come by a personal link as anybody does. */
import type { Browser as Chromium, BrowserContext, Page } from '@playwright/test';
import type { PersonalLink } from '../../../shared/wire/http.ts';
import { done } from '../../support/practice.ts';
import type { Load } from '../load/loads.ts';
import { launchChromium } from '../peers/chromium.ts';
import { startKinbridge } from '../peers/kinbridge.ts';
import { clientIdOf, openHands, type Hands } from './hands.ts';
import { openMeasured, viewport, type MeasuredPage } from './measured-page.ts';

const load: Load = { name: 'one board', rooms: 1, editsPerSecond: 0, cursorsPerSecond: 0 };

/** Which of the guests the measured page is: the parent. */
const parent = 1;

export interface Room {
  readonly measured: MeasuredPage;
  readonly hands: Hands;
  /** Bytes of scripts, styles and fonts by the time each was on the screen, from an empty cache. */
  readonly bytes: { readonly waitingRoom: number; readonly room: number };
  /** Opens the board on another page of the same device, with nothing of it in any cache. */
  another(): Promise<AnotherPage>;
  close(): Promise<void>;
}

export interface AnotherPage {
  readonly measured: MeasuredPage;
  /** @returns milliseconds from asking for the page until its board was painted */
  open(): Promise<number>;
}

/** Once it is shown and everything it asked for has come. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
}

export async function openRoom(): Promise<Room> {
  const running = await startKinbridge(load, { profileDir: null });
  const chromiums = await launchChromium().catch(async (cause: unknown) => {
    await running.end();
    throw cause;
  });
  const close = async (): Promise<void> => {
    await chromiums.close();
    await running.end();
  };
  try {
    const addresses = await running.open(
      0,
      [0, 1, 2, 3].map((seat) => clientIdOf(seat)),
    );
    const [planned] = running.rooms;
    const [people] = running.people;
    const guest = planned?.guests[parent];
    if (!planned || !people || !guest) throw new Error('there is no room');
    const hands = await openHands(addresses, people);

    // The first device of the parent gives way to the one that is measured.
    const { url } = await done<PersonalLink>(
      planned.therapist,
      'POST',
      `/api/sessions/${planned.session}/links/${guest.id}`,
    );
    const context = await chromiums.newContext({ viewport });
    const measured = await openMeasured(context);
    const { page } = measured;
    await page.goto(url);
    await page.getByRole('button', { name: /^Yes/ }).click();
    await page.getByText('Your connection is good.').waitFor();
    await settled(page);
    const waitingRoom = measured.loadedBytes();
    await running.pages(0).therapist.command({ kind: 'let-in', person: guest.id });
    await page.getByRole('list', { name: 'On the board' }).waitFor({ state: 'attached' });
    await settled(page);
    const bytes = { waitingRoom, room: measured.loadedBytes() };
    return {
      measured,
      hands,
      bytes,
      another: () => another(chromiums, context, page.url()),
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/**
 * The page says itself when its board is there and painted: to be asked again and again would cost it
 * a tenth of what is measured.
 */
function tellReady(says: string): void {
  new MutationObserver((_, seen) => {
    if (!document.querySelector('[aria-label="On the board"] > li')) return;
    seen.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        console.debug(says, performance.now());
      }),
    );
  }).observe(document, { childList: true, subtree: true });
}
const ready = 'the board is painted';

async function another(chromiums: Chromium, of: BrowserContext, url: string): Promise<AnotherPage> {
  const context = await chromiums.newContext({
    viewport,
    storageState: await of.storageState(),
  });
  const measured = await openMeasured(context);
  await measured.page.addInitScript(tellReady, ready);
  return {
    measured,
    async open() {
      const said = measured.page.waitForEvent('console', (message) =>
        message.text().startsWith(ready),
      );
      await measured.page.goto(url, { waitUntil: 'commit' });
      return Number((await said).text().slice(ready.length));
    },
  };
}
