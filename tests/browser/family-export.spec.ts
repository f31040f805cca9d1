import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { formsOf, bytesOfPdf, wordsOfPdf } from '../support/exports.ts';
import { addNote, arrive, axeFindsNothing, openWith, plannedAtDesk, story } from './story.ts';

/** Confirms once more, and reads the file that comes. */
async function confirmed(page: Page): Promise<{ name: string; file: Buffer }> {
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export it' }).click();
  const kept = await download;
  await expect(page.getByText('The file is among your downloads')).toBeVisible();
  return { name: kept.suggestedFilename(), file: await readFile(await kept.path()) };
}

story(
  '[R50][R52][R54] a summary and a board leave as they were looked at, without what was blacked out',
  async ({ story: kinbridge }) => {
    story.setTimeout(240_000);
    const { therapist, links, family } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'the blue treehouse');
    await addNote(daniel, 'walks by the Lindenallee with Maya');
    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.getByRole('button', { name: /^End/ }).last().click();
    await expect(therapist.getByRole('link', { name: /saved board/i })).toBeVisible();

    // The summary, by keys: a role is reworded, the practice's name is blacked out.
    await therapist.goto(new URL(`/families/${family.id}`, therapist.url()).href);
    await therapist.getByRole('link', { name: 'Export' }).press('Enter');
    await expect(therapist.getByRole('heading', { name: 'Export', level: 1 })).toBeFocused();
    await expect(therapist.getByText('Nothing has been exported of this family.')).toBeVisible();
    await axeFindsNothing(therapist, 'the choice of an export');
    await therapist.getByLabel('Your role').fill('Court-involved therapist');
    await therapist.getByRole('button', { name: 'Look at it' }).press('Enter');
    await expect(
      therapist.getByRole('heading', { name: 'Short summary: look at it' }),
    ).toBeFocused();
    const shown = therapist.getByRole('article', { name: 'What the file holds' });
    await expect(shown).toContainText('1 session was offered, 1 held.');
    await expect(shown).toContainText('Lindenhof Practice');
    await therapist.getByLabel('Words to black out').fill('lindenhof practice');
    await therapist.keyboard.press('Enter');
    await therapist.getByRole('button', { name: 'Show it like this' }).press('Enter');
    await expect(shown).not.toContainText('Lindenhof');
    await axeFindsNothing(therapist, 'the look at a summary');
    const summary = await confirmed(therapist);
    expect(summary.name).toBe('summary.pdf');
    const words = await wordsOfPdf(summary.file);
    expect(words).toContain('Court-involved therapist');
    for (const one of ['Lindenhof', 'treehouse', 'Maya', 'Daniel']) {
      expect(words).not.toContain(one);
      for (const form of formsOf(one)) expect(bytesOfPdf(summary.file)).not.toContain(form);
    }

    // A further part: asked for its reason, a child's words released one by one, a name hidden.
    await therapist.getByRole('button', { name: 'Back to the choice' }).click();
    await therapist.getByRole('radio', { name: /^One board/ }).check();
    await therapist.getByLabel('Session', { exact: true }).selectOption({ index: 1 });
    await therapist.getByRole('button', { name: 'Look at it' }).click();
    await expect(therapist.getByText('Choose what allows this export')).toBeVisible();
    await therapist.getByLabel('What allows it').selectOption('A law');
    await therapist.getByLabel('The reason').fill('The court has asked for this one board.');
    await therapist.getByRole('button', { name: 'Look at it' }).click();
    await expect(therapist.getByRole('img', { name: /1 .*|one thing is shown/ })).toBeVisible();
    await expect(therapist.getByText('One thing that a child wrote is')).toBeVisible();
    await therapist.getByRole('switch', { name: 'Hide the name Maya' }).click();
    await therapist.getByRole('button', { name: 'Show it like this' }).click();
    await expect(therapist.getByText('The preview shows it as it would be')).toBeVisible();
    await axeFindsNothing(therapist, 'the look at a board');
    const board = await confirmed(therapist);
    expect(board.name).toBe('board.pdf');
    const drawn = await wordsOfPdf(board.file);
    expect(drawn).toContain('Lindenallee with Person A');
    for (const one of ['treehouse', 'Maya']) expect(drawn).not.toContain(one);

    await expect(
      therapist.getByText('A law: The court has asked for this one board.'),
    ).toBeVisible();
    await therapist.setViewportSize({ width: 390, height: 844 });
    await axeFindsNothing(therapist, 'the look at a board on a phone');
  },
);
