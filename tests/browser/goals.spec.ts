import { expect, type Page } from '@playwright/test';
import { beside, onBoard, ownGoals, press, question } from './goal-presses.ts';
import {
  arrive,
  ask,
  axeFindsNothing,
  expectCovered,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';
import type { NewSessionAnswer } from '../../shared/wire/http.ts';

const idea = 'We bake a cake together';
const worded = `${idea} on Sunday`;

story(
  '[G1][G4][G9] a goal from a child’s idea to agreed in a joint session',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    const daniel = await arrive(kinbridge, links, 'Daniel', phone);
    await openWith(therapist, ['Maya', 'Daniel']);

    const ideas = await ownGoals(maya);
    await ideas.getByLabel('An idea for a goal').fill(idea);
    await press(ideas, 'Keep this idea');
    const own = ideas.getByRole('article', { name: `Your idea: ${idea}` });
    await expect(own).toBeVisible();
    await axeFindsNothing(maya, 'own goals, child');

    await therapist.getByRole('tab', { name: /^Goals/ }).click();
    const goal = beside(therapist, idea);
    await expect(goal.getByRole('button', { name: 'Talk about it' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await press(own, 'We may talk about it');
    await press(goal, 'I have read it');
    await goal.getByText('More about this goal').click();
    await goal.getByLabel('Whose goal it is').selectOption('ours');
    await goal.getByRole('checkbox', { name: 'Daniel' }).check();
    await press(goal, 'Keep whose it is');
    await expect(goal.getByText('For Maya and Daniel')).toBeVisible();
    await axeFindsNothing(therapist, 'the goals beside the board');
    expect(await daniel.content()).not.toContain('cake');
    await press(goal, 'Talk about it');
    await press(maya, 'Back to the board');

    await expect(onBoard(daniel)).toHaveAttribute('aria-label', new RegExp(idea));
    await onBoard(daniel).focus();
    await daniel.keyboard.press('Enter');
    await expect(daniel.getByRole('textbox', { name: 'Words of the goal' })).toBeFocused();
    await daniel.keyboard.type(' on Sunday');
    await daniel.keyboard.press('Escape');
    await expect(onBoard(maya)).toHaveAttribute('aria-label', new RegExp(worded));

    const now = beside(therapist, worded);
    await press(now, 'Put to agreement');
    for (const [page, screen] of [
      [maya, 'asked to agree, child'],
      [daniel, 'asked to agree, parent on a phone'],
    ] as const) {
      await expect(question(page).getByText(worded)).toBeVisible();
      await axeFindsNothing(page, screen);
    }
    await onBoard(daniel).focus();
    await daniel.keyboard.press('Enter');
    await expect(daniel.getByRole('textbox', { name: 'Words of the goal' })).toHaveCount(0);

    await press(question(daniel), /^Yes/);
    await expect(question(daniel)).toHaveCount(0);
    await expect(now.getByText('Daniel: yes')).toBeVisible();
    await expect(now.getByText('Maya: not yet')).toBeVisible();
    await expect(onBoard(maya)).toHaveAttribute('aria-label', /do we agree/);

    const next = 'We go to the lake';
    await (await ownGoals(maya)).getByLabel('An idea for a goal').fill(next);
    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(maya, 'cake', next);
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect((await ownGoals(maya)).getByLabel('An idea for a goal')).toHaveValue(next);
    await press(maya, 'Back to the board');
    await press(question(maya), /^Yes/);
    for (const page of [maya, daniel, therapist]) {
      await expect(onBoard(page)).toHaveAttribute('aria-label', /Ours, agreed/);
    }
    await press(now, 'Start working on it');
    await expect(onBoard(daniel)).toHaveAttribute('aria-label', /Ours, working on it/);

    await ownGoals(maya);
    await press(maya, 'Take my yes back');
    await expect(onBoard(daniel)).toHaveAttribute('aria-label', /do we agree/);
    await expect(now.getByText('Maya: not yet')).toBeVisible();
  },
);

story(
  '[G13] the goal board between sessions: an idea goes to the therapist, and to nobody else',
  async ({ story: kinbridge }) => {
    story.setTimeout(120_000);
    const { therapist, family } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    await therapist.goto(new URL(`/families/${family.id}`, therapist.url()).href);
    await therapist.getByRole('link', { name: 'Open the goal board' }).click();
    await expect(therapist.getByRole('heading', { name: 'Goals', level: 1 })).toBeVisible();
    for (const name of ['Maya', 'Daniel']) {
      await therapist
        .getByRole('group', { name: 'To whom' })
        .getByRole('checkbox', { name })
        .check();
    }
    await therapist.getByLabel('Open until').fill('2099-05-12T18:00');
    await axeFindsNothing(therapist, 'the goal board, therapist');
    await press(therapist, 'Open the goal board');
    const link = (name: string) =>
      therapist.getByRole('textbox', { name: `Link for ${name}` }).inputValue();
    await expect(therapist.getByText(/Open until/)).toBeVisible();
    await axeFindsNothing(therapist, 'the goal board between sessions, its links');

    const quiet = async (name: string, width: number): Promise<Page> => {
      const page = await kinbridge.open(await link(name), { viewport: { width, height: 844 } });
      await page.getByRole('button', { name: /^Yes/ }).click();
      await expect(page.getByRole('heading', { name: `Your goals, ${name}` })).toBeVisible();
      return page;
    };
    const [maya, daniel] = [await quiet('Maya', 390), await quiet('Daniel', 1180)];
    await maya.getByLabel('An idea for a goal').fill(idea);
    await press(maya, 'Keep this idea');
    const own = maya.getByRole('article', { name: `Your idea: ${idea}` });
    await press(own, 'Say more');
    await own.getByLabel('More about it, for Dr. Okafor').fill('In our kitchen');
    await press(own, 'Send');
    await expect(own.getByText('In our kitchen')).toBeVisible();
    await axeFindsNothing(maya, 'the quiet page, child on a phone');
    await axeFindsNothing(daniel, 'the quiet page, parent');

    await therapist.getByRole('link', { name: 'Read the goal board' }).click();
    const goal = beside(therapist, idea);
    await expect(goal.getByText('New')).toBeVisible();
    await expect(goal.getByText('In our kitchen')).toBeVisible();
    await goal.getByText('More about this goal').click();
    await goal.getByLabel('A comment for Maya').fill('What would you bake?');
    await press(goal, 'Send');
    await axeFindsNothing(therapist, 'the goal board with an idea');
    await maya.reload();
    await expect(maya.getByText('What would you bake?')).toBeVisible();
    await daniel.reload();
    await expect(daniel.getByText('There is none here.')).toHaveCount(0);
    await expect(daniel.getByLabel('An idea for a goal')).toBeVisible();
    expect(await daniel.content()).not.toContain('cake');

    // Its end is brought forward: then the page says so, and takes nothing.
    const plan = {
      kind: 'between',
      title: '',
      arriving: family.people.slice(0, 1).map(({ id }) => id),
      leaving: family.people.slice(0, 1).map(({ id }) => id),
      plannedMinutes: 25,
      step: 'apart',
    };
    const path = `/api/families/${family.id}/sessions`;
    const plannedFor = Date.now() + 3_600_000;
    const short = await ask<NewSessionAnswer>(therapist, path, { ...plan, plannedFor });
    const late = await kinbridge.open(short.links[0]?.url ?? '');
    await late.getByRole('button', { name: /^Yes/ }).click();
    await late.getByLabel('An idea for a goal').fill('Too late');
    const end = Date.now() + 1_500;
    const sooner = { ...plan, plannedFor: end };
    await ask(therapist, `/api/sessions/${short.session.id}/plan`, sooner, 'PUT');
    await late.waitForFunction((then) => Date.now() > then, end);
    await press(late, 'Keep this idea');
    await expect(late.getByText(/The goal board is closed now/)).toBeVisible();
    await late.reload();
    await expect(late.getByText(/closed for now/)).toBeVisible();
    await axeFindsNothing(late, 'the quiet page when its time is over');
  },
);
