/** A whole session, as the demo prints it, by a therapist who uses the keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';
import {
  addNote,
  arrive,
  email,
  expectCovered,
  noteOn,
  openWith,
  plannedAtDesk,
  story,
} from './story.ts';

/** What `npm start -- --demo` prints for a person to read. */
function demoIn(output: string): { password: string; links: Record<string, string> } {
  const password = /password: (\S+)\)/.exec(output)?.[1] ?? '';
  const lines = [...output.matchAll(/^ {2}(Maya|Daniel|Elena): (http\S+)$/gm)];
  return {
    password,
    links: Object.fromEntries(lines.map(([, name, url]) => [name ?? '', url ?? ''])),
  };
}

/** More than the cockpit has; a therapist who tabs on for ever has lost the way. */
const mostTabs = 90;

const isFocused = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => element === document.activeElement);

/** Goes there with Tab, from wherever the focus is. */
async function reach(page: Page, to: Locator): Promise<void> {
  await expect(to).toBeVisible();
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await isFocused(to)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by Tab: ${String(to)}`);
}

/** Presses it, once it can be: a key does nothing to a button that is busy. */
async function press(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  const button = page.getByRole('button', { name, exact: typeof name === 'string' });
  await reach(page, button);
  await expect(button).toBeEnabled();
  await page.keyboard.press(key);
}

const focusIsSomewhere = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'BODY'))
    .not.toBe('BODY');

async function write(page: Page, label: string | RegExp, words: string): Promise<void> {
  await reach(page, page.getByLabel(label));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(words);
}

story.describe('through the demo', () => {
  story.use({ isDemo: true });

  story(
    '[S2][S8][S9][S11][S12] a therapist runs the demo’s session from signing in to the end without a mouse',
    async ({ story: kinbridge }) => {
      story.setTimeout(150_000);
      await expect.poll(() => kinbridge.server.output()).toContain('personal link in a browser');
      const { password, links } = demoIn(kinbridge.server.output());
      const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
      await write(therapist, 'E-mail', email);
      await write(therapist, 'Password', password);
      await therapist.keyboard.press('Enter');
      await expect(therapist.getByRole('heading', { name: 'Lindenhof Practice' })).toBeVisible();

      const maya = await arrive(kinbridge, links, 'Maya');
      const daniel = await arrive(kinbridge, links, 'Daniel');
      await reach(therapist, therapist.getByRole('link', { name: /^Open the room/ }));
      await therapist.keyboard.press('Enter');
      await press(therapist, 'Open the room');
      for (const name of ['Maya', 'Daniel']) {
        await press(therapist, `Let in ${name}`);
        await expect(therapist.getByRole('button', { name: `Send back ${name}` })).toBeVisible();
        await focusIsSomewhere(therapist);
      }
      await addNote(maya, 'our treehouse');
      await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

      // Hold from wherever one is, and on with one press: the focus need not be looked for.
      await therapist.keyboard.press('Shift+H');
      await expectCovered(daniel, 'our treehouse');
      await press(therapist, 'Resume');
      await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

      // Up and down.
      await press(therapist, 'Board with cursors');
      await press(therapist, 'Notes passed on');
      await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();

      // An ask, a whisper.
      await maya.getByRole('button', { name: 'I need help' }).click();
      await write(therapist, 'Words for Maya', 'I am with you');
      await therapist.keyboard.press('Enter');
      await expect(maya.getByText('Dr. Okafor: I am with you')).toBeVisible();
      await focusIsSomewhere(therapist);
      await press(therapist, 'More for Maya');
      await write(therapist, 'Whisper to Maya', 'Shall we draw?');
      await press(therapist, 'Whisper');
      await expect(maya.getByText('1 unread from Dr. Okafor.')).toBeAttached();
      await maya.getByRole('button', { name: /^Write to/ }).click();
      await expect(maya.getByText('Shall we draw?')).toBeVisible();
      await maya.getByRole('button', { name: /^Write to/ }).click();

      // The queue.
      await addNote(maya, 'I miss Sundays');
      await reach(therapist, therapist.getByRole('tab', { name: 'Plan' }));
      await therapist.keyboard.press('ArrowRight');
      await press(therapist, 'Pass on');
      await daniel.getByRole('button', { name: /^Shared board/ }).click();
      await expect(noteOn(daniel, 'I miss Sundays')).toBeVisible();
      await focusIsSomewhere(therapist);

      // The floor.
      await press(therapist, 'Board together');
      await press(therapist, 'Daniel');
      await expect(maya.getByText('Daniel has the turn. You can look.')).toBeVisible();
      await press(therapist, 'Everyone');
      await expect(maya.getByText('Daniel has the turn. You can look.')).toHaveCount(0);

      // Closing, and the end.
      await reach(therapist, therapist.getByRole('tab', { name: /^To check/ }));
      await therapist.keyboard.press('ArrowLeft');
      await write(therapist, 'Words for everyone in the room', 'Thank you for today.');
      await press(therapist, 'Show these words');
      await expect(maya.getByText('Thank you for today.')).toBeVisible();
      await press(therapist, 'See out Daniel');
      await expect(daniel.getByRole('heading', { name: 'After today' })).toBeVisible();
      await press(therapist, 'See out Maya');
      await expect(maya.getByRole('heading', { name: 'All done for today' })).toBeVisible();
      await focusIsSomewhere(therapist);
      await press(therapist, 'End…');
      await press(therapist, 'End the session');
      await expect(therapist.getByText('The board is saved')).toBeVisible();
    },
  );
});

type Target = readonly [role: 'button' | 'switch' | 'textbox', name: string | RegExp];

/** In the room as it stands. */
const atOnce: readonly Target[] = [
  ['button', 'Hold'],
  ['button', 'Apart'],
  ['button', 'Board together'],
  ['button', 'Board with cursors'],
  ['button', 'I saw it'],
  ['button', 'Let in Noah'],
  ['button', 'Send back Maya'],
  ['button', 'Nobody'],
];

/** One press opens it, the next does it. */
const byOne: readonly (readonly [opener: string | RegExp, ...then: Target[]])[] = [
  [
    'More for Maya',
    ['switch', 'Maya: look only'],
    ['switch', 'Maya: check first'],
    ['textbox', 'Whisper to Maya'],
    ['button', 'Hide what they made'],
    ['button', 'Show what they made'],
    ['button', 'See out'],
    ['button', 'Remove'],
  ],
  ['End…', ['button', 'End the session']],
  [/^To check/, ['button', 'Pass on'], ['button', 'Hand back'], ['button', 'Leave']],
  [/^Notes$/, ['textbox', 'Private note']],
  [/^Plan$/, ['button', 'Show these words'], ['button', 'Practise a drop']],
];

story(
  'everything the therapist does in the room is there in two presses, at a desk and on a tablet',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel', 'Noah']);
    const maya = await arrive(kinbridge, links, 'Maya');
    await arrive(kinbridge, links, 'Noah');
    await openWith(therapist, ['Maya']);
    await therapist.getByRole('button', { name: 'Notes passed on' }).click();
    await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();
    await addNote(maya, 'I miss Sundays');
    await maya.getByRole('button', { name: 'I need help' }).click();
    await expect(therapist.getByText('Maya needs help')).toBeVisible();

    // A trial is a press that isn't made: it is there, still, and nothing lies over it.
    const isThere = ([role, name]: Target) =>
      therapist
        .getByRole(role, { name, exact: typeof name === 'string' })
        .click({ trial: true, timeout: 5_000 });
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 1180, height: 820 },
    ]) {
      await therapist.setViewportSize(viewport);
      for (const target of atOnce) await isThere(target);
      for (const [name, ...then] of byOne) {
        const opener = therapist
          .getByRole('button', { name, exact: true })
          .or(therapist.getByRole('tab', { name, exact: true }));
        await opener.click();
        for (const target of then) await isThere(target);
        await isThere(['button', 'Hold']);
        await opener.click();
      }
    }
  },
);
