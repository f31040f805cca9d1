import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { addNote, arrive, axeFindsNothing, letIn, openRoom, planned, story } from './story.ts';

const stampBy = (page: Page, words: string) =>
  page.getByRole('button', { name: new RegExp(`^Stamp by .*: ${words}`) });

story(
  '[R7][R3] a child’s stamp is put by one tap, a parent’s by keys, and the board is exported',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya', {
      viewport: { width: 1180, height: 820 },
      hasTouch: true,
    });
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await letIn(therapist, 'Daniel');

    await addNote(maya, 'our treehouse');
    await maya.getByRole('button', { name: 'Stamps' }).tap();
    await axeFindsNothing(maya, 'the box of stamps');
    await maya.getByRole('button', { name: 'Rainbow' }).tap();
    await expect(stampBy(daniel, 'Rainbow')).toBeVisible();
    await expect(maya.getByRole('group', { name: 'Stamps' })).toHaveCount(0);

    // On a phone, and by keys alone: one stop for Tab, arrows from stamp to stamp.
    await daniel.getByRole('button', { name: 'Colours and more tools' }).press('Enter');
    await daniel.getByRole('button', { name: 'Stamps' }).press('Enter');
    await expect(daniel.getByRole('button', { name: 'Happy face' })).toBeFocused();
    await daniel.keyboard.press('ArrowRight');
    await daniel.keyboard.press('ArrowRight');
    await daniel.keyboard.press('Enter');
    await expect(stampBy(daniel, 'Angry face')).toBeFocused();
    await expect(stampBy(maya, 'Angry face')).toBeVisible();

    await therapist.getByRole('button', { name: 'Stamps' }).click();
    await therapist.keyboard.press('Escape');
    await expect(therapist.getByRole('button', { name: 'Stamps' })).toBeFocused();

    // As it lies there now, before anything has ended; Hold stays free above.
    await therapist.getByRole('button', { name: 'Export…' }).click();
    const now = therapist.getByRole('dialog', { name: /^Export .* as it is now/ });
    await expect(now).toBeVisible();
    await axeFindsNothing(therapist, 'the export of a board that is worked on');
    await expect(therapist.getByRole('button', { name: 'Hold' })).toBeVisible();
    const early = therapist.waitForEvent('download');
    await now.getByRole('button', { name: 'PDF, A4' }).click();
    const drawn = await readFile(await (await early).path());
    expect(drawn.toString('latin1').slice(0, 5)).toBe('%PDF-');
    await expect(now).toHaveCount(0);

    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.getByRole('button', { name: /^End/ }).last().click();
    await therapist.getByRole('link', { name: /saved board/i }).click();
    // Once it has ended a board is a further part, on the page of exports with its reason.
    await therapist.getByRole('link', { name: 'Export…' }).click();
    await expect(therapist.getByRole('radio', { name: /^One board/ })).toBeChecked();
    await therapist.getByLabel('What allows it').selectOption('Signed releases');
    await therapist.getByLabel('The reason').fill('Both parents have signed for this board.');
    for (const [format, start] of [
      ['PNG', '\u0089PNG'],
      ['SVG', '<svg '],
    ] as const) {
      await therapist.getByRole('radio', { name: new RegExp(`^${format}`) }).check();
      await therapist.getByRole('button', { name: 'Look at it' }).click();
      await therapist.getByRole('button', { name: 'Export…' }).click();
      const download = therapist.waitForEvent('download');
      await therapist.getByRole('dialog').getByRole('button', { name: 'Export it' }).click();
      const kept = await download;
      expect(kept.suggestedFilename()).toBe(`board.${format.toLowerCase()}`);
      const file = await readFile(await kept.path());
      expect(file.toString('latin1').slice(0, start.length)).toBe(start);
      await therapist.getByRole('button', { name: 'Back to the choice' }).click();
    }
  },
);
