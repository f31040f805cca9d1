/** Nothing passes that a therapist's page hasn't had; without one the family's screens are covered. */
import { expect, type Page } from '@playwright/test';
import type { Me, NewLink } from '../../shared/wire/http.ts';
import {
  addNote,
  arrive,
  ask,
  axeFindsNothing,
  email,
  expectCovered,
  letIn,
  noteOn,
  openWith,
  password,
  plannedAtOnce,
  story,
} from './story.ts';

/**
 * Between the server and this page's boards, from its next load on: what comes waits until it is let
 * through. @returns that.
 */
async function withheldInk(page: Page): Promise<{ withhold(): void; letThrough(): void }> {
  let waiting: (() => void)[] | null = null;
  await page.routeWebSocket(/\/board\//, (toPage) => {
    const toServer = toPage.connectToServer();
    toServer.onMessage((frame) => {
      if (waiting) waiting.push(() => toPage.send(frame));
      else toPage.send(frame);
    });
  });
  return {
    withhold: () => (waiting = []),
    letThrough: () => {
      for (const pass of waiting ?? []) pass();
      waiting = null;
    },
  };
}

/** Remembers whether words were ever in the page, for however short a time. */
async function watchFor(page: Page, words: string): Promise<() => Promise<boolean>> {
  await page.evaluate((sought) => {
    const seen = window as unknown as { wasSeen: boolean };
    seen.wasSeen = false;
    new MutationObserver(() => {
      seen.wasSeen ||= document.documentElement.outerHTML.includes(sought);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, words);
  return () => page.evaluate(() => (window as unknown as { wasSeen: boolean }).wasSeen);
}

story(
  '[H7][H8] what a child makes is on no other page before the therapist’s has it, and a page that hears nothing supervises nobody',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/');
    const ink = await withheldInk(therapist);
    const { links } = await plannedAtOnce(therapist, ['Maya', 'Noah', 'Daniel']);
    const maya = await arrive(kinbridge, links, 'Maya');
    const noah = await arrive(kinbridge, links, 'Noah');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Noah', 'Daniel']);
    await addNote(maya, 'our treehouse');
    for (const page of [therapist, noah, daniel]) {
      await expect(noteOn(page, 'our treehouse')).toBeVisible();
    }

    const seenBy = [await watchFor(noah, 'only mine'), await watchFor(daniel, 'only mine')];
    ink.withhold();
    await maya.getByRole('button', { name: 'Add a note' }).click();
    await maya.keyboard.type('only mine');
    for (const page of [maya, noah, daniel])
      await expectCovered(page, 'our treehouse', 'only mine');
    await expect(therapist.getByRole('button', { name: 'Resume' })).toBeVisible();
    for (const wasSeen of seenBy) expect(await wasSeen()).toBe(false);

    ink.letThrough();
    await therapist.getByRole('button', { name: 'Resume' }).click();
    for (const page of [therapist, maya, noah, daniel]) {
      await expect(noteOn(page, 'our treehouse')).toBeVisible();
    }
  },
);

story(
  '[H2][H4][H8] the therapist’s tab frozen: covers, and one press to go on, there or on another device',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/');
    const { links } = await plannedAtOnce(therapist, ['Maya', 'Daniel']);
    const room = therapist.url();
    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya', 'Daniel']);
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();

    // Headless Chromium never freezes a tab that is shown; a debugger that pauses does the same to it.
    const tab = await therapist.context().newCDPSession(therapist);
    await tab.send('Debugger.enable');
    await tab.send('Debugger.pause');
    for (const page of [maya, daniel]) await expectCovered(page, 'our treehouse');
    await tab.send('Debugger.disable');
    await therapist.getByRole('button', { name: 'Resume' }).click();
    for (const page of [maya, daniel]) await expect(noteOn(page, 'our treehouse')).toBeVisible();

    // The laptop is gone for good; the phone is in the therapist's pocket.
    await therapist.goto('about:blank');
    for (const page of [maya, daniel]) await expectCovered(page, 'our treehouse');
    const pocket = await kinbridge.open('/', { viewport: { width: 390, height: 844 } });
    await ask<Me>(pocket, '/api/sign-in', { email, password });
    await pocket.goto(room);
    await expect(pocket.getByText(/The others see a short break/)).toBeVisible();
    await axeFindsNothing(pocket, 'the held room on another device');
    await pocket.getByRole('button', { name: 'Resume' }).click();
    for (const page of [maya, daniel]) await expect(noteOn(page, 'our treehouse')).toBeVisible();
  },
);

story(
  '[H2][H7] a co-therapist supervises: the room goes on with either, and is covered without both',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/');
    const { links, family } = await plannedAtOnce(therapist, ['Maya', 'Daniel']);
    const room = therapist.url();
    const { url } = await ask<NewLink>(therapist, '/api/colleagues', {});
    const colleague = await kinbridge.open('/');
    const joined = await ask<Me>(colleague, '/api/colleagues/join', {
      name: 'Dr. Brandt',
      email: 'brandt@example.test',
      password,
      token: url.split('#')[1] ?? '',
    });
    const therapists = [...family.therapists.map(({ id }) => id), joined.id];
    await ask(therapist, `/api/families/${family.id}/therapists`, { therapists }, 'PUT');
    await colleague.goto(room);

    const maya = await arrive(kinbridge, links, 'Maya');
    const daniel = await arrive(kinbridge, links, 'Daniel');
    await openWith(therapist, ['Maya']);
    await letIn(colleague, 'Daniel');
    await therapist.goto('about:blank');
    await addNote(maya, 'our treehouse');
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
    await expect(maya.getByText(/ or Dr\. \w+ is here and sees this/)).toBeVisible();

    await colleague.goto('about:blank');
    for (const page of [maya, daniel]) await expectCovered(page, 'our treehouse');
    await colleague.goto(room);
    await colleague.getByRole('button', { name: 'Resume' }).click();
    await expect(noteOn(daniel, 'our treehouse')).toBeVisible();
  },
);
