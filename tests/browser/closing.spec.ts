/** The end of a session: closing words, leaving in the planned order, a card for the rest of the day. */
import { expect } from '@playwright/test';
import { arrive, axeFindsNothing, openWith, plannedAtDesk, story } from './story.ts';

story(
  '[S12] closing: words for everyone, leaving in order, and a card for each in their own words',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Noah', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const noah = await arrive(kinbridge, links, 'Noah');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Noah', 'Daniel']);

    const closing = therapist.getByRole('region', { name: 'Closing' });
    const seeOut = closing.getByRole('button', { name: /^See out/ });
    await expect(seeOut).toHaveCount(0);
    await closing.getByRole('textbox').fill('Thank you. We stop here, one by one.');
    await closing.getByRole('button', { name: 'Show these words' }).click();
    for (const page of [maya, noah, daniel]) {
      await expect(page.getByText('Thank you. We stop here, one by one.')).toBeVisible();
    }

    // A parent first, the youngest last, as it was planned; each press is the next one.
    await expect(seeOut).toHaveText('See out Daniel');
    await seeOut.click();
    await expect(daniel.getByRole('heading', { name: 'After today' })).toBeVisible();
    await expect(daniel.getByText(/Please don’t ask the child how it was/)).toBeVisible();
    await expect(maya.getByRole('list', { name: 'Also in the room' })).toHaveText('Noah');
    await expect(seeOut).toHaveText('See out Noah');
    await seeOut.click();
    await expect(noah.getByText(/Nobody is entitled to a report from you/)).toBeVisible();
    await expect(maya.getByText('You and Dr. Okafor', { exact: true })).toBeVisible();
    await expect(seeOut).toHaveText('See out Maya');
    await seeOut.click();
    await expect(maya.getByRole('heading', { name: 'All done for today' })).toBeVisible();
    await expect(maya.getByText(/You can do something nice now/)).toBeVisible();
    await expect(seeOut).toHaveCount(0);

    // Nobody's card speaks of another, nor of the room; and it outlasts the end.
    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.getByRole('button', { name: 'End the session' }).click();
    await expect(therapist.getByText('The board is saved')).toBeVisible();
    for (const [page, others] of [
      [maya, ['Noah', 'Daniel']],
      [noah, ['Maya', 'Daniel']],
      [daniel, ['Maya', 'Noah']],
    ] as const) {
      await expect(page.getByText('You can close this page.')).toBeVisible();
      const kept = await page.content();
      for (const other of others) expect(kept).not.toContain(other);
      await page.setViewportSize({ width: 390, height: 844 });
      await axeFindsNothing(page, 'after today on a phone');
    }
  },
);
