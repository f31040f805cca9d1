/** A full board as different eyes see it: dark, in forced colours, at 200 %, on a phone. */
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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Whatever stands in the page can be reached by scrolling down alone. */
const isNoWiderThanItsPage = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

async function stamp(page: Page, name: string): Promise<void> {
  await button(page, 'Stamps').click();
  await page
    .getByRole('group', { name: 'Stamps' })
    .getByRole('button', { name, exact: true })
    .click();
}

/** Three places with things of three people in them. */
async function fill(therapist: Page, maya: Page, daniel: Page): Promise<void> {
  await button(therapist, 'Templates').click();
  await therapist.getByRole('button', { name: /Three places/ }).click();
  await addNote(maya, 'our treehouse');
  await stamp(maya, 'Sun');
  await addNote(daniel, 'I remember the lemonade');
  await stamp(daniel, 'House');
  for (const page of [therapist, maya, daniel]) {
    await expect(noteOn(page, 'our treehouse')).toBeAttached();
    await expect(noteOn(page, 'I remember the lemonade')).toBeAttached();
    await page.keyboard.press('Escape');
    await page.locator('[data-surface]').focus();
    await page.keyboard.press('0');
  }
}

story(
  'a full board is without fault in light, dark and forced colours, at 200 % and on a phone with its sheets open',
  async ({ story: kinbridge }) => {
    story.setTimeout(300_000);
    const { therapist, links } = await plannedAtDesk(kinbridge, ['Maya', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await fill(therapist, maya, daniel);

    const looks = [
      ['light', { colorScheme: 'light', forcedColors: 'none' }],
      ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
      ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
    ] as const;
    for (const [look, media] of looks)
      for (const [who, page] of Object.entries({ therapist, maya, daniel })) {
        await page.emulateMedia(media);
        await axeFindsNothing(page, `the full board of ${who}, ${look}`);
      }

    // At 200 % a page has half the pixels each way.
    for (const [who, page, width, height] of [
      ['therapist', therapist, 720, 450],
      ['maya', maya, 590, 410],
      ['daniel', daniel, 590, 410],
    ] as const) {
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await page.setViewportSize({ width, height });
      await expect(button(page, 'Colours and more tools')).toBeVisible();
      await axeFindsNothing(page, `the full board of ${who} at 200 %`);
      expect(await isNoWiderThanItsPage(page)).toBe(true);
    }

    for (const [who, page] of Object.entries({ therapist, maya, daniel })) {
      await page.setViewportSize({ width: 390, height: 844 });
      await button(page, 'Colours and more tools').click();
      await expect(button(page, 'Stamps')).toBeVisible();
      await axeFindsNothing(page, `the sheet of tools of ${who}`);
      await button(page, 'Stamps').click();
      await expect(button(page, 'Rainbow')).toBeVisible();
      await axeFindsNothing(page, `the box of stamps of ${who} on a phone`);
      expect(await isNoWiderThanItsPage(page)).toBe(true);
      await page.keyboard.press('Escape');
    }
    await button(therapist, 'Colours and more tools').click();
    await button(therapist, 'Templates').click();
    await expect(therapist.getByRole('heading', { name: 'Templates' })).toBeVisible();
    await axeFindsNothing(therapist, 'the templates on a phone');
  },
);
