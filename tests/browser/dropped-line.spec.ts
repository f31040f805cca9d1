/** A family member's own line is down: what they ask is kept, said, and sent later unless taken back. */
import { expect, type Page } from '@playwright/test';
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

const keptPause = 'Your pause goes out as soon as the line is back.';

const dropLine = (page: Page): Promise<void> => page.context().setOffline(true);
const mendLine = (page: Page): Promise<void> => page.context().setOffline(false);
const takeBack = (page: Page, words: string) =>
  page.getByRole('button', { name: `Take it back: ${words}` });

story(
  '[S13][S11] a pause pressed while the line is down covers the child’s own board at once, can be taken back, and holds the room when the line is there again',
  async ({ story: kinbridge }) => {
    story.setTimeout(150_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 1440, height: 900 },
    });
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(daniel, 'I kept your drawings');
    await expect(noteOn(maya, 'I kept your drawings')).toBeVisible();

    // Words that are not sent yet outlast all of it.
    await maya.getByRole('button', { name: /^Write to/ }).click();
    await maya.getByLabel(/^Your words to/).fill('Can we stop');

    await dropLine(maya);
    await maya.getByRole('button', { name: 'Pause', exact: true }).click();
    await expectCovered(maya, 'I kept your drawings');
    await expect(maya.getByText(keptPause)).toBeVisible();
    await axeFindsNothing(maya, 'the cover of a pause that waits for the line');
    await expect(noteOn(daniel, 'I kept your drawings')).toBeVisible();

    // Taken back: her board is there again, and nobody ever hears of it.
    await takeBack(maya, keptPause).click();
    await expect(maya.getByText(keptPause)).toHaveCount(0);
    await expect(maya.getByRole('heading', { name: 'A short break' })).toHaveCount(0);
    await mendLine(maya);
    await expect(noteOn(maya, 'I kept your drawings')).toBeVisible();
    await expect(therapist.getByText('Connection dropped')).toHaveCount(0);
    await expect(therapist.getByRole('button', { name: 'Hold' })).toBeVisible();

    // Not taken back: it goes out by itself, once, and the room is held.
    await dropLine(maya);
    await maya.getByRole('button', { name: 'Pause', exact: true }).click();
    await maya.getByRole('button', { name: 'Pause', exact: true }).click();
    await expectCovered(maya, 'I kept your drawings');
    await expect(noteOn(daniel, 'I kept your drawings')).toBeVisible();
    await mendLine(maya);
    await expect(therapist.getByText('Maya paused. Only you know who.')).toBeVisible();
    await expectCovered(daniel, 'I kept your drawings', 'Maya');
    await expect(maya.getByText(keptPause)).toHaveCount(0);
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(maya, 'I kept your drawings')).toBeVisible();
    await expect(noteOn(daniel, 'I kept your drawings')).toBeVisible();
    await expect(maya.getByLabel(/^Your words to/)).toHaveValue('Can we stop');
    // The round is over: nothing of it is said any longer.
    await expect(maya.getByText(/will see this|saw it/)).toHaveCount(0);
    await expect(therapist.getByText('Maya would like a pause')).toHaveCount(0);

    // A parent's break is kept the same way, and covers nothing.
    const keptBreak = 'That you would like a break goes out as soon as the line is back.';
    await dropLine(daniel);
    await daniel.getByRole('button', { name: 'Ask for a break' }).click();
    await expect(daniel.getByText(keptBreak)).toBeVisible();
    await expect(noteOn(daniel, 'I kept your drawings')).toBeVisible();
    await mendLine(daniel);
    await expect(therapist.getByText('Daniel would like a break')).toBeVisible();
  },
);

story(
  '[S14][S10] what was in review when checking ends is still there for its author, until it is passed on',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await therapist.getByRole('button', { name: 'Notes passed on' }).click();
    await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();
    await addNote(maya, 'not said yet');
    await therapist.getByRole('tab', { name: /^To check/ }).click();
    await therapist.getByRole('button', { name: 'Hand back' }).click();
    await therapist.getByLabel('What Maya reads').fill('Who is it for?');
    await therapist.getByRole('button', { name: 'Hand it back' }).click();
    await therapist.getByRole('button', { name: 'Board together' }).click();

    const kept = maya.getByText('What you made before is still yours, with Dr. Okafor.');
    await expect(kept).toBeVisible();
    await expect(maya.getByText('Who is it for?')).toBeVisible();
    const theirs = maya.getByRole('button', { name: 'Yours, with Dr. Okafor' });
    await theirs.click();
    await expect(noteOn(maya, 'not said yet')).toBeVisible();
    await axeFindsNothing(maya, 'what is left in review');
    expect(await daniel.content()).not.toContain('not said yet');
    await expect(therapist.getByRole('button', { name: 'Maya’s, to check' })).toBeVisible();

    await therapist.getByRole('button', { name: 'Pass on' }).click();
    await expect(noteOn(daniel, 'not said yet')).toBeVisible();
    await expect(theirs).toHaveCount(0);
    await expect(kept).toHaveCount(0);
    await expect(maya.getByText('Who is it for?')).toHaveCount(0);
    await expect(noteOn(maya, 'not said yet')).toBeVisible();
  },
);

story(
  '[B63] what nobody had opened before the line dropped opens while it is down: stamps, keys, arranging',
  async ({ story: kinbridge }) => {
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const daniel = await arrive(kinbridge, links, 'Daniel');
    const asked: string[] = [];
    daniel.on('request', (request) => asked.push(request.url()));
    const came = Promise.all(
      [/on-demand-[\w-]+\.js/, /on-demand-[\w-]+\.css/].map((file) =>
        daniel.waitForResponse((response) => file.test(response.url())),
      ),
    );
    await openWith(therapist, ['Daniel']);
    await addNote(daniel, 'I kept your drawings');
    await came;
    // A therapist's parts are no part of a family's page.
    expect(asked.filter((url) => url.includes('of-therapist'))).toEqual([]);
    await dropLine(daniel);
    await daniel.getByRole('button', { name: 'Stamps' }).click();
    await daniel
      .getByRole('group', { name: 'Stamps' })
      .getByRole('button', { name: 'Sun', exact: true })
      .click();
    await expect(daniel.getByRole('button', { name: /^Stamp.*: Sun/ })).toBeVisible();
    await daniel.getByRole('button', { name: 'Arrange' }).click();
    await expect(daniel.getByRole('button', { name: 'To the front' })).toBeVisible();
    await daniel.getByRole('button', { name: 'Keys' }).click();
    await expect(daniel.getByRole('region', { name: 'Keys' })).toBeVisible();
    await mendLine(daniel);
    await expect(therapist.getByRole('button', { name: /^Stamp.*: Sun/ })).toHaveCount(1);
  },
);
