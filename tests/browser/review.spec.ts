import { expect, type Page } from '@playwright/test';
import {
  addNote,
  arrive,
  axeFindsNothing,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';

const slider = (page: Page) => page.getByRole('slider', { name: 'Where in the session' });
const times = (page: Page) => slider(page).getAttribute('aria-valuetext');

/** Ends the session that runs and opens what is left of it. */
async function endAndReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End…' }).click();
  await page.getByRole('button', { name: /^End/ }).last().click();
  await page.getByRole('link', { name: /saved board/i }).click();
  await expect(slider(page)).toBeVisible();
}

story(
  '[R30][R33][R34] a session is looked at moment by moment, by keys and by pointer, and sends nothing',
  async ({ story: kinbridge }) => {
    story.setTimeout(240_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await therapist.getByRole('button', { name: 'Hold', exact: true }).click();
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await addNote(daniel, 'I remember the lemonade');
    await endAndReview(therapist);

    await expect(therapist.getByText('Sealed · record verified')).toBeVisible();
    await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
    await expect(noteOn(therapist, 'I remember the lemonade')).toBeVisible();
    await axeFindsNothing(therapist, 'the review');

    await story.step(
      '[R31] arrows go a moment, with Shift a mark, Home and End to the ends',
      async () => {
        await slider(therapist).focus();
        await therapist.keyboard.press('Home');
        await expect(therapist.getByText('Nothing lay here yet.')).toBeVisible();
        await therapist.keyboard.press('ArrowRight');
        await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
        await expect(noteOn(therapist, 'I remember the lemonade')).toHaveCount(0);
        await therapist.keyboard.press('End');
        await expect(noteOn(therapist, 'I remember the lemonade')).toBeVisible();
        const atEnd = await times(therapist);
        await therapist.keyboard.press('Shift+ArrowLeft');
        expect(await times(therapist)).not.toBe(atEnd);
      },
    );

    await story.step('what happened is a list as well, and a break names nobody', async () => {
      await therapist.getByRole('heading', { name: 'What happened' }).click();
      const list = therapist.getByRole('list').filter({ hasText: 'Short break' });
      await expect(list.getByRole('button', { name: /Short break/ })).toHaveCount(1);
      await expect(list.getByRole('button', { name: /Maya came in/ })).toBeVisible();
      await list.getByRole('button', { name: /Maya came in/ }).click();
      await expect(therapist.getByText('Nothing lay here yet.')).toBeVisible();
    });

    await story.step('by pointer, and played', async () => {
      const box = await slider(therapist).boundingBox();
      if (!box) throw new Error('the line of time is not on the page');
      await therapist.mouse.click(box.x + box.width - 14, box.y + box.height / 2);
      await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
      await therapist.getByLabel('How fast it plays').selectOption('16×');
      await therapist.getByRole('button', { name: 'Play' }).click();
      await expect(noteOn(therapist, 'I remember the lemonade')).toBeVisible();
      await expect(therapist.getByRole('button', { name: 'Play' })).toBeVisible({
        timeout: 60_000,
      });
    });

    await story.step('one author’s alone', async () => {
      await therapist.getByRole('button', { name: 'Daniel', exact: true }).click();
      await expect(noteOn(therapist, 'our treehouse')).toHaveCount(0);
      await expect(noteOn(therapist, 'I remember the lemonade')).toBeVisible();
      await therapist.getByRole('button', { name: 'All', exact: true }).click();
    });

    await story.step(
      '[N8][N9] a note is pinned to the moment, and keeps what it said',
      async () => {
        await slider(therapist).focus();
        await therapist.keyboard.press('Home');
        await therapist.getByRole('textbox', { name: 'Private note' }).fill('Quiet at the start');
        await therapist.getByRole('button', { name: 'Save note' }).click();
        const note = therapist.getByRole('article', { name: /0:00 into the session/ });
        await expect(note).toContainText('Quiet at the start');
        await note.getByRole('button', { name: /^Change/ }).click();
        await note.getByRole('textbox', { name: 'Words of the note' }).fill('Quiet, then not');
        await note.getByRole('button', { name: 'Save', exact: true }).click();
        await note.getByRole('button', { name: /^Earlier words/ }).click();
        await expect(note.getByText('Quiet at the start')).toBeVisible();
        await therapist.keyboard.press('End');
        await note.getByRole('button', { name: '0:00 into the session', exact: true }).click();
        await expect(therapist.getByText('Nothing lay here yet.')).toBeVisible();
      },
    );

    await story.step('[R32] compared: what came since the first moment', async () => {
      await therapist.getByRole('link', { name: 'Compare' }).click();
      const came = therapist.getByRole('region', { name: /^Came/ });
      await expect(came.getByText('Note by Daniel: I remember the lemonade')).toBeVisible();
      await expect(came.getByText('our treehouse')).toHaveCount(0);
      await axeFindsNothing(therapist, 'the comparison');
      await therapist.getByRole('link', { name: /^Joint session/ }).click();
      await expect(slider(therapist)).toBeVisible();
    });

    await story.step('what its author asked for is torn up, from every moment', async () => {
      const item = therapist.getByRole('listitem').filter({ hasText: 'I remember the lemonade' });
      await item.getByRole('button', { name: /^Tear up/ }).click();
      const dialog = therapist.getByRole('dialog', { name: 'Tear this up?' });
      await expect(dialog.getByText(/Backups keep it/)).toBeVisible();
      await axeFindsNothing(therapist, 'the question before tearing up');
      await dialog.getByLabel('Who asked for it').selectOption({ label: 'Daniel' });
      await dialog.getByRole('button', { name: 'Tear up' }).click();
      await expect(therapist.getByText('One thing was torn up.')).toBeVisible();
      await expect(noteOn(therapist, 'I remember the lemonade')).toHaveCount(0);
      await expect(therapist.getByText('Sealed · record verified')).toBeVisible();
      await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
    });

    await story.step(
      '[R36] found in the library by its words, and not by those torn up',
      async () => {
        await therapist.getByRole('button', { name: /^Your account/ }).click();
        await therapist.getByRole('menuitem', { name: 'Saved boards' }).click();
        await expect(therapist.getByRole('link', { name: 'Joint session 1' })).toBeVisible();
        await axeFindsNothing(therapist, 'the library');
        const search = therapist.getByRole('searchbox', { name: 'Search' });
        await search.fill('lemonade');
        await expect(therapist.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
        await axeFindsNothing(therapist, 'the library with nothing found');
        await search.fill('treeh');
        await expect(therapist.getByRole('link', { name: 'Joint session 1' })).toBeVisible();
        expect(new URL(therapist.url()).searchParams.get('text')).toBe('treeh');
        await therapist.getByLabel('Family').selectOption({ label: 'Maya’s family' });
        await therapist.getByRole('link', { name: 'Over time' }).click();
        await expect(therapist.getByRole('heading', { name: 'Time at each step' })).toBeVisible();
        await axeFindsNothing(therapist, 'over time');
        await therapist.getByRole('link', { name: 'Joint session 1' }).first().click();
        await expect(slider(therapist)).toBeVisible();
      },
    );

    await story.step('[R39] and what is on the record is told', async () => {
      await therapist.getByRole('link', { name: 'What is on the record' }).click();
      await therapist.getByRole('button', { name: 'Child, 6 to 9 years' }).click();
      await expect(therapist.getByRole('heading', { name: 'What Kinbridge keeps' })).toBeVisible();
      await axeFindsNothing(therapist, 'what is on the record');
      await maya.getByText('What is kept of this?').click();
      await expect(maya.getByText('What you took off the board yourself.')).toBeVisible();
      await axeFindsNothing(maya, 'the goodbye with what is kept');
    });
  },
);

story('[R30] a board is reviewed on a phone', async ({ story: kinbridge }) => {
  const { therapist } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
  await openWith(therapist, []);
  await addNote(therapist, 'where we start');
  await endAndReview(therapist);
  await therapist.setViewportSize({ width: 390, height: 844 });
  await expect(slider(therapist)).toBeInViewport();
  await axeFindsNothing(therapist, 'the review on a phone');
  const over = await therapist.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBe(0);
});
