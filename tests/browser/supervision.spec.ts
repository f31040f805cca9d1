import { expect } from '@playwright/test';
import {
  addNote,
  arrive,
  axeFindsNothing,
  expectCovered,
  letIn,
  noteOn,
  openRoom,
  planned,
  story,
} from './story.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

story(
  '[H9][S8][S9][S10][S11][S12] the child sets the pace, and the therapist passes on, gives the floor and sees out',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', phone);

    // Before the room is open a child chooses a picture, and can ask.
    await maya.getByRole('button', { name: 'Moon' }).first().click();
    await expect(maya.getByRole('button', { name: 'Moon' }).first()).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await axeFindsNothing(maya, 'the waiting room with its strip');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await letIn(therapist, 'Daniel');
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    // Pause: a cover like any other, and only the therapist knows by whom.
    await maya.getByRole('button', { name: 'Pause' }).click();
    await expectCovered(daniel, 'our treehouse', 'Maya');
    await expect(therapist.getByText('Maya paused. Only you know who.')).toBeVisible();
    await axeFindsNothing(daniel, 'the cover with its strip');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    // Help, and someone near: to the therapist, with a line back.
    await maya.getByRole('button', { name: 'I need help' }).click();
    await expect(therapist.getByText('Maya needs help')).toBeVisible();
    await axeFindsNothing(therapist, 'the room while somebody asks');
    for (const [width, height] of [
      [1180, 820],
      [390, 844],
    ] as const) {
      await therapist.setViewportSize({ width, height });
      for (const name of ['Hold', 'End…']) {
        await expect(therapist.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
      }
    }
    await expect(
      therapist.getByRole('button', { name: /^People\s*, somebody asks$/ }),
    ).toBeVisible();
    await therapist.setViewportSize({ width: 1440, height: 900 });
    await therapist.getByLabel('Words for Maya').fill('I am with you');
    await therapist.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(maya.getByText('Dr. Okafor: I am with you')).toBeVisible();
    await maya.getByRole('button', { name: 'Moon' }).click();
    await therapist.getByRole('button', { name: 'I saw it' }).click();
    await expect(maya.getByText('Dr. Okafor saw it.')).toBeVisible();
    expect(await daniel.content()).not.toContain('I am with you');

    // A whisper, there and back.
    await therapist.getByRole('button', { name: 'More for Maya' }).click();
    await therapist.getByLabel('Whisper to Maya').fill('Shall we draw?');
    await therapist.getByRole('button', { name: 'Whisper' }).click();
    await maya.getByRole('button', { name: /^Write to/ }).click();
    await expect(maya.getByText('Shall we draw?')).toBeVisible();
    await maya.getByLabel(/^Your words to/).fill('Yes');
    await maya.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(therapist.getByText('Maya: Yes')).toBeVisible();
    await axeFindsNothing(maya, 'the private line');
    await maya.getByRole('button', { name: /^Write to/ }).click();

    // Notes passed on.
    await therapist.getByRole('button', { name: 'Notes passed on' }).click();
    await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();
    await addNote(maya, 'I miss Sundays');
    await therapist.getByRole('tab', { name: /^To check/ }).click();
    await expect(therapist.getByRole('article', { name: /I miss Sundays/ })).toBeVisible();
    expect(await daniel.content()).not.toContain('Sundays');
    await axeFindsNothing(therapist, 'the queue');
    await therapist.getByRole('button', { name: 'Hand back' }).click();
    await therapist.getByLabel('What Maya reads').fill('Say what you miss about them?');
    await therapist.getByRole('button', { name: 'Hand it back' }).click();
    await maya.getByRole('button', { name: 'It’s ready again' }).click();
    await expect(maya.getByText('Say what you miss about them?')).toHaveCount(0);
    await therapist.getByRole('button', { name: 'Pass on' }).click();
    await daniel.getByRole('button', { name: /^Shared board/ }).click();
    await expect(noteOn(daniel, 'I miss Sundays')).toBeVisible();

    // The floor.
    await therapist.getByRole('button', { name: 'Board together' }).click();
    await therapist
      .getByRole('region', { name: 'Who has the floor' })
      .getByRole('button', { name: 'Daniel' })
      .click();
    await expect(maya.getByText('Daniel has the turn. You can look.')).toBeVisible();
    await expect(maya.getByRole('button', { name: 'Pen', exact: true })).toHaveCount(0);
    await axeFindsNothing(maya, 'the room without the floor');
    await daniel.getByRole('button', { name: 'Hand it back' }).click();
    await expect(maya.getByText('Dr. Okafor leads now. You can look.')).toBeVisible();
    await therapist.getByRole('button', { name: 'Everyone' }).click();

    // A dropped line, practised.
    await therapist.getByRole('tab', { name: 'Plan' }).click();
    const drop = therapist.getByRole('button', { name: 'Practise a drop' });
    await drop.click();
    await expectCovered(maya, 'our treehouse');
    await expect(drop).toHaveAccessibleDescription('Your line is down just now.');
    await expect(therapist.getByText('Your connection dropped.').first()).toBeVisible();
    await expect(drop).toHaveAccessibleDescription('The room is held already. Resume first.');
    await expect(drop).toHaveAttribute('aria-disabled', 'true');
    await axeFindsNothing(therapist, 'the plan of a room that is held');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(maya, 'our treehouse')).toBeVisible();

    // Closing.
    await therapist.getByRole('button', { name: 'Show these words' }).click();
    await expect(maya.getByText(/^Thank you for today/)).toBeVisible();
    await therapist
      .getByRole('button', { name: /^See out/ })
      .last()
      .click();
    await therapist
      .getByRole('button', { name: /^See out/ })
      .last()
      .click();
    await expect(maya.getByText('All done for today')).toBeVisible();
    await expect(daniel.getByText('After today')).toBeVisible();
    await axeFindsNothing(maya, 'after today, child');
    await axeFindsNothing(daniel, 'after today, parent');
  },
);
