import { expect } from '@playwright/test';
import { allDone, begin, choose, end, goOn, press, quiet } from './exercise-presses.ts';
import {
  arrive,
  axeFindsNothing,
  expectCovered,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';

story(
  '[E10][E11][E12] a session of exercises: check-in, ground rules, listening in turns, appreciation',
  async ({ story: kinbridge }) => {
    story.setTimeout(300_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await openWith(therapist, ['Maya', 'Daniel']);

    await story.step('[E20] check-in, with a hold and a reload in the middle', async () => {
      await begin(therapist, 'Check-in');
      await expect(maya.getByRole('heading', { name: 'How are you right now?' })).toBeVisible();
      await axeFindsNothing(maya, 'a question to the youngest');
      await axeFindsNothing(daniel, 'a question to an adult on a phone');
      await press(maya, 'Happy');
      await press(maya, 'A lot');
      await press(maya, 'Done');
      await quiet(maya);
      await daniel.getByLabel('Or a word of your own').fill('hopeful');
      await expect(therapist.getByText('Daniel is writing')).toBeVisible();
      await axeFindsNothing(therapist, 'an exercise in the plan');
      await therapist.getByRole('button', { name: 'Hold' }).click();
      await expectCovered(maya, 'Happy');
      await expect(daniel.getByText('hopeful')).toHaveCount(0);
      await daniel.reload();
      await therapist.getByRole('button', { name: 'Resume' }).click();
      await expect(daniel.getByLabel('Or a word of your own')).toHaveValue('hopeful');
      await press(daniel, 'Done');
      await quiet(daniel);
      await goOn(therapist, 'Each may show their word');
      await press(maya, 'Show my word');
      await expect(daniel.getByText('Happy')).toBeVisible();
      await press(daniel, 'Keep it to myself');
      await end(therapist, 'Check-in');
      await expect(noteOn(daniel, 'Happy')).toBeVisible();
      await expect(noteOn(maya, 'hopeful')).toHaveCount(0);
    });

    await story.step('[E21] ground rules, in a second version', async () => {
      await begin(therapist, 'Ground rules');
      await press(maya, 'I can take a break');
      await press(maya, 'Give it for our card');
      await daniel.getByLabel('I can talk better when').fill('we sit side by side');
      await press(daniel, 'Give it for our card');
      await goOn(therapist, 'You put the card together (version 1)');
      const rules = therapist.getByRole('group', { name: 'Rules on the card' });
      for (const rule of ['Everybody may say “stop”', 'I can take a break']) {
        await rules.getByRole('button', { name: rule }).click();
      }
      await press(therapist, 'Show the card');
      await goOn(therapist, 'Each says whether they can do this');
      await press(maya, 'I can do this');
      await press(daniel, 'Needs changing');
      await goOn(therapist, 'You put the card together (version 2)');
      for (const rule of ['I can take a break', 'we sit side by side']) {
        await rules.getByRole('button', { name: rule }).click();
      }
      await press(therapist, 'Show the card');
      await goOn(therapist, 'Each says whether they can do this');
      await press(maya, 'Put my name to it');
      await press(maya, 'I can do this');
      await press(daniel, 'I can do this');
      await goOn(therapist, allDone);
      await end(therapist, 'Ground rules');
      await expect(noteOn(maya, 'we sit side by side')).toBeVisible();
    });

    await story.step('[E23] listening in turns, handed back once', async () => {
      await begin(therapist, 'Taking turns to listen');
      await expect(daniel.getByRole('heading', { name: /^Listen now/ })).toBeVisible();
      await axeFindsNothing(daniel, 'listening');
      await press(maya, 'I miss you sometimes');
      await press(maya, 'Say it');
      await expect(daniel.getByText('I miss you sometimes')).toBeVisible();
      await daniel.getByLabel('I heard').fill('You never miss me');
      await press(daniel, 'Say it');
      await expect(maya.getByText('You never miss me')).toBeVisible();
      const card = therapist.getByRole('article', { name: /^Daniel/ });
      await card.getByRole('button', { name: 'Hand back' }).click();
      await card.getByLabel('What Daniel reads').fill('Only what she said');
      await card.getByRole('button', { name: 'Hand it back' }).click();
      await expect(daniel.getByText('Only what she said')).toBeVisible();
      await expect(maya.getByText('You never miss me')).toHaveCount(0);
      await expect(daniel.getByLabel('I heard')).toHaveValue('You never miss me');
      await daniel.getByLabel('I heard').fill('You miss me sometimes');
      await press(daniel, 'Say it');
      await press(maya, 'Yes, that’s it');
      await press(daniel, 'Pass');
      await expect(therapist.getByText(/^All steps are done/)).toBeVisible();
      await end(therapist, 'Taking turns to listen');
      await expect(noteOn(maya, 'You miss me sometimes')).toBeVisible();
    });

    await story.step('[E24] appreciation, read out in turn', async () => {
      await begin(therapist, 'Appreciation round');
      await press(maya, 'You came today');
      await press(maya, 'Done');
      await daniel.getByLabel('What I noticed').fill('You drew the boat again');
      await press(daniel, 'Done');
      await goOn(therapist, 'Maya reads out');
      await expect(daniel.getByText('You came today')).toHaveCount(0);
      await press(maya, 'Read it out');
      await expect(daniel.getByText('You came today')).toBeVisible();
      await press(daniel, 'Thank you');
      await expect(maya.getByText('Thank you', { exact: true })).toBeVisible();
      await goOn(therapist, 'Daniel reads out');
      await press(daniel, 'Read it out');
      await expect(therapist.getByText('Maya may say thank you')).toBeVisible();
      await goOn(therapist, allDone);
      await end(therapist, 'Appreciation round');
      await expect(noteOn(maya, 'You drew the boat again')).toBeVisible();
      await expect(noteOn(daniel, 'You came today')).toBeVisible();
    });
  },
);

story(
  '[E13][E12] exercises planned with a session, begun in it; a child of fourteen and more writes freely',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Noah', 'Daniel']);
    const noah = await arrive(kinbridge, links, 'Noah');
    await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Noah', 'Daniel']);
    await choose(therapist, 'I-statement');
    await therapist.getByLabel('A question of your own').fill('What was hard this week?');
    await therapist.getByRole('button', { name: 'Noah' }).last().click();
    await press(therapist, 'Add to the plan');
    const planned = therapist.getByRole('list', { name: 'Planned exercises' });
    await expect(planned.getByText('What was hard this week?')).toBeVisible();
    await therapist.getByRole('button', { name: 'Begin I-statement' }).click();
    await expect(noah.getByRole('heading', { name: 'What was hard this week?' })).toBeVisible();
    await noah.getByLabel('I feel', { exact: true }).fill('that you always decide');
    await expect(noah.getByText(/“You always” is hard to hear/)).toBeVisible();
    await noah.getByLabel('I feel', { exact: true }).fill('left out');
    await noah.getByLabel('when', { exact: true }).fill('plans change');
    await noah.getByLabel('I would like', { exact: true }).fill('to know it the day before');
    await axeFindsNothing(noah, 'three slots with words of one’s own');
    await press(noah, 'Done');
    await quiet(noah);
    await therapist.getByRole('button', { name: 'Suggest softer words' }).click();
    await therapist.getByLabel('when', { exact: true }).fill('plans change on the same day');
    await press(therapist, 'Suggest it');
    await press(noah, 'Use these words');
    await goOn(therapist, 'Each may share it');
    await press(noah, 'Share it');
    await end(therapist, 'I-statement');
    const card =
      'I feel left out when plans change on the same day I would like to know it the day before';
    await expect(noteOn(noah, card)).toBeVisible();
  },
);
