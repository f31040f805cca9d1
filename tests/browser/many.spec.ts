/** One and many items in hand: by mouse, by finger, and by keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';
import {
  addNote,
  arrive,
  axeFindsNothing,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';

const itemOf = (page: Page, words: string): Locator =>
  page.locator(`[data-item][aria-label*="${words}"]`);
const bar = (page: Page): Locator => page.getByRole('group', { name: /selected items?$/i });
const surfaceOf = (page: Page): Locator => page.locator('[data-surface]');

/** Where the upper left corner of an item lies on the page, in whole pixels. */
async function placeOf(page: Page, words: string): Promise<{ x: number; y: number }> {
  const box = await itemOf(page, words).boundingBox();
  if (!box) throw new Error(`no item “${words}”`);
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

/** How far something went since it was at `from`. */
async function wentFrom(page: Page, words: string, from: { x: number; y: number }) {
  const { x, y } = await placeOf(page, words);
  return { x: x - from.x, y: y - from.y };
}

async function middleOf(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox();
  if (!box) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let at = 1; at <= 5; at += 1)
    await page.mouse.move(from.x + ((to.x - from.x) * at) / 5, from.y + ((to.y - from.y) * at) / 5);
  await page.mouse.up();
}

/** A rectangle around both, from outside the one to outside the other. */
async function lassoAround(page: Page, words: readonly string[]): Promise<void> {
  const boxes = await Promise.all(words.map((one) => itemOf(page, one).boundingBox()));
  const all = boxes.flatMap((box) => box ?? []);
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  await drag(page, { x: left - 6, y: top - 6 }, { x: right + 6, y: bottom + 6 });
}

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

story(
  '[B30][B31][B32][B33] many by mouse: a lasso moves own ones, a child’s stays, each act is one undo',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await addNote(daniel, 'lemonade');
    await addNote(daniel, 'the lake');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await daniel.getByRole('button', { name: 'Show all' }).click();

    const before = {
      treehouse: await placeOf(daniel, 'our treehouse'),
      lemonade: await placeOf(daniel, 'lemonade'),
      lake: await placeOf(daniel, 'the lake'),
    };
    await lassoAround(daniel, ['our treehouse', 'lemonade', 'the lake']);
    await expect(bar(daniel)).toHaveAccessibleName('3 selected items');
    await axeFindsNothing(daniel, 'three selected');
    const from = await middleOf(itemOf(daniel, 'lemonade'));
    await daniel.keyboard.down('Control');
    await drag(daniel, from, { x: from.x + 30, y: from.y + 140 });
    await daniel.keyboard.up('Control');
    await expect
      .poll(() => wentFrom(daniel, 'lemonade', before.lemonade))
      .toEqual({ x: 30, y: 140 });
    expect(await wentFrom(daniel, 'the lake', before.lake)).toEqual({ x: 30, y: 140 });
    expect(await placeOf(daniel, 'our treehouse')).toEqual(before.treehouse);
    await expect(daniel.getByText(/One of these stays as it is. Only Maya/).first()).toBeVisible();

    await daniel.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => placeOf(daniel, 'lemonade')).toEqual(before.lemonade);
    expect(await placeOf(daniel, 'the lake')).toEqual(before.lake);
    await saved(daniel);

    // Both of Daniel's, one by one.
    await itemOf(daniel, 'lemonade').click({ position: { x: 60, y: 60 }, force: true });
    await daniel.keyboard.down('Shift');
    const lake = await middleOf(itemOf(daniel, 'the lake'));
    await daniel.mouse.click(lake.x, lake.y);
    await daniel.keyboard.up('Shift');
    await expect(bar(daniel)).toHaveAccessibleName('2 selected items');
    await daniel.keyboard.press('Control+c');
    await daniel.keyboard.press('Control+v');
    await expect(noteOn(daniel, 'lemonade')).toHaveCount(2);
    await expect(therapist.getByRole('button', { name: 'Note by Daniel: lemonade' })).toHaveCount(
      2,
    );
    await daniel.keyboard.press('Control+z');
    await expect(noteOn(daniel, 'lemonade')).toHaveCount(1);
    await expect(noteOn(daniel, 'the lake')).toHaveCount(1);
  },
);

story(
  '[B33] what comes out of the clipboard is a note, an answer, or nothing',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await openWith(therapist, ['Daniel']);
    await expect(surfaceOf(daniel)).toBeVisible();
    const clipboard = (type: string, words: string) =>
      daniel.evaluate(
        async ([as, what]) => {
          const item = new ClipboardItem({ [as]: new Blob([what], { type: as }) });
          await navigator.clipboard.write([item]);
        },
        [type, words] as const,
      );
    await surfaceOf(daniel).focus();
    await clipboard('text/plain', 'from a letter');
    await daniel.keyboard.press('Control+v');
    await expect(noteOn(therapist, 'from a letter')).toBeVisible();
    await clipboard(
      'text/html',
      '<p>two <b>bold</b> words</p><script>document.title = "x"</script>',
    );
    await daniel.keyboard.press('Control+v');
    await expect(noteOn(therapist, 'two bold words')).toBeVisible();
    await clipboard('text/plain', 'x'.repeat(1_000_000));
    await daniel.keyboard.press('Control+v');
    await expect(
      daniel
        .getByText('That is 1,000,000 characters, and a note takes 1,000. Nothing was pasted.')
        .first(),
    ).toBeVisible();
    await expect(daniel.locator('[data-item]')).toHaveCount(2);
  },
);

story(
  '[B30][B31] many by finger: a double tap makes a note, “Select more” and two taps move both',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 820, height: 1180 },
      hasTouch: true,
    });
    await openWith(therapist, ['Daniel']);
    const surface = await surfaceOf(daniel).boundingBox();
    if (!surface) throw new Error('no board');
    const at = (x: number, y: number) => [surface.x + x, surface.y + y] as const;

    for (const [words, x, y] of [
      ['lemonade', 200, 200],
      ['the lake', 520, 300],
    ] as const) {
      await daniel.touchscreen.tap(...at(x, y));
      await daniel.touchscreen.tap(...at(x, y));
      await daniel.keyboard.type(words);
      await daniel.keyboard.press('Escape');
      await expect(noteOn(therapist, words)).toBeVisible();
      const middle = await middleOf(itemOf(daniel, words));
      expect(Math.abs(middle.x - surface.x - x)).toBeLessThan(60);
      await daniel.waitForTimeout(450); // A tap is not the second of a double one.
    }
    const [lemonade, lake] = [await placeOf(daniel, 'lemonade'), await placeOf(daniel, 'the lake')];
    const one = await middleOf(itemOf(daniel, 'lemonade'));
    await daniel.touchscreen.tap(one.x, one.y);
    await bar(daniel)
      .getByRole('button', { name: /^Select more/ })
      .tap();
    const other = await middleOf(itemOf(daniel, 'the lake'));
    await daniel.touchscreen.tap(other.x, other.y);
    await expect(bar(daniel)).toHaveAccessibleName('2 selected items');
    await bar(daniel).getByRole('button', { name: /^Move/ }).tap();
    await daniel.touchscreen.tap(...at(400, 700));
    await expect
      .poll(async () => (await wentFrom(daniel, 'lemonade', lemonade)).y)
      .toBeGreaterThan(300);
    expect(await wentFrom(daniel, 'the lake', lake)).toEqual(
      await wentFrom(daniel, 'lemonade', lemonade),
    );

    await takes(daniel, 'Pen');
    await swipe(daniel, at(150, 120), at(450, 130));
    await expect(therapist.getByRole('button', { name: /^Drawing by Daniel/ })).toHaveCount(1);
    await takes(daniel, 'Eraser');
    await swipe(daniel, at(300, 60), at(300, 200));
    await expect(therapist.getByRole('button', { name: /^Drawing by Daniel/ })).toHaveCount(0);
    await expect(noteOn(therapist, 'lemonade')).toBeVisible();
  },
);

/** Takes a tool by a tap, and waits until it is in the hand. */
async function takes(page: Page, name: string): Promise<void> {
  const tool = page.getByRole('button', { name, exact: true });
  await tool.tap();
  await expect(tool).toHaveAttribute('aria-pressed', 'true');
}

/** One finger from one place to another. */
async function swipe(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    line.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  await touch('touchStart', ...from);
  for (let at = 1; at <= 8; at += 1)
    await touch(
      'touchMove',
      from[0] + ((to[0] - from[0]) * at) / 8,
      from[1] + ((to[1] - from[1]) * at) / 8,
    );
  // At rest before it lifts: after a fling Chromium takes the next tap for the one that stops it.
  await page.waitForTimeout(200);
  await touch('touchMove', ...to);
  await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await line.detach();
}

story(
  '[B30][B31][B34] many by keyboard alone: picked, moved, lined up, duplicated, taken off, undone',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Daniel']);
    await surfaceOf(daniel).focus();
    const { keyboard } = daniel;
    for (const words of ['one', 'two', 'three']) {
      await keyboard.press('n');
      await keyboard.type(words);
      await keyboard.press('Escape');
      await expect(noteOn(daniel, words)).toBeVisible();
    }
    await daniel.waitForTimeout(600); // The list is in reading order again.
    await keyboard.press('Escape');
    await keyboard.press('Home');
    await keyboard.press('a');
    await keyboard.press(' ');
    await keyboard.press('ArrowRight');
    await keyboard.press(' ');
    await expect(bar(daniel)).toHaveAccessibleName('2 selected items');
    await keyboard.press('a');
    const names = ['one', 'two', 'three'];
    const places = async () =>
      Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await placeOf(daniel, name)] as const)),
      );
    const before = await places();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect
      .poll(async () => {
        const now = await places();
        return names.map((name) => (now[name]?.y ?? 0) - (before[name]?.y ?? 0)).sort();
      })
      .toEqual([0, 16, 16]);
    await keyboard.press('Control+a');
    await expect(bar(daniel)).toHaveAccessibleName('3 selected items');
    await bar(daniel).getByRole('button', { name: 'Arrange' }).focus();
    await keyboard.press('Enter');
    await bar(daniel).getByRole('button', { name: 'Line up tops' }).focus();
    await keyboard.press('Enter');
    await expect
      .poll(async () => new Set(Object.values(await places()).map(({ y }) => y)).size)
      .toBe(1);
    await keyboard.press('Control+d');
    await expect(daniel.locator('[data-item]')).toHaveCount(6);
    await surfaceOf(daniel).focus();
    await expect(bar(daniel)).toHaveAccessibleName('3 selected items');
    await keyboard.press('Delete');
    await expect(daniel.locator('[data-item]')).toHaveCount(3);
    await expect(therapist.locator('[data-item]')).toHaveCount(3);
    await keyboard.press('Control+z');
    await expect(therapist.locator('[data-item]')).toHaveCount(6);
    await keyboard.press('Control+z');
    await expect(therapist.locator('[data-item]')).toHaveCount(3);
    await keyboard.press('Control+z');
    await expect
      .poll(async () => new Set(Object.values(await places()).map(({ y }) => y)).size)
      .toBe(2);
  },
);
