/** A pen's pressure is in its line, and whoever wants no motion sees none. */
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { addNote, arrive, noteOn, openWith, plannedAtDesk, story } from './story.ts';

/** Pixels of ink across each drawn line in its middle, from the upper to the lower. */
async function breadthsOfLines(page: Page): Promise<readonly number[]> {
  const boxes = await page
    .getByRole('button', { name: /^Drawing by/ })
    .evaluateAll((drawings) =>
      drawings.map((one) => one.getBoundingClientRect().toJSON() as DOMRect),
    );
  const breadths: number[] = [];
  for (const { x, y, width, height } of boxes.toSorted((one, other) => one.y - other.y)) {
    const clip = { x: Math.round(x + width / 2), y: Math.round(y) - 8, width: 1 };
    const shot = await page.screenshot({ clip: { ...clip, height: Math.round(height) + 16 } });
    const greys = [...(await sharp(shot).greyscale().raw().toBuffer())];
    const ground = Math.max(...greys);
    breadths.push(greys.reduce((sum, grey) => sum + (ground - grey), 0));
  }
  return breadths;
}

/** How many places the board goes through until it rests, from now on; read by calling what comes back. */
async function watchBoard(page: Page): Promise<() => Promise<number>> {
  const places = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const look = (): void => {
      const moved = document.querySelector('[aria-label="On the board"]')?.parentElement;
      if (moved instanceof HTMLElement) seen.add(moved.style.transform);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => places.evaluate((seen) => seen.size);
}

story(
  '[B5] a pen pressed firmly draws a broader line than one that hardly touches, here and elsewhere',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openWith(therapist, ['Maya']);
    await addNote(therapist, 'draw something');
    await expect(noteOn(maya, 'draw something')).toBeVisible();
    const box = await maya.locator('[data-surface]').boundingBox();
    if (!box) throw new Error('no board');
    const hands = await maya.context().newCDPSession(maya);
    const pen =
      (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number) =>
      async (force: number): Promise<void> => {
        await hands.send('Input.dispatchMouseEvent', {
          ...{ type, x, y, force, pointerType: 'pen', button: 'left', clickCount: 1 },
          buttons: type === 'mouseReleased' ? 0 : 1,
        });
      };
    for (const [y, force] of [
      [box.y + 90, 0.1],
      [box.y + 150, 0.95],
    ] as const) {
      await pen('mousePressed', box.x + 100, y)(force);
      for (let x = 10; x <= 300; x += 10) await pen('mouseMoved', box.x + 100 + x, y)(force);
      await pen('mouseReleased', box.x + 400, y)(force);
    }
    for (const page of [maya, therapist]) {
      await expect(page.getByRole('button', { name: /^Drawing by/ })).toHaveCount(2);
      await expect
        .poll(async () => {
          const [light = 0, firm = 0] = await breadthsOfLines(page);
          return firm / light;
        })
        .toBeGreaterThan(1.5);
    }
  },
);

story(
  '[B61] brought somewhere, the view goes there by and by, or at once for whoever wants no motion',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya', { reducedMotion: 'reduce' });
    const daniel = await arrive(kinbridge, links, 'Daniel', { reducedMotion: 'no-preference' });
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(therapist, 'over here');
    for (const page of [maya, daniel]) {
      await expect(noteOn(page, 'over here')).toBeVisible();
      await page.locator('[data-surface]').focus();
      for (let at = 0; at < 8; at += 1) await page.keyboard.press('Shift+ArrowRight');
    }
    const [still, moving] = [await watchBoard(maya), await watchBoard(daniel)];
    await therapist.locator('[data-surface]').focus();
    await therapist.keyboard.press('c');
    for (const page of [maya, daniel])
      await expect(page.getByRole('button', { name: 'Back to my place' })).toBeVisible();
    await expect.poll(moving).toBeGreaterThan(3);
    expect(await still()).toBeLessThanOrEqual(2);
    // Nothing else moves either.
    expect(await maya.evaluate(() => document.getAnimations().length)).toBe(0);
  },
);
