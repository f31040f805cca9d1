/** Nothing on the board needs a drag: what one does, taps and keys do too. And a child's few tools. */
import { expect, type Locator, type Page } from '@playwright/test';
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

const bar = (page: Page): Locator => page.getByRole('group', { name: /selected items?$/i });
const tools = (page: Page): Locator => page.getByRole('group', { name: 'Tools', exact: true });
const hearts = (page: Page, colour: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${colour} heart by`) });

async function sizeOf(item: Locator): Promise<{ width: number; height: number }> {
  const box = await item.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

/** A tap that is not the second of a double one. */
async function tapAt(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator('[data-surface]').boundingBox();
  if (!box) throw new Error('no board');
  await page.touchscreen.tap(box.x + x, box.y + y);
}

const taps = (within: Locator, name: string | RegExp): Promise<void> =>
  within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).tap();

story(
  '[B31][B37][B39] nothing needs a drag: made, moved, sized, turned, coloured, stacked and copied by taps, made wider by keys',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel', { hasTouch: true });
    await openWith(therapist, ['Daniel']);
    await addNote(therapist, 'draw something');
    await expect(noteOn(daniel, 'draw something')).toBeVisible();

    await taps(tools(daniel), 'Shapes');
    await taps(daniel.getByRole('group', { name: 'Shape' }), 'Heart');
    await tapAt(daniel, 200, 120);
    await expect(hearts(daniel, 'Purple').or(hearts(daniel, 'Dark'))).toHaveCount(1);

    // Its look.
    await taps(bar(daniel), 'Colour and look');
    await taps(bar(daniel), 'Green');
    await taps(bar(daniel), 'Filled lightly');
    await expect(hearts(therapist, 'Green')).toHaveCount(1);
    await expect(bar(daniel).getByRole('button', { name: 'Green' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await axeFindsNothing(daniel, 'the look of what is selected');

    // Its size and its place.
    const before = await sizeOf(hearts(daniel, 'Green'));
    await taps(bar(daniel), 'Larger');
    await expect
      .poll(async () => (await sizeOf(hearts(daniel, 'Green'))).width)
      .toBeGreaterThan(before.width);
    await taps(bar(daniel), /^Move/);
    await tapAt(daniel, 700, 420);
    await expect
      .poll(async () => (await hearts(daniel, 'Green').boundingBox())?.x ?? 0)
      .toBeGreaterThan(500);

    // Copied, and put on the board again.
    await taps(bar(daniel), 'Copy');
    await taps(tools(daniel), 'Paste');
    await expect(hearts(daniel, 'Green')).toHaveCount(2);
    await taps(bar(daniel), 'Arrange');
    await taps(bar(daniel), 'To the back');
    await taps(bar(daniel), 'Delete');
    await expect(hearts(daniel, 'Green')).toHaveCount(1);

    // A note is turned; keys make it wider and not higher.
    await addNote(daniel, 'our treehouse');
    const note = daniel.locator('[data-item][aria-label*="our treehouse"]');
    await expect(bar(daniel)).toBeVisible();
    await taps(bar(daniel), 'Arrange');
    await taps(bar(daniel), 'Turn right');
    await taps(bar(daniel), 'Turn left');
    const narrow = await sizeOf(note);
    await note.focus();
    await daniel.keyboard.press('Alt+Shift+ArrowRight');
    await expect.poll(async () => (await sizeOf(note)).width).toBeGreaterThan(narrow.width);
    expect((await sizeOf(note)).height).toBeCloseTo(narrow.height, 0);

    // One way and both: a line's ends.
    await taps(tools(daniel), 'Shapes');
    await taps(daniel.getByRole('group', { name: 'Shape' }), 'Arrow');
    await tapAt(daniel, 300, 500);
    await taps(bar(daniel), 'Colour and look');
    await taps(bar(daniel), 'An arrow both ways');
    await expect(therapist.getByRole('button', { name: /^Arrow both ways by Daniel/ })).toHaveCount(
      1,
    );

    // A cover comes: of the board nothing stays in the page, and so nothing that was copied.
    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(daniel, 'our treehouse');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await expect(tools(daniel).getByRole('button', { name: 'Shapes' })).toBeVisible();
    await expect(tools(daniel).getByRole('button', { name: 'Paste' })).toHaveCount(0);
  },
);

story(
  '[B38] a child has four tools and five colours; put down, the pen makes way for the hand',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya', { hasTouch: true });
    await openWith(therapist, ['Maya']);
    const names = ['Pen', 'Eraser', 'Add a note', 'Stamps'];
    for (const name of names)
      await expect(tools(maya).getByRole('button', { name, exact: true })).toBeVisible();
    await expect(
      tools(maya).getByRole('group', { name: 'Colour' }).getByRole('button'),
    ).toHaveCount(5);
    for (const name of ['Select', 'Shapes', 'Frame', 'Add text', 'Paste'])
      await expect(tools(maya).getByRole('button', { name, exact: true })).toHaveCount(0);

    const pen = tools(maya).getByRole('button', { name: 'Pen', exact: true });
    await expect(pen).toHaveAttribute('aria-pressed', 'true');
    await pen.tap();
    await expect(pen).toHaveAttribute('aria-pressed', 'false');
    await addNote(therapist, 'hello');
    await expect(noteOn(maya, 'hello')).toBeVisible();
    await expect(maya.getByText('Tap something to take it up')).toBeVisible();
    const note = await noteOn(maya, 'hello').boundingBox();
    if (!note) throw new Error('no note');
    await maya.touchscreen.tap(note.x + note.width / 2, note.y + note.height / 2);
    await expect(bar(maya)).toBeVisible();
    await pen.tap();
    await expect(pen).toHaveAttribute('aria-pressed', 'true');
    await expect(bar(maya)).toHaveCount(0);
    await axeFindsNothing(maya, 'a child’s tools');
  },
);
