/** Pictures and templates: what a therapist puts on a board besides words and ink. */
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { aPhoto, noise } from '../support/picture-files.ts';
import { arrive, axeFindsNothing, expectCovered, openWith, plannedAtDesk, story } from './story.ts';

const items = (page: Page) => page.getByRole('list', { name: 'On the board' });
const pictures = (page: Page) => items(page).locator('[aria-label^="Picture by"]');

/** The colour in the middle of the first picture, and its width for a height of 100. */
async function seenOf(page: Page) {
  const box = await pictures(page).first().boundingBox();
  if (!box) return null;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 1, height: 1 };
  const pixel = await sharp(await page.screenshot({ clip: middle }))
    .removeAlpha()
    .raw()
    .toBuffer();
  return { colour: [...pixel], width: Math.round((100 * box.width) / box.height) };
}
/** Upright, as the camera meant it, in the colour of the photo. */
const upright = {
  colour: [47, 111, 143].map((part): unknown => expect.closeTo(part, -1)),
  width: 67,
};

/** Puts a file on the board as a hand would: pasted, or dropped. */
const handOver = (page: Page, how: 'paste' | 'drop', bytes: Buffer, type: string): Promise<void> =>
  page.getByRole('region', { name: 'Shared board' }).evaluate(
    (board, [by, file, called]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
      data.items.add(new File([content], 'a file', { type: called }));
      const told = { bubbles: true, cancelable: true };
      board.dispatchEvent(
        by === 'paste'
          ? new ClipboardEvent('paste', { ...told, clipboardData: data })
          : new DragEvent('drop', { ...told, dataTransfer: data }),
      );
    },
    [how, bytes.toString('base64'), type] as const,
  );

story(
  '[B40][B42][B44][B48] a picture is added, described, seen by the family, gone from a covered page and on the saved board',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openWith(therapist, ['Maya']);
    await expect(maya.getByRole('button', { name: 'Add a picture' })).toHaveCount(0);

    const photo = await aPhoto('jpeg', 900, 600);
    const [chooser] = await Promise.all([
      therapist.waitForEvent('filechooser'),
      therapist.getByRole('button', { name: 'Add a picture' }).click(),
    ]);
    await chooser.setFiles({ name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: photo });
    await expect(
      therapist.getByRole('textbox', { name: 'What does this picture show?' }),
    ).toBeFocused();
    await therapist.keyboard.type('the lake in summer');
    await therapist.keyboard.press('Enter');
    const name = 'Picture by Dr. Okafor: the lake in summer';
    await expect(items(maya).getByRole('button', { name })).toBeVisible();
    await expect.poll(() => seenOf(maya)).toEqual(upright);
    await axeFindsNothing(maya, 'a child’s board with a picture');

    await handOver(therapist, 'paste', await noise(64, 48, 3), 'image/png');
    await therapist.getByRole('button', { name: 'Not now' }).click();
    await expect(pictures(maya)).toHaveCount(2);
    await handOver(therapist, 'drop', Buffer.from('<html>'), 'text/html');
    await expect(therapist.getByRole('alert').getByText(/^This is no picture/)).toBeVisible();
    await handOver(therapist, 'drop', photo.subarray(0, 60), 'image/jpeg');
    await expect(therapist.getByRole('alert').getByText(/^This picture is damaged/)).toBeVisible();
    await expect(pictures(therapist)).toHaveCount(2);

    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(maya, 'blob:', 'the lake in summer');
    // Only now: while axe looks, a page can't answer, and a room without a therapist is held.
    await therapist.getByRole('button', { name: 'Resume' }).waitFor();
    await axeFindsNothing(therapist, 'a therapist’s board with pictures');
    await therapist.getByRole('button', { name: 'Describe it for who can’t see it' }).click();
    await axeFindsNothing(therapist, 'the panel that asks what a picture shows');
    await therapist.keyboard.press('Escape');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => seenOf(maya)).toEqual(upright);

    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.getByRole('button', { name: 'End the session' }).click();
    await therapist.getByRole('link', { name: /saved board/i }).click();
    await expect(items(therapist).getByRole('img', { name })).toBeVisible();
    await expect.poll(() => seenOf(therapist)).toEqual(upright);
  },
);

story(
  '[B45][B46][B47] a template is laid with one press, undone with one, kept for the practice, and used again',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openWith(therapist, ['Maya']);
    const panel = therapist.getByRole('dialog', { name: 'Templates' });

    await therapist.getByRole('button', { name: 'Templates' }).click();
    await expect(panel.getByText('None so far.')).toBeVisible();
    await panel.getByRole('button', { name: 'Three places' }).click();
    const worries = 'Frame by Dr. Okafor: Worries';
    await expect(items(maya).getByRole('button', { name: worries })).toBeVisible();
    await therapist.getByRole('button', { name: 'Undo' }).click();
    await expect(items(maya).getByRole('button')).toHaveCount(0);

    await therapist.getByRole('button', { name: 'Redo' }).click();
    await therapist.keyboard.press('l');
    await panel.getByLabel('Keep this board as a template').fill('Maya’s places');
    await panel.getByRole('button', { name: 'Keep it' }).click();
    await expect(panel.getByRole('alert')).toHaveText(/^“Maya” is a name in this family/);
    await panel.getByLabel('Keep this board as a template').fill('Our places');
    await panel.getByRole('button', { name: 'Keep it' }).click();
    await panel.getByRole('button', { name: 'Our places', exact: true }).click();
    await expect(items(maya).getByRole('button', { name: worries })).toHaveCount(2);

    await therapist.keyboard.press('l');
    await panel.getByRole('button', { name: 'Delete “Our places”…' }).click();
    await panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(panel.getByText('None so far.')).toBeVisible();
    await therapist.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await therapist.getByRole('button', { name: 'Hold' }).click();
    await therapist.getByRole('button', { name: 'Templates' }).click();
    await axeFindsNothing(therapist, 'the templates');
  },
);
