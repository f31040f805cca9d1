/** What the therapist does for one person changes nothing on another's page. */
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

/** Milliseconds. A screen reader hears of what others made up to three seconds later. */
const quietForMs = 3_300;

/**
 * Watches a page that nobody touches, once it has come to rest. @returns what has changed in it
 * since: nothing, if nothing of what happened was told to it.
 */
async function watched(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(async (quietMs) => {
    const kept = window as unknown as { changes: string[] };
    kept.changes = [];
    await new Promise<void>((rested) => {
      let timer = setTimeout(rested, quietMs);
      new MutationObserver((records) => {
        for (const { type, target } of records) {
          kept.changes.push(`${type} ${target.nodeName} ${target.textContent?.slice(0, 60) ?? ''}`);
        }
        clearTimeout(timer);
        timer = setTimeout(rested, quietMs);
      }).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    kept.changes = [];
  }, quietForMs);
  return () => page.evaluate(() => (window as unknown as { changes: string[] }).changes);
}

story(
  '[V6][V3] whispers, asks, review, handing back, a wait and a soft timer change nothing on another’s page',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel', 'Noah']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    const changes = await watched(daniel);
    const before = await daniel.content();
    const nothingSeen = async (what: string): Promise<void> => {
      expect(await changes(), what).toEqual([]);
      expect(await daniel.content(), what).toBe(before);
    };

    await maya.getByRole('button', { name: 'I need help' }).click();
    await expect(therapist.getByText('Maya needs help')).toBeVisible();
    await therapist.getByLabel('Words for Maya').fill('I am with you');
    await therapist.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(maya.getByText('Dr. Okafor: I am with you')).toBeVisible();
    await nothingSeen('help, and words back');

    await therapist.getByRole('button', { name: 'More for Maya' }).click();
    await therapist.getByLabel('Whisper to Maya').fill('Shall we draw?');
    await therapist.getByRole('button', { name: 'Whisper' }).click();
    await maya.getByRole('button', { name: /^Write to/ }).click();
    await maya.getByLabel(/^Your words to/).fill('Yes');
    await maya.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(therapist.getByText('Maya: Yes')).toBeVisible();
    await maya.getByRole('button', { name: /^Write to/ }).click();
    await nothingSeen('a whisper, and one back');

    const noah = await arrive(kinbridge, links, 'Noah');
    await expect(therapist.getByRole('button', { name: 'Let in Noah' })).toBeVisible();
    await therapist.getByRole('button', { name: 'More for Noah' }).click();
    await therapist.getByRole('button', { name: 'Remove' }).last().click();
    await expect(noah.getByText('You can close this page.')).toBeVisible();
    await nothingSeen('somebody who waits, and is removed');

    const lookOnly = therapist.getByRole('switch', { name: 'Maya: look only' });
    await lookOnly.click();
    await expect(maya.getByText('You can look now.')).toBeVisible();
    await lookOnly.click();
    await expect(maya.getByText('You can look now.')).toHaveCount(0);
    await nothingSeen('look only');

    await therapist.getByRole('switch', { name: 'Maya: check first' }).click();
    await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();
    await addNote(maya, 'I miss Sundays');
    await therapist.getByRole('tab', { name: /^To check/ }).click();
    await therapist.getByRole('button', { name: 'Hand back' }).click();
    await therapist.getByLabel('What Maya reads').fill('Say what you miss about them?');
    await therapist.getByRole('button', { name: 'Hand it back' }).click();
    await maya.getByRole('button', { name: 'It’s ready again' }).click();
    await expect(maya.getByText('Say what you miss about them?')).toHaveCount(0);
    await therapist.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(therapist.getByText('Left with them')).toBeVisible();
    await nothingSeen('checked, handed back, ready again and left');

    // What is passed on is there, under its author's name, and says nothing of its way.
    await therapist.getByRole('button', { name: 'Pass on' }).click();
    await expect(noteOn(daniel, 'I miss Sundays')).toBeVisible();
    for (const word of ['check', 'review', 'handed', 'passed', 'Okafor about']) {
      await expect(daniel.locator('body')).not.toContainText(word, { ignoreCase: true });
    }
  },
);

story(
  '[S9][B19][V6] a soft timer is the therapist’s alone, what is hidden is gone, and removed looks like sent back',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    const floor = therapist.getByRole('region', { name: 'Who has the floor' });
    await floor.getByRole('button', { name: 'Daniel' }).click();
    await expect(daniel.getByText('It is your turn.')).toBeVisible();
    await expect(maya.getByText('Daniel has the turn. You can look.')).toBeVisible();
    const untimed = await Promise.all([watched(daniel), watched(maya)]);
    await floor.getByRole('combobox').selectOption({ label: '3 min' });
    await floor.getByRole('button', { name: 'Daniel' }).click();
    await expect(floor.getByText(/left. Only you see this./)).toBeVisible();
    await axeFindsNothing(therapist, 'the floor with its timer');
    for (const changes of untimed) expect(await changes()).toEqual([]);
    await floor.getByRole('button', { name: 'Everyone' }).click();
    await expect(daniel.getByText('It is your turn.')).toHaveCount(0);

    await therapist.getByRole('button', { name: 'More for Maya' }).click();
    await axeFindsNothing(therapist, 'what may be done for one person');
    await therapist.getByRole('button', { name: 'Hide what they made' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toHaveCount(0);
    expect(await daniel.content()).not.toContain('our treehouse');
    await therapist.getByRole('button', { name: 'Show what they made' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    await therapist.getByRole('button', { name: 'Send back Maya' }).click();
    await expect(daniel.getByText('You and Dr. Okafor', { exact: true })).toBeVisible();
    const sentBack = await daniel.content();
    await therapist.getByRole('button', { name: 'Let in Maya' }).click();
    await expect(daniel.getByRole('list', { name: 'Also in the room' })).toHaveText('Maya');
    await expect(maya.getByRole('list', { name: 'On the board' })).toBeAttached();
    // What may be done for Maya is still open from before: it stays until it is folded away.
    await therapist.getByRole('button', { name: 'Remove' }).click();
    await expect(maya.getByText('You can close this page.')).toBeVisible();
    await expect(daniel.getByText('You and Dr. Okafor', { exact: true })).toBeVisible();
    expect(await daniel.content()).toBe(sentBack);
  },
);
