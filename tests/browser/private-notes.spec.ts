import { expect, type Page } from '@playwright/test';
import {
  addNote,
  arrive,
  axeFindsNothing,
  expectCovered,
  letIn,
  openRoom,
  planned,
  story,
} from './story.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Private note' });
const kept = (page: Page, words: string) =>
  page
    .getByRole('article', { name: /into the session|before the session|after the session/i })
    .filter({
      hasText: words,
    });
const beside = (page: Page, part: 'Plan' | 'Notes') => page.getByRole('tab', { name: part });

story(
  '[N7][N2] private notes by keyboard alone: through a hold, a dropped line and the end, to the saved board',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await addNote(maya, 'our treehouse');

    await beside(therapist, 'Plan').focus();
    for (let at = 0; at < 2; at += 1) await therapist.keyboard.press('ArrowRight');
    await expect(beside(therapist, 'Notes')).toHaveAttribute('aria-selected', 'true');
    await field(therapist).focus();
    await therapist.keyboard.type('Maya drew again after the reflection landed.');
    await expect(therapist.getByText('Not saved yet', { exact: true })).toBeVisible();
    await axeFindsNothing(therapist, 'the room with a private note being written');
    await therapist.keyboard.press('Control+Enter');
    const first = kept(therapist, 'Maya drew again');
    await expect(first.getByText(/^0:\d\d into the session$/)).toBeVisible();
    await expect(field(therapist)).toBeFocused();
    await expect(field(therapist)).toHaveValue('');

    await therapist.keyboard.type('Half a sent');
    await beside(therapist, 'Plan').click();
    await expect(field(therapist)).toHaveCount(0);
    await beside(therapist, 'Notes').click();
    await expect(field(therapist)).toHaveValue('Half a sent');
    await field(therapist).focus();
    await therapist.keyboard.press('End');
    await therapist.keyboard.down('Escape');
    await expectCovered(maya, 'our treehouse', 'Maya drew', 'Half a sent');
    await therapist.keyboard.up('Escape');
    await therapist.keyboard.type('ence, in the hold.');
    await expect(field(therapist)).toHaveValue('Half a sentence, in the hold.');

    await kinbridge.server.kill();
    await therapist.keyboard.press('Control+Enter');
    await expect(therapist.getByText(/Not saved yet. It goes by itself/)).toBeVisible();
    await therapist.keyboard.type('Written without a line');
    await axeFindsNothing(therapist, 'the room with a private note that waits');
    await kinbridge.server.start();
    await expect(kept(therapist, 'Half a sentence, in the hold.')).toBeVisible();
    await expect(field(therapist)).toHaveValue('Written without a line');

    // While it is changed its words are a field's value, by which nothing is found.
    const second = kept(therapist, '').nth(1);
    await second.getByRole('button', { name: /^Change/ }).press('Enter');
    const words = second.getByRole('textbox', { name: 'Words of the note' });
    await expect(words).toBeFocused();
    await words.fill('A whole sentence.');
    await therapist.keyboard.press('Control+Enter');
    await expect(kept(therapist, 'A whole sentence.').getByText(/changed/)).toBeVisible();
    const whole = kept(therapist, 'A whole sentence.');
    await expect(whole).toBeFocused();
    await whole.getByRole('button', { name: /^Delete/ }).press('Enter');
    await expect(whole.getByText('Delete this note?')).toBeVisible();
    await expect(therapist.getByRole('button', { name: /Resume/ })).toBeVisible();
    await axeFindsNothing(therapist, 'the room asking whether to delete a note');
    await whole.getByRole('button', { name: /^Keep/ }).press('Enter');
    await whole.getByRole('button', { name: /^Delete/ }).press('Enter');
    await whole.getByRole('button', { name: /^Delete/ }).press('Enter');
    await expect(whole).toHaveCount(0);
    await expect(field(therapist)).toBeFocused();

    await therapist.getByRole('button', { name: 'Resume' }).click();
    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.getByRole('button', { name: /^End/ }).last().click();
    await expect(maya.getByText('You can close this page.')).toBeVisible();
    await therapist.getByRole('link', { name: /saved board/i }).click();
    await expect(kept(therapist, 'Maya drew again')).toBeVisible();
    await expect(field(therapist)).toHaveValue('Written without a line');
    await field(therapist).press('Control+Enter');
    const last = kept(therapist, 'Written without a line');
    // In the review it stands at the moment that is looked at: here the end.
    await expect(last.getByRole('button', { name: /^\d\S* into the session$/ })).toBeVisible();
    await axeFindsNothing(therapist, 'the saved board with private notes');
    expect(await maya.content()).not.toContain('Maya drew');
  },
);

for (const [name, viewport] of [
  ['a tablet', { width: 1180, height: 820 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  story(
    `[N7] on ${name} the notes fold away with what is being written`,
    async ({ story: kinbridge }) => {
      const therapist = await kinbridge.open('/', { viewport });
      await planned(therapist);
      await openRoom(therapist);
      const toNotes = therapist.getByRole('button', { name: 'Notes', exact: true });
      await toNotes.click();
      await field(therapist).fill('Half a sentence');
      await axeFindsNothing(therapist, `the notes on ${name}`);
      await expect(therapist.getByRole('button', { name: 'Hold' })).toBeInViewport();
      if (name === 'a phone')
        await therapist.getByRole('button', { name: 'Board', exact: true }).click();
      else await toNotes.click();
      await expect(field(therapist)).toBeHidden();
      await toNotes.click();
      await expect(field(therapist)).toHaveValue('Half a sentence');
      await therapist.getByRole('button', { name: 'Save note' }).click();
      await expect(kept(therapist, 'Half a sentence')).toBeInViewport();
    },
  );
}
