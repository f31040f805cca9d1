import { expect, type Page } from '@playwright/test';
import type { FamilyAnswer, NewSessionAnswer } from '../../shared/wire/http.ts';
import { allDone, beginPlanned, choose, end, goOn, press, quiet } from './exercise-presses.ts';
import { beside, onBoard, ownGoals, press as pressIn, question } from './goal-presses.ts';
import {
  arrive,
  ask,
  axeFindsNothing,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
  type Name,
  type Story,
} from './story.ts';

const tablet = { viewport: { width: 820, height: 1_180 }, hasTouch: true } as const;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;
const idea = 'We bake a cake together';

/** By the exercise's own press; a child has another in the strip that is always there. */
const passHere = (page: Page): Promise<void> =>
  page.getByRole('main').getByRole('button', { name: 'Pass', exact: true }).click();
const passByStrip = (child: Page): Promise<void> =>
  child
    .getByRole('complementary', { name: 'Always yours' })
    .getByRole('button', { name: 'Pass', exact: true })
    .click();

async function endSession(therapist: Page): Promise<void> {
  await press(therapist, 'End…');
  await press(therapist, 'End the session');
  await expect(therapist.getByText('The board is saved')).toBeVisible();
}

story(
  '[E13][E12][G4][S12] a whole joint session, with a child of seven and one of fifteen: check-in, rules, listening, a goal, appreciation, closing',
  async ({ story: kinbridge }) => {
    story.setTimeout(300_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel', 'Noah']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel', phone);
    const noah = await arrive(kinbridge, links, 'Noah', tablet);
    await openWith(therapist, ['Maya', 'Daniel', 'Noah']);

    await story.step('[E13] the therapist lays down the order', async () => {
      const order = [
        'Check-in',
        'Ground rules',
        'Taking turns to listen',
        'Appreciation round',
        'Check-in',
      ];
      const planned = therapist
        .getByRole('list', { name: 'Planned exercises' })
        .getByRole('listitem');
      await press(therapist, 'Choose an exercise…');
      for (const [at, label] of order.entries()) {
        await therapist.getByLabel('Exercise', { exact: true }).selectOption({ label });
        await press(therapist, 'Add to the plan');
        await expect(planned).toHaveCount(at + 1);
      }
      await press(therapist, 'Close');
    });

    await story.step('[E20] check-in', async () => {
      await beginPlanned(therapist, 'Check-in');
      await press(maya, 'Happy');
      await press(maya, 'A lot');
      await press(maya, 'Done');
      await press(daniel, 'Hopeful');
      await press(daniel, '4');
      await press(daniel, 'Done');
      // No faces for him: words, and one of his own.
      await expect(noah.getByRole('button', { name: 'Angry' })).toHaveCount(0);
      await noah.getByLabel('Or a word of your own').fill('Watching');
      await press(noah, 'Done');
      await goOn(therapist, 'Each may show their word');
      await press(maya, 'Keep it to myself');
      await quiet(maya);
      await press(daniel, 'Show my word');
      await press(noah, 'Keep it to myself');
      await expect(maya.getByText('Hopeful')).toBeVisible();
      await end(therapist, 'Check-in');
      await expect(noteOn(maya, 'Hopeful')).toBeVisible();
      expect(await daniel.content()).not.toMatch(/Happy|Watching/);
    });

    await story.step('[E21] ground rules, one of which both have given', async () => {
      await beginPlanned(therapist, 'Ground rules');
      await press(maya, 'I can take a break');
      await press(maya, 'Give it for our card');
      await daniel.getByLabel('I can talk better when').fill('I can take a break');
      await press(daniel, 'Give it for our card');
      await passHere(noah);
      await goOn(therapist, 'You put the card together (version 1)');
      const rules = therapist.getByRole('group', { name: 'Rules on the card' });
      await rules.getByRole('button', { name: 'Nobody has to answer' }).click();
      for (const at of [0, 1]) {
        await rules.getByRole('button', { name: 'I can take a break' }).nth(at).click();
      }
      await press(therapist, 'Show the card');
      await goOn(therapist, 'Each says whether they can do this');
      for (const page of [maya, daniel, noah]) {
        await expect(page.getByText('I can take a break', { exact: true })).toHaveCount(2);
        await press(page, 'I can do this');
        await quiet(page);
      }
      await goOn(therapist, allDone);
      await end(therapist, 'Ground rules');
      await expect(noteOn(daniel, 'Nobody has to answer')).toBeVisible();
    });

    await story.step('[E23] each is listened to', async () => {
      await beginPlanned(therapist, 'Taking turns to listen');
      await press(maya, 'I would like to play together');
      await press(maya, 'Say it');
      await expect(noah.getByText('I would like to play together')).toBeVisible();
      await daniel.getByLabel('I heard').fill('You would like to play together');
      await press(daniel, 'Say it');
      await press(maya, 'Yes, that’s it');
      await daniel.getByLabel('What I would like to say').fill('I was glad today.');
      await press(daniel, 'Say it');
      await expect(maya.getByText('I was glad today.')).toBeVisible();
      // Tapping is easier for her, and own words are as welcome.
      await expect(maya.getByRole('button', { name: 'You miss me sometimes' })).toBeVisible();
      await maya.getByLabel('Or in your own words').fill('You were glad');
      await press(maya, 'Say it');
      await press(daniel, 'Yes, that’s it');
      await expect(therapist.getByText(allDone)).toBeVisible();
      await end(therapist, 'Taking turns to listen');
      await expect(noteOn(maya, 'You were glad')).toBeVisible();
    });

    await story.step('[G4] a goal, from Maya’s idea to what both are asked', async () => {
      const ideas = await ownGoals(maya);
      await ideas.getByLabel('An idea for a goal').fill(idea);
      await pressIn(ideas, 'Keep this idea');
      await pressIn(ideas, 'We may talk about it');
      await pressIn(maya, 'Back to the board');
      await therapist.getByRole('tab', { name: /^Goals/ }).click();
      const goal = beside(therapist, idea);
      await pressIn(goal, 'I have read it');
      await goal.getByText('More about this goal').click();
      await goal.getByLabel('Whose goal it is').selectOption('ours');
      await goal.getByRole('checkbox', { name: 'Daniel' }).check();
      await pressIn(goal, 'Keep whose it is');
      await expect(goal.getByText('For Maya and Daniel')).toBeVisible();
      await pressIn(goal, 'Talk about it');
      await expect(onBoard(daniel)).toHaveAttribute('aria-label', new RegExp(idea));
      await pressIn(goal, 'Put to agreement');
      await pressIn(question(maya), /^Yes/);
      await expect(goal.getByText('Daniel: not yet')).toBeVisible();
      await therapist.getByRole('tab', { name: 'Plan' }).click();
    });

    await story.step('[E24][G4] appreciation, beside a question that may wait', async () => {
      await beginPlanned(therapist, 'Appreciation round');
      await maya.getByRole('button', { name: 'Daniel', exact: true }).click();
      await press(maya, 'You came today');
      await press(maya, 'Done');
      await expect(question(daniel).getByText(idea)).toBeVisible();
      await axeFindsNothing(daniel, 'an exercise and a goal to agree to, on a phone');
      await daniel.getByRole('button', { name: 'Maya', exact: true }).click();
      await daniel.getByLabel('What I noticed').fill('You laughed');
      await press(daniel, 'Done');
      await noah.getByRole('button', { name: 'Maya', exact: true }).click();
      await noah.getByLabel('What I noticed').fill('You lent me your pen');
      await press(noah, 'Done');
      await quiet(daniel);
      await pressIn(question(daniel), /^Yes/);
      for (const page of [maya, daniel, therapist]) {
        await expect(onBoard(page)).toHaveAttribute('aria-label', /Ours, agreed/);
      }
      await goOn(therapist, 'Maya reads out');
      await press(maya, 'Read it out');
      await press(daniel, 'Thank you');
      await expect(maya.getByText('Thank you', { exact: true })).toBeVisible();
      await goOn(therapist, 'Daniel reads out');
      await press(daniel, 'Read it out');
      await press(maya, 'That means a lot to me');
      await goOn(therapist, 'Noah reads out');
      // What he wrote stays sealed: he may change his mind.
      await passByStrip(noah);
      await expect(therapist.getByText(allDone)).toBeVisible();
      await end(therapist, 'Appreciation round');
      await expect(noteOn(maya, 'You laughed')).toBeVisible();
      for (const page of [maya, daniel]) {
        expect(await page.content()).not.toContain('You lent me your pen');
      }
    });

    await story.step('[E20][S12] a last check-in, and out in the planned order', async () => {
      await beginPlanned(therapist, 'Check-in');
      await press(maya, 'Calm');
      await press(maya, 'Done');
      for (const page of [daniel, noah]) {
        await passHere(page);
        await quiet(page);
      }
      await goOn(therapist, 'Each may show their word');
      await press(maya, 'Show my word');
      await expect(daniel.getByText('Calm', { exact: true })).toBeVisible();
      await end(therapist, 'Check-in');
      await press(therapist, 'Show these words');
      for (const [name, page] of [
        ['Noah', noah],
        ['Daniel', daniel],
        ['Maya', maya],
      ] as const) {
        await press(therapist, `See out ${name}`);
        await expect(page.getByText('You can close this page.')).toBeVisible();
        expect(await page.content()).not.toContain('cake');
      }
      await endSession(therapist);
    });

    await story.step('[E11] all of it lies on the saved board', async () => {
      await therapist.getByRole('link', { name: /saved board/i }).click();
      for (const words of [
        'Hopeful',
        'Nobody has to answer',
        'You were glad',
        idea,
        'You laughed',
      ]) {
        await expect(therapist.getByText(words).first()).toBeVisible();
      }
    });
  },
);

/** An individual session, open, with this one in it. @returns their page */
async function alone(
  kinbridge: Story,
  therapist: Page,
  family: FamilyAnswer,
  name: Name,
): Promise<Page> {
  const coming = family.people.flatMap(({ id, firstName }) => (firstName === name ? [id] : []));
  const plan = {
    ...{ kind: 'individual', title: '', arriving: coming, leaving: coming },
    ...{ plannedMinutes: 25, step: 'board', plannedFor: null },
  };
  const path = `/api/families/${family.id}/sessions`;
  const { session, links } = await ask<NewSessionAnswer>(therapist, path, plan);
  await therapist.goto(new URL(`/sessions/${session.id}/room`, therapist.url()).href);
  const page = await arrive(kinbridge, { [name]: links[0]?.url ?? '' }, name);
  await openWith(therapist, [name]);
  return page;
}

story(
  '[E27] a letter is written alone with the therapist, and opened by the child as far as she wants',
  async ({ story: kinbridge }) => {
    story.setTimeout(240_000);
    const { therapist, family } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);

    await story.step('written, handed back, approved', async () => {
      const daniel = await alone(kinbridge, therapist, family, 'Daniel');
      await choose(therapist, 'Letter');
      await therapist.getByLabel('To whom').selectOption({ label: 'Maya' });
      await press(therapist, 'Begin it now');
      await daniel.getByLabel('My letter').fill('I am sorry, but you were loud.');
      await axeFindsNothing(daniel, 'writing a letter');
      await press(daniel, 'Done');
      const card = therapist.getByRole('article', { name: /^Daniel/ });
      await press(therapist, 'Hand back');
      await card.getByLabel('What Daniel reads').fill('Without the but?');
      await press(therapist, 'Hand it back');
      await expect(daniel.getByText('Without the but?')).toBeVisible();
      await expect(daniel.getByLabel('My letter')).toHaveValue('I am sorry, but you were loud.');
      await daniel.getByLabel('My letter').fill('I was late.\n\nThat was mine to do better.');
      await press(daniel, 'Done');
      await goOn(therapist, 'You approve it, or hand it back');
      const seen = therapist.getByRole('group', { name: 'Seen in it' }).getByRole('button');
      await expect(seen).toHaveCount(6);
      for (const one of await seen.all()) await one.click();
      await axeFindsNothing(therapist, 'a letter to be approved');
      await press(therapist, 'Approve it');
      await goOn(therapist, allDone);
      await end(therapist, 'Letter');
      await endSession(therapist);
    });

    await story.step('opened in part, then all of it; that stays with her', async () => {
      const maya = await alone(kinbridge, therapist, family, 'Maya');
      await choose(therapist, 'Letter');
      await therapist.getByLabel('Which letter').selectOption({ index: 1 });
      await press(therapist, 'Begin it now');
      await expect(maya.getByRole('heading', { name: 'There is a letter for you' })).toBeVisible();
      expect(await maya.content()).not.toContain('I was late');
      await axeFindsNothing(maya, 'told of a letter');
      await press(maya, 'Part of it');
      await expect(maya.getByText('I was late.')).toBeVisible();
      await expect(maya.getByText('That was mine to do better.')).toHaveCount(0);
      await press(maya, 'Read on');
      await expect(maya.getByText('That was mine to do better.')).toBeVisible();
      expect(await maya.content()).not.toContain('you were loud');
      await press(maya, 'I have read it');
      await press(maya, 'No, it stays with me');
      await expect(therapist.getByText(allDone)).toBeVisible();
      await end(therapist, 'Letter');
      await expect(noteOn(maya, 'A letter from Daniel')).toBeVisible();
      await endSession(therapist);
    });

    await story.step('its writer is told nothing, and his therapist knows that', async () => {
      const daniel = await alone(kinbridge, therapist, family, 'Daniel');
      await choose(therapist, 'Letter');
      await expect(therapist.getByText(/A letter to Maya: read\./)).toBeVisible();
      await expect(therapist.getByText(/Its writer is not told/)).toBeVisible();
      expect(await daniel.content()).not.toMatch(/letter/i);
    });
  },
);
