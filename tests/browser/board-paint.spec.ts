/** What is painted, pixel by pixel. */
import { expect } from '@playwright/test';
import sharp from 'sharp';
import { arrive, openWith, plannedAtDesk, story } from './story.ts';

story(
  '[B64] a large filled shape is of one colour on a screen of five device pixels to four: no seam between what is painted piece by piece',
  async ({ story: kinbridge }) => {
    story.setTimeout(120_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel', { deviceScaleFactor: 1.25 });
    await openWith(therapist, ['Daniel']);
    await daniel.getByRole('button', { name: 'Shapes' }).click();
    await daniel.mouse.move(40, 200);
    await daniel.mouse.down();
    await daniel.mouse.move(600, 400);
    await daniel.mouse.move(1_100, 640);
    await daniel.mouse.up();
    await daniel.getByRole('button', { name: 'Select', exact: true }).click();
    await daniel.mouse.click(44, 420);
    await daniel.getByRole('button', { name: 'Colour and look' }).click();
    await daniel.getByRole('button', { name: 'Filled', exact: true }).click();
    await daniel.locator('[data-surface]').focus();
    await daniel.keyboard.press('Escape');
    const colours = async (): Promise<number> => {
      const clip = { x: 80, y: 300, width: 980, height: 260 };
      const seen = sharp(await daniel.screenshot({ clip })).removeAlpha();
      const pixels = await seen.raw().toBuffer();
      const all = new Set<number>();
      for (let at = 0; at < pixels.length; at += 3) all.add(pixels.readUIntBE(at, 3));
      return all.size;
    };
    await expect.poll(colours).toBe(1);
  },
);
