/** The child's strip: there in every state and on every screen, large, covered by nothing, one press. */
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

/** CSS pixels, of the promise that a child's press is easy to hit. */
const leastSize = 56;
const screens = [
  { width: 1180, height: 820 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  // 1180 by 820 at 200 %.
  { width: 590, height: 410 },
];

/** Every press of the strip is whole on the screen, large enough, and what is hit where it lies. */
async function expectStrip(page: Page, state: string, pass = 'Pass'): Promise<void> {
  const strip = page.getByRole('complementary', { name: 'Always yours' });
  for (const name of ['Pause', 'I need help', pass, 'Star']) {
    await expect(strip.getByRole('button', { name, exact: true }), state).toBeVisible();
  }
  // While words are written the strip is larger; else the board keeps most of the screen.
  const mostOfScreen = state === 'with the private line open' ? 1 : 0.36;
  const least = { size: leastSize, share: mostOfScreen };
  for (const screen of screens) {
    await page.setViewportSize(screen);
    const seen = () =>
      strip.evaluate((aside, { size, share }) => {
        const boxes = [...aside.querySelectorAll('button')].slice(0, 4).map((button) => {
          const { x, y, width, height, right, bottom } = button.getBoundingClientRect();
          const isHit = [0.1, 0.5, 0.9].every((across) =>
            [0.25, 0.5, 0.75].every((down) =>
              button.contains(document.elementFromPoint(x + width * across, y + height * down)),
            ),
          );
          return {
            isLarge: Math.min(width, height) >= size,
            isWhole: x >= 0 && y >= 0 && right <= innerWidth && bottom <= innerHeight,
            isHit,
          };
        });
        const { width, height } = aside.getBoundingClientRect();
        return { boxes, leavesRoom: (width * height) / (innerWidth * innerHeight) < share };
      }, least);
    const message = `${state}, ${String(screen.width)} × ${String(screen.height)}`;
    await expect.poll(seen, { message }).toEqual({
      boxes: Array.from({ length: 4 }, () => ({ isLarge: true, isWhole: true, isHit: true })),
      leavesRoom: true,
    });
  }
}

story(
  '[S11][S9][S8] the child’s strip is there in every state, on every screen, and one press reaches the therapist',
  async ({ story: kinbridge }) => {
    story.setTimeout(150_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');

    async function helpComes(): Promise<void> {
      await maya.getByRole('button', { name: 'I need help' }).click();
      const asked = therapist.locator('form').filter({ hasText: 'Maya needs help' });
      await asked.getByRole('button', { name: 'I saw it' }).click();
      await expect(therapist.getByText('Maya needs help')).toHaveCount(0);
    }

    await expectStrip(maya, 'waiting');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await expectStrip(maya, 'in the room');
    await helpComes();
    await maya.setViewportSize({ width: 390, height: 844 });
    await axeFindsNothing(maya, 'the room with its strip on a phone');
    await maya.setViewportSize({ width: 844, height: 390 });
    await axeFindsNothing(maya, 'the room with its strip on a phone held sideways');

    await maya.getByRole('button', { name: /^Write to/ }).click();
    await expectStrip(maya, 'with the private line open');
    await axeFindsNothing(maya, 'the private line beside the board');
    await maya.getByRole('button', { name: /^Write to/ }).click();

    const floor = therapist.getByRole('region', { name: 'Who has the floor' });
    await floor.getByRole('button', { name: 'Daniel' }).click();
    await expect(maya.getByText('Daniel has the turn. You can look.')).toBeVisible();
    await expectStrip(maya, 'while another has the floor');
    await helpComes();
    await floor.getByRole('button', { name: 'Maya' }).click();
    await expectStrip(maya, 'with the floor', 'Hand it back');
    await maya.getByRole('button', { name: 'Hand it back' }).click();
    await expect(floor.getByRole('button', { name: 'Nobody' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await floor.getByRole('button', { name: 'Everyone' }).click();

    await therapist.getByRole('button', { name: 'More for Maya' }).click();
    const lookOnly = therapist.getByRole('switch', { name: 'Maya: look only' });
    await lookOnly.click();
    await expect(maya.getByText('You can look now.')).toBeVisible();
    await expectStrip(maya, 'looking only');
    await lookOnly.click();
    await therapist.getByRole('button', { name: 'Notes passed on' }).click();
    await expect(maya.getByText('What you make here goes to Dr. Okafor first.')).toBeVisible();
    await expectStrip(maya, 'in review');
    await therapist.getByRole('button', { name: 'Apart' }).click();
    await expect(maya.getByText('You and Dr. Okafor', { exact: true })).toBeVisible();
    await expectStrip(maya, 'apart');
    await helpComes();

    // Held by the therapist, and paused by the child when it goes on, from a phone.
    await therapist.getByRole('button', { name: 'Board together' }).click();
    await therapist.getByRole('button', { name: 'Hold' }).click();
    await expectCovered(maya, 'our treehouse');
    await expectStrip(maya, 'covered');
    await helpComes();
    await therapist.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await maya.setViewportSize({ width: 390, height: 844 });
    await maya.getByRole('button', { name: 'Pause' }).click();
    await expectCovered(daniel, 'our treehouse', 'Maya');
    await expect(therapist.getByText('Maya paused. Only you know who.')).toBeVisible();
  },
);
