/** Lines as they are: a slow one, and one that goes while two write into one note. */
import { expect, type Locator, type Page } from '@playwright/test';
import { createSlowLine, type SlowLine } from '../support/slow-line.ts';
import { addNote, arrive, expectCovered, noteOn, openWith, plannedAtDesk, story } from './story.ts';

const wordsOf = (page: Page): Locator => page.getByLabel('Words on the note');
const drawings = (page: Page): Locator => page.getByRole('button', { name: /^Drawing by/ });
const edited = (page: Page): Locator =>
  page.getByRole('button', { name: /^Note by you: .*edited by a therapist$/s });

async function closeAfter(line: SlowLine, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } finally {
    await line.close();
  }
}

story(
  '[B4][B12][B63] two write into one note for a while and one loses the line: the same words on both screens and in the log',
  async ({ story: kinbridge }) => {
    story.setTimeout(240_000);
    const line = await createSlowLine({ bitsPerSecond: 2_000_000, delayMs: 40 });
    await closeAfter(line, async () => {
      const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
      const daniel = await arrive(kinbridge, links, 'Daniel', { proxy: { server: line.server } });
      await openWith(therapist, ['Daniel']);
      await addNote(daniel, ' I listen. ');
      for (const page of [daniel, therapist]) {
        await page.locator('[data-item][aria-label*="I listen."]').focus();
        await page.keyboard.press('Enter');
        await expect(wordsOf(page)).toBeFocused();
      }
      await therapist.keyboard.press('Control+Home');
      await daniel.keyboard.press('Control+End');

      const first = 'Together we agreed on what comes first, and it is this: ';
      const last = 'And when it is hard I say so, and we stop for as long as it takes. ';
      // For a minute, as fast as somebody writes who thinks about it.
      const writes = async (page: Page, words: string, times: number): Promise<void> => {
        for (let at = 0; at < times; at += 1) await page.keyboard.type(words, { delay: 260 });
      };
      await Promise.all([
        writes(therapist, first, 4),
        (async () => {
          await writes(daniel, last, 1);
          line.cut();
          await writes(daniel, last, 1);
          line.mend();
          await writes(daniel, last, 1);
        })(),
      ]);

      const words = `${first.repeat(4)} I listen. ${last.repeat(3)}`;
      await expect(wordsOf(daniel)).toHaveValue(words);
      await expect(wordsOf(therapist)).toHaveValue(words);
      // The caret stayed where each was writing.
      await therapist.keyboard.type('T');
      await daniel.keyboard.type('D');
      const whole = `${first.repeat(4)}T I listen. ${last.repeat(3)}D`;
      await expect(wordsOf(daniel)).toHaveValue(whole);
      await expect(wordsOf(therapist)).toHaveValue(whole);
      await therapist.keyboard.press('Escape');
      await daniel.keyboard.press('Escape');
      await expect(edited(daniel)).toBeVisible();
      await expect(daniel.getByText('Saved', { exact: true })).toBeVisible();

      // Out of the log, after a crash.
      await kinbridge.server.kill();
      await kinbridge.server.start();
      await expectCovered(daniel, 'I listen.');
      await therapist.getByRole('button', { name: 'Resume' }).click();
      await expect(noteOn(daniel, whole.trim())).toBeVisible();
      await expect(noteOn(therapist, whole.trim())).toBeVisible();
    });
  },
);

story(
  '[B63] on a slow line drawing goes on at once, and everything arrives both ways',
  async ({ story: kinbridge }) => {
    story.setTimeout(240_000);
    const line = await createSlowLine({ bitsPerSecond: 200_000, delayMs: 150 });
    await closeAfter(line, async () => {
      const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
      const maya = await arrive(kinbridge, links, 'Maya', { proxy: { server: line.server } });
      await openWith(therapist, ['Maya']);
      await addNote(therapist, 'let us draw');
      await expect(noteOn(maya, 'let us draw')).toBeVisible();
      const box = await maya.locator('[data-surface]').boundingBox();
      if (!box) throw new Error('no board');

      for (let row = 0; row < 6; row += 1) {
        await maya.mouse.move(box.x + 100, box.y + 60 + row * 40);
        await maya.mouse.down();
        for (let x = 0; x <= 600; x += 15)
          await maya.mouse.move(box.x + 100 + x, box.y + 60 + row * 40 + 12 * Math.sin(x / 40));
        await maya.mouse.up();
        // On her own screen it is there before the line can have carried it there and back.
        await expect(drawings(maya)).toHaveCount(row + 1, { timeout: 250 });
      }
      await addNote(therapist, 'I see them come');
      await expect(drawings(therapist)).toHaveCount(6);
      await expect(noteOn(maya, 'I see them come')).toBeVisible();
      await expect(maya.getByText('Saved', { exact: true })).toBeVisible();
      // Nobody was held for it: a slow line is no lost one.
      await expect(therapist.getByRole('button', { name: 'Hold' })).toBeVisible();
    });
  },
);
