import { expect, type Page } from '@playwright/test';
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
  type Story,
} from './story.ts';

/** A line to the board whose way out can be held: what goes out waits, what comes in comes. */
interface HeldLine {
  hold(): void;
  release(): void;
}

async function holdable(page: Page): Promise<HeldLine> {
  let isHeld = false;
  let waiting: (() => void)[] = [];
  await page.routeWebSocket(/\/board\//, (socket) => {
    const server = socket.connectToServer();
    let isOpen = true;
    server.onClose((code, reason) => {
      isOpen = false;
      void socket.close({ code: code ?? 1000, reason: reason ?? '' });
    });
    socket.onClose(() => {
      isOpen = false;
      void server.close();
    });
    socket.onMessage((message) => {
      const send = (): void => {
        if (isOpen) server.send(message);
      };
      if (isHeld) waiting.push(send);
      else send();
    });
  });
  return {
    hold: () => (isHeld = true),
    release() {
      isHeld = false;
      for (const send of waiting) send();
      waiting = [];
    },
  };
}

/** A joint room with everybody in. Daniel's line to the board can be held. */
async function together(kinbridge: Story) {
  const therapist = await kinbridge.open('/', { viewport: { width: 1440, height: 900 } });
  const links = await planned(therapist);
  const maya = await arrive(kinbridge, links, 'Maya');
  const daniel = await arrive(kinbridge, links, 'Daniel');
  const line = await holdable(daniel);
  await daniel.reload();
  await openRoom(therapist);
  await letIn(therapist, 'Maya');
  await letIn(therapist, 'Daniel');
  return { therapist, maya, daniel, line };
}

/** Selects an item by keyboard, as its name begins. */
async function select(page: Page, name: RegExp): Promise<void> {
  const bar = page.getByRole('group', { name: 'Selected item' });
  await page.getByRole('button', { name }).focus();
  if (!(await bar.isVisible())) await page.keyboard.press('Space');
  await expect(bar).toBeVisible();
}

story(
  '[B8][B18] what can’t stay is said kindly with its words kept, and everything else goes on',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, maya, daniel, line } = await together(kinbridge);
    await addNote(daniel, 'lemonade');
    await expect(noteOn(therapist, 'lemonade')).toBeVisible();

    line.hold();
    await select(therapist, /^Note by Daniel/);
    await therapist.getByRole('button', { name: 'Lock', exact: true }).click();
    await expect(therapist.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
    // The lock comes in at once: only what went out before it is refused. So it goes out as it stands.
    line.release();
    await select(daniel, /^Note by you: lemonade, locked/);
    await expect(daniel.getByText('This note is locked just now.')).toBeVisible();
    await axeFindsNothing(daniel, 'a locked note');
    await daniel.keyboard.press('Enter');
    await expect(daniel.getByRole('textbox')).toHaveCount(0);

    await select(therapist, /^Note by Daniel/);
    await therapist.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(therapist.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();

    line.hold();
    await select(daniel, /^Note by you: lemonade/);
    await daniel.keyboard.press('Enter');
    await daniel.keyboard.type(' with ice');
    await therapist.getByRole('button', { name: 'Lock', exact: true }).click();
    await expect(therapist.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
    line.release();
    await expect(
      daniel.getByText('That note is locked just now, so your change couldn’t stay.'),
    ).toBeVisible();
    await expect(noteOn(daniel, 'lemonade')).toBeVisible();
    await axeFindsNothing(daniel, 'what couldn’t stay');
    await daniel.getByRole('button', { name: 'Make a note of my words' }).click();
    await expect(noteOn(daniel, 'lemonade with ice')).toBeVisible();
    await expect(noteOn(therapist, 'lemonade with ice')).toBeVisible();
    await expect(noteOn(maya, 'lemonade with ice')).toBeVisible();
    await expect(daniel.getByText('Saved', { exact: true })).toBeVisible();
  },
);

story(
  '[B13][B19] a therapist locks, hides, takes down and clears, and the family’s pages follow',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, maya, daniel } = await together(kinbridge);
    await addNote(maya, 'our treehouse');
    await addNote(daniel, 'lemonade');
    await expect(noteOn(therapist, 'our treehouse')).toBeVisible();

    await select(therapist, /^Note by Maya/);
    await therapist.getByRole('button', { name: 'Hide from the family' }).click();
    await expect(noteOn(maya, 'our treehouse')).toHaveCount(0);
    await expect(noteOn(daniel, 'our treehouse')).toHaveCount(0);
    await expect(
      therapist.getByRole('button', { name: /our treehouse, hidden from the family$/ }),
    ).toBeVisible();
    await axeFindsNothing(therapist, 'a hidden note');
    await therapist.getByRole('button', { name: 'Show to the family' }).click();
    await expect(noteOn(maya, 'our treehouse')).toBeVisible();

    await select(therapist, /^Note by Daniel/);
    await therapist.getByRole('button', { name: 'Edit words' }).click();
    await therapist.keyboard.type(', cold');
    await therapist.keyboard.press('Escape');
    await expect(noteOn(daniel, 'lemonade, cold')).toBeVisible();
    await expect(
      daniel.getByRole('button', { name: 'Note by you: lemonade, cold, edited by a therapist' }),
    ).toBeVisible();

    await select(therapist, /^Note by Maya/);
    await therapist.getByRole('button', { name: 'Take down…' }).click();
    await axeFindsNothing(therapist, 'asking before taking down');
    await therapist.getByRole('button', { name: 'Take it down for good' }).click();
    await expect(noteOn(maya, 'our treehouse')).toHaveCount(0);

    await therapist.getByRole('button', { name: 'Clear…' }).click();
    await expect(therapist.getByRole('button', { name: 'Hold', exact: true })).toBeVisible();
    await axeFindsNothing(therapist, 'asking before clearing');
    await therapist.getByRole('button', { name: 'Clear the board' }).click();
    await expect(noteOn(daniel, 'lemonade, cold')).toHaveCount(0);
    await expect(noteOn(therapist, 'lemonade, cold')).toHaveCount(0);
    await expect(therapist.locator('[data-surface]')).toBeFocused();
  },
);

story(
  '[B20] a therapist who looks at another board still supervises the shared one, and is shown that',
  async ({ story: kinbridge }) => {
    const { therapist, maya, daniel } = await together(kinbridge);
    await addNote(daniel, 'lemonade');
    await expect(noteOn(therapist, 'lemonade')).toBeVisible();
    const before = await noteOn(therapist, 'lemonade').boundingBox();
    await therapist.getByRole('button', { name: 'Daniel’s own' }).click();
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    const shared = therapist.getByRole('button', { name: /^Shared board/ });
    await expect(shared).toHaveAccessibleName('Shared board , something new');
    await axeFindsNothing(therapist, 'news on the shared board');
    await shared.click();
    await expect(noteOn(therapist, 'our treehouse')).toBeVisible();
    await expect(shared).toHaveAccessibleName('Shared board');
    expect(await noteOn(therapist, 'lemonade').boundingBox()).toEqual(before);
  },
);

story(
  '[B10][H6] a line half drawn when the board is covered is kept unseen, and offered afterwards',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const { therapist, daniel, line } = await together(kinbridge);
    const surface = daniel.getByRole('group', { name: /board/i }).first();
    const box = await surface.boundingBox();
    if (!box) throw new Error('no board');
    await daniel.getByRole('button', { name: 'Pen', exact: true }).click();
    line.hold();
    await daniel.mouse.move(box.x + 120, box.y + 160);
    await daniel.mouse.down();
    for (let at = 0; at < 20; at += 1)
      await daniel.mouse.move(box.x + 120 + at * 8, box.y + 160 + at * 3);
    await expect(daniel.getByRole('button', { name: 'Drawing by you' })).toHaveCount(1);
    await therapist.getByRole('button', { name: 'Hold', exact: true }).click();
    await expectCovered(daniel, 'Drawing by');
    await daniel.mouse.up();
    line.release();
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(daniel.getByText(/^Something you made just before the break/)).toBeVisible();
    await expect(therapist.getByRole('button', { name: /^Drawing by Daniel/ })).toHaveCount(0);
    await daniel.getByRole('button', { name: 'Put it on the board' }).click();
    await expect(therapist.getByRole('button', { name: /^Drawing by Daniel/ })).toHaveCount(1);
    await daniel.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(therapist.getByRole('button', { name: /^Drawing by Daniel/ })).toHaveCount(0);
  },
);
