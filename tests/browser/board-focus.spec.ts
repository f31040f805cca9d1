/** The keyboard on the board: where it is, is seen, and it stays there whatever becomes of what it was on. */
import { expect, type Locator, type Page } from '@playwright/test';
import { addNote, arrive, noteOn, openWith, plannedAtDesk, story } from './story.ts';

const itemOf = (page: Page, words: string): Locator =>
  page.locator(`[data-item][aria-label*="${words}"]`);
const focusMark = (page: Page): Locator => page.locator('[data-surface] .focus');

async function topOf(of: Locator): Promise<number> {
  const box = await of.boundingBox();
  if (!box) throw new Error('not on the page');
  return box.y;
}

/** A therapist takes down what lies there under these words. */
async function takeDown(therapist: Page, words: string): Promise<void> {
  await itemOf(therapist, words).focus();
  await therapist.keyboard.press('Space');
  await therapist.getByRole('button', { name: 'Take down…' }).click();
  await therapist.getByRole('button', { name: 'Take it down for good' }).click();
  await expect(therapist.locator('[data-item]:focus')).toHaveCount(1);
}

story(
  '[B66] whoever walks over the board by keys sees where they are, and stays on it when that is taken down, even while they write on it',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Daniel']);
    for (const words of ['our treehouse', 'lemonade', 'the lake']) {
      await addNote(daniel, words);
      await daniel.keyboard.press('Escape');
      await expect(noteOn(therapist, words)).toBeAttached();
    }

    // Who uses a mouse sees no mark, who uses keys does, and it goes along.
    await itemOf(daniel, 'lemonade').focus();
    await daniel.keyboard.press('Home');
    const first = await daniel.locator('[data-item]:focus').getAttribute('aria-label');
    await expect(focusMark(daniel)).toBeVisible();
    await daniel.keyboard.press('ArrowRight');
    const focused = daniel.locator('[data-item]:focus');
    await expect(focused).not.toHaveAttribute('aria-label', first ?? '');
    await expect
      .poll(async () => (await topOf(focused)) - (await topOf(focusMark(daniel))))
      .toBeCloseTo(4, 0);

    // What it was on is taken down.
    await itemOf(daniel, 'our treehouse').focus();
    await takeDown(therapist, 'our treehouse');
    await expect(itemOf(daniel, 'our treehouse')).toHaveCount(0);
    await expect(focused).toHaveCount(1);

    // Looking elsewhere while writing is not undone; writing on brings the words back in sight.
    await itemOf(daniel, 'the lake').focus();
    await daniel.keyboard.press('Enter');
    const field = daniel.getByRole('textbox', { name: 'Words on the note' });
    await expect(field).toBeFocused();
    const before = await topOf(field);
    const surface = await daniel.locator('[data-surface]').boundingBox();
    if (!surface) throw new Error('there is no board');
    await daniel.mouse.move(surface.x + 20, surface.y + surface.height / 2);
    await daniel.mouse.wheel(0, -surface.height);
    await expect.poll(() => topOf(field)).toBeCloseTo(before + surface.height, 0);
    await expect(field).toBeFocused();
    await daniel.keyboard.type(' in summer');
    await expect.poll(() => topOf(field)).toBeLessThan(surface.y + surface.height);

    // What is being written on is taken down.
    await expect(noteOn(therapist, 'the lake in summer')).toBeAttached();
    await takeDown(therapist, 'the lake in summer');
    await expect(field).toHaveCount(0);
    await expect(focused).toHaveAttribute('aria-label', /lemonade/);
    await expect(focusMark(daniel)).toBeVisible();
  },
);
