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

story(
  '[R2][B3] from the first start to the saved board, as therapist, child and parent',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
    await expect(therapist.getByRole('heading', { name: 'Set up your practice' })).toBeVisible();
    await axeFindsNothing(therapist, 'first start');
    const links = await planned(therapist);
    await axeFindsNothing(therapist, 'the planned session');

    const maya = await arrive(kinbridge, links, 'Maya');
    expect(maya.url()).not.toContain((links['Maya'] ?? '').split('#')[1]);
    await axeFindsNothing(maya, 'the waiting room');
    const daniel = await arrive(kinbridge, links, 'Daniel', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await expect(daniel.getByText('Maya')).toHaveCount(0);

    await therapist.getByRole('link', { name: 'Open the room' }).click();
    await expect(therapist.getByText('Maya is waiting')).toBeVisible();
    await axeFindsNothing(therapist, 'the room before it is opened');
    await therapist.getByRole('button', { name: 'Open the room' }).click();
    await letIn(therapist, 'Maya');
    await letIn(therapist, 'Daniel');

    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
    await addNote(daniel, 'I remember the lemonade');
    await expect(noteOn(maya, 'I remember the lemonade')).toBeVisible();

    const surface = maya.getByRole('group', { name: /board/i }).first();
    const box = await surface.boundingBox();
    if (!box) throw new Error('no board');
    await maya.getByRole('button', { name: 'Pen', exact: true }).click();
    await maya.mouse.move(box.x + 120, box.y + 120);
    await maya.mouse.down();
    for (let at = 0; at < 20; at += 1)
      await maya.mouse.move(box.x + 120 + at * 8, box.y + 120 + at * 3);
    await maya.mouse.up();
    await expect(therapist.getByRole('button', { name: /^Drawing by Maya/ })).toHaveCount(1);
    await expect(maya.getByText('Saved', { exact: true })).toBeVisible();
    for (const [page, screen] of [
      [therapist, 'the room, therapist'],
      [maya, 'the room, child'],
      [daniel, 'the room, parent on a phone'],
    ] as const) {
      await axeFindsNothing(page, screen);
    }

    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(maya, 'our treehouse', 'lemonade');
    await expectCovered(daniel, 'our treehouse', 'lemonade');
    await axeFindsNothing(maya, 'the cover');
    await axeFindsNothing(therapist, 'the held room');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(maya, 'I remember the lemonade')).toBeVisible();

    await therapist.getByRole('button', { name: 'End…' }).click();
    await axeFindsNothing(therapist, 'asking for the end');
    await therapist.getByRole('button', { name: /^End/ }).last().click();
    await expect(therapist.getByText('The board is saved')).toBeVisible();
    await expect(maya.getByText('You can close this page.')).toBeVisible();
    await expect(daniel.getByText('You can close this page.')).toBeVisible();
    await axeFindsNothing(maya, 'the goodbye');

    await therapist.getByRole('link', { name: /saved board/i }).click();
    await expect(therapist.getByRole('heading', { name: 'Joint session 1' })).toBeVisible();
    await expect(therapist.getByText('our treehouse').first()).toBeVisible();
    await axeFindsNothing(therapist, 'the saved board');
    await therapist.goto(kinbridge.server.url);
    await therapist.getByRole('link', { name: 'Maya’s family' }).click();
    await expect(therapist.getByText('Joint session 1')).toBeVisible();
    await axeFindsNothing(therapist, 'the family');
  },
);

story(
  '[B4] typing faster than a page can draw keeps every letter in its order',
  async ({ story: kinbridge }) => {
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    const words =
      'when we built the big treehouse together and it rained all day, telling nobody where we were';
    await maya.getByRole('button', { name: 'Add a note' }).click();
    await maya.keyboard.type(words.slice(0, 40), { delay: 0 });
    await maya.keyboard.type(words.slice(40), { delay: 20 });
    await maya.keyboard.press('Escape');
    await expect(noteOn(maya, words)).toBeVisible();
    await expect(noteOn(therapist, words)).toBeVisible();
  },
);

story(
  '[H6] sent back means the waiting room, with nothing of the board in the page',
  async ({ story: kinbridge }) => {
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await addNote(maya, 'our treehouse');
    await therapist.getByRole('button', { name: 'Send back Maya' }).click();
    await expect(maya.getByText('Your connection is good.')).toBeVisible();
    expect(await maya.content()).not.toContain('our treehouse');
    await letIn(therapist, 'Maya');
    await expect(noteOn(maya, 'our treehouse')).toBeVisible();
  },
);

story(
  '[H2] the therapist’s page closed: every family screen is covered, and waits',
  async ({ story: kinbridge }) => {
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await addNote(maya, 'our treehouse');
    const room = therapist.url();
    await therapist.goto('about:blank');
    await expectCovered(maya, 'our treehouse');
    await therapist.goto(room);
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(maya, 'our treehouse')).toBeVisible();
  },
);

story(
  '[W3][H3][B10] the server killed in the middle: everybody is back where they were, held',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await addNote(maya, 'our treehouse');
    await expect(maya.getByText('Saved', { exact: true })).toBeVisible();
    await kinbridge.server.kill();
    await expect(maya.getByText(/Reconnecting/).first()).toBeVisible();
    await expect(therapist.getByText(/connection dropped/i).first()).toBeVisible();
    await addNote(maya, 'drawn without a line');
    await kinbridge.server.start();
    await expectCovered(maya, 'our treehouse', 'drawn without a line');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(maya, 'our treehouse')).toBeVisible();
    await expect(maya.getByText(/^Something you made just before the break/)).toBeVisible();
    expect(await maya.content()).not.toContain('drawn without a line');
    await axeFindsNothing(maya, 'the offer after a break');
    await maya.getByRole('button', { name: 'Put it on the board' }).click();
    await expect(noteOn(maya, 'drawn without a line')).toBeVisible();
    await expect(maya.getByText(/^Something you made just before the break/)).toHaveCount(0);
    await expect(noteOn(therapist, 'drawn without a line')).toBeVisible();
    await expect(daniel.getByText('Your connection is good.')).toBeVisible();
    await letIn(therapist, 'Daniel');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
  },
);

story(
  'Hold answers to Shift+H and to Escape held down, also while the end is being asked',
  async ({ story: kinbridge }) => {
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const maya = await arrive(kinbridge, links, 'Maya');
    await openRoom(therapist);
    await letIn(therapist, 'Maya');
    await therapist.getByRole('button', { name: 'End…' }).click();
    await therapist.keyboard.press('Shift+H');
    await expectCovered(maya);
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(maya.getByRole('list', { name: 'On the board' })).toBeAttached();
    await therapist.keyboard.down('Escape');
    await expectCovered(maya);
    await therapist.keyboard.up('Escape');
  },
);
