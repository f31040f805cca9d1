/** Hands on the board: pen and palm, two fingers, a finger held still, wheel and keys, and being brought. */
import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';
import {
  addNote,
  arrive,
  axeFindsNothing,
  expectCovered,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';

type At = readonly [x: number, y: number];

const itemOf = (page: Page, words: string): Locator =>
  page.locator(`[data-item][aria-label*="${words}"]`);
const bar = (page: Page): Locator => page.getByRole('group', { name: /selected items?$/i });
const drawings = (page: Page): Locator => page.getByRole('button', { name: /^Drawing by/ });

async function boxOf(
  of: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await of.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

async function middleOf(of: Locator): Promise<At> {
  const { x, y, width, height } = await boxOf(of);
  return [x + width / 2, y + height / 2];
}

/** How near the board is: the width of a note of 200 units, by 200. */
const zoomOf = async (page: Page, words: string): Promise<number> =>
  Math.round((await boxOf(itemOf(page, words))).width / 2) / 100;

/** Fingers and pens as the system sends them. */
const handsOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

const touches = (hands: CDPSession, type: 'touchStart' | 'touchMove', ...at: readonly At[]) =>
  hands.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: at.map(([x, y], id) => ({ x, y, id })),
  });
const lifts = (hands: CDPSession) =>
  hands.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

const pen = (
  hands: CDPSession,
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  [x, y]: At,
  force = 0.5,
) =>
  hands.send('Input.dispatchMouseEvent', {
    ...{ type, x, y, force, pointerType: 'pen', button: 'left', clickCount: 1 },
    buttons: type === 'mouseReleased' ? 0 : 1,
  });

/** From one place to another in steps. */
async function along(from: At, to: At, step: (at: At) => Promise<unknown>): Promise<void> {
  for (let part = 1; part <= 8; part += 1)
    await step([
      from[0] + ((to[0] - from[0]) * part) / 8,
      from[1] + ((to[1] - from[1]) * part) / 8,
    ]);
}

async function penLine(hands: CDPSession, from: At, to: At): Promise<void> {
  await pen(hands, 'mousePressed', from);
  await along(from, to, (at) => pen(hands, 'mouseMoved', at));
  await pen(hands, 'mouseReleased', to);
}

async function fingerLine(hands: CDPSession, from: At, to: At): Promise<void> {
  await touches(hands, 'touchStart', from);
  await along(from, to, (at) => touches(hands, 'touchMove', at));
  await lifts(hands);
}

story(
  '[B54] a pen writes over the palm, fingers beside it only move the board two at a time, and a finger held still takes up',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya', { hasTouch: true });
    await openWith(therapist, ['Maya']);
    await addNote(maya, 'our treehouse');
    const hands = await handsOf(maya);
    const surface = await boxOf(maya.locator('[data-surface]'));
    const at = (x: number, y: number): At => [surface.x + x, surface.y + y];

    // With a pen in the hand of the page, a finger draws; held still on a note it takes the note up.
    await maya.getByRole('button', { name: 'Pen', exact: true }).click();
    await fingerLine(hands, at(120, 120), at(320, 130));
    await expect(drawings(maya)).toHaveCount(1);
    await touches(hands, 'touchStart', await middleOf(itemOf(maya, 'our treehouse')));
    await expect(bar(maya)).toBeVisible();
    await lifts(hands);
    await expect(bar(maya)).toBeVisible();
    await expect(drawings(maya)).toHaveCount(1);
    await expect(itemOf(maya, 'our treehouse')).toHaveAttribute('aria-pressed', 'true');

    // The palm is down first: the pen writes all the same, and of the palm nothing stays.
    await maya.getByRole('button', { name: 'Pen', exact: true }).click();
    await touches(hands, 'touchStart', at(500, 420));
    await penLine(hands, at(120, 300), at(320, 320));
    await lifts(hands);
    await expect(drawings(maya)).toHaveCount(2);
    await fingerLine(hands, at(420, 120), at(620, 130));
    const before = await boxOf(itemOf(maya, 'our treehouse'));
    await expect(drawings(maya)).toHaveCount(2);

    // Two fingers pan and pinch.
    await touches(hands, 'touchStart', at(300, 300), at(500, 300));
    for (let by = 5; by <= 40; by += 5)
      await touches(hands, 'touchMove', at(300 - by, 300 + by), at(500 + by, 300 + by));
    await lifts(hands);
    const after = await boxOf(itemOf(maya, 'our treehouse'));
    expect(after.width / before.width).toBeGreaterThan(1.2);
    await expect(drawings(maya)).toHaveCount(2);
    await expect(drawings(therapist)).toHaveCount(2);

    // A right click takes up as well.
    const there = await middleOf(itemOf(therapist, 'our treehouse'));
    await therapist.getByRole('button', { name: 'Pen', exact: true }).click();
    await therapist.mouse.click(...there, { button: 'right' });
    await expect(bar(therapist)).toBeVisible();
  },
);

story(
  '[B60] the view goes by wheel, by space bar and by keys: all, 100 %, and what is selected',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist: page } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    await openWith(page, []);
    await addNote(page, 'our treehouse');
    const note = itemOf(page, 'our treehouse');
    const start = await boxOf(note);
    const [x, y] = await middleOf(page.locator('[data-surface]'));
    await page.keyboard.press('Escape');
    await page.mouse.move(x, y + 200);

    await page.mouse.wheel(60, 90);
    await expect.poll(async () => (await boxOf(note)).y - start.y).toBeCloseTo(-90, 0);
    expect((await boxOf(note)).x - start.x).toBeCloseTo(-60, 0);

    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(() => zoomOf(page, 'our treehouse')).toBeGreaterThan(1.2);

    await page.locator('[data-surface]').focus();
    await page.keyboard.press('1');
    await expect.poll(() => zoomOf(page, 'our treehouse')).toBe(1);
    await page.keyboard.press('-');
    await expect.poll(() => zoomOf(page, 'our treehouse')).toBe(0.8);
    await page.keyboard.press('0');
    await expect.poll(() => zoomOf(page, 'our treehouse')).toBe(1);

    const before = await boxOf(note);
    await page.keyboard.down(' ');
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 160, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up(' ');
    await expect.poll(async () => (await boxOf(note)).x - before.x).toBeCloseTo(80, 0);
    expect((await boxOf(note)).y - before.y).toBeCloseTo(-40, 0);

    await note.focus();
    await page.keyboard.press('2');
    await expect.poll(() => zoomOf(page, 'our treehouse')).toBe(2);

    await page.keyboard.press('?');
    const keys = page.getByRole('region', { name: 'Keys' });
    await expect(keys).toBeFocused();
    await expect(keys.getByText('Show what is selected')).toBeVisible();
    await axeFindsNothing(page, 'the list of keys');
    await page.keyboard.press('Escape');
    await expect(keys).toHaveCount(0);
    await expect(note).toBeFocused();
  },
);

story(
  '[S15][B61] a therapist brings everybody, or one, to what is seen, and one press goes back',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', { hasTouch: true });
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(therapist, 'over here');
    await expect(noteOn(maya, 'over here')).toBeVisible();
    await expect(noteOn(daniel, 'over here')).toBeVisible();
    const back = (page: Page): Locator => page.getByRole('button', { name: 'Back to my place' });
    const isInSight = (page: Page) => () =>
      itemOf(page, 'over here').evaluate((item) => {
        const { left, right, top, bottom } = item.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      });
    for (const page of [maya, daniel]) {
      await page.locator('[data-surface]').focus();
      for (let at = 0; at < 8; at += 1) await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(isInSight(page)).toBe(false);
    }
    const own = await boxOf(itemOf(daniel, 'over here'));

    // One of them, by button.
    await therapist.getByRole('button', { name: 'Come and look here' }).click();
    await axeFindsNothing(therapist, 'who comes and looks');
    await therapist.getByRole('group', { name: 'Who comes and looks' }).getByText('Maya').click();
    await expect(back(maya)).toBeVisible();
    await expect.poll(isInSight(maya)).toBe(true);
    await expect(maya.getByText('Dr. Okafor brought you here.')).toBeVisible();
    await axeFindsNothing(maya, 'a child who was brought somewhere');
    await expect(back(daniel)).toHaveCount(0);
    expect(await isInSight(daniel)()).toBe(false);

    // Everybody, by key; whoever draws is not pulled away before the line is done.
    const hands = await handsOf(daniel);
    const [x, y] = await middleOf(daniel.locator('[data-surface]'));
    await daniel.getByRole('button', { name: 'Pen', exact: true }).click();
    await touches(hands, 'touchStart', [x, y]);
    await touches(hands, 'touchMove', [x + 40, y]);
    await touches(hands, 'touchMove', [x + 80, y]);
    await therapist.locator('[data-surface]').focus();
    await therapist.keyboard.press('c');
    await expect(therapist.getByText('Everybody was brought here.')).toBeAttached();
    await touches(hands, 'touchMove', [x + 120, y]);
    expect(await boxOf(itemOf(daniel, 'over here'))).toEqual(own);
    await lifts(hands);
    await expect(back(daniel)).toBeVisible();
    await expect.poll(isInSight(daniel)).toBe(true);

    await back(daniel).click();
    await expect(back(daniel)).toHaveCount(0);
    await expect.poll(() => boxOf(itemOf(daniel, 'over here'))).toEqual(own);
    await maya.locator('[data-surface]').focus();
    await maya.keyboard.press('b');
    await expect(back(maya)).toHaveCount(0);
    await expect.poll(isInSight(maya)).toBe(false);

    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(maya, 'over here');
    await expect(therapist.getByRole('button', { name: 'Come and look here' })).toHaveCount(0);
  },
);
