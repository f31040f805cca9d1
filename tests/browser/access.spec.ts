import { expect } from '@playwright/test';
import { arrive, axeFindsNothing, email, password, planned, setUp, story } from './story.ts';

const kindWords = /link doesn.t|doesn’t open|new one/i;

story(
  '[A6][A7] a link used elsewhere, renewed, revoked or made up shows one and the same kind page',
  async ({ story: kinbridge }) => {
    story.setTimeout(180_000);
    const therapist = await kinbridge.open('/');
    const links = await planned(therapist);
    const mayas = links['Maya'] ?? '';
    const maya = await arrive(kinbridge, links, 'Maya');

    const elsewhere = await kinbridge.open(mayas);
    await expect(elsewhere.getByText(kindWords).first()).toBeVisible();
    const words = await elsewhere.locator('body').innerText();
    await axeFindsNothing(elsewhere, 'the page of a link that does not work');
    for (const other of [
      `${mayas.slice(0, -4)}AAAA`,
      `${mayas.split('#')[0] ?? ''}#nonsense`,
      '/come',
    ]) {
      const page = await kinbridge.open(other);
      await expect(page.getByText(kindWords).first()).toBeVisible();
      expect(await page.locator('body').innerText()).toBe(words);
    }
    // The first device still works, also after a reload and in a second tab.
    await maya.reload();
    await expect(maya.getByText('Your connection is good.')).toBeVisible();
    const tab = await maya.context().newPage();
    await tab.goto(mayas);
    await expect(
      tab.getByText('Your connection is good.').or(tab.getByText(/Is that you/)),
    ).toBeVisible();

    await therapist.getByRole('button', { name: 'Make a new link for Maya' }).click();
    await therapist
      .getByRole('button', { name: /new link/i })
      .last()
      .click();
    await expect(maya.getByText(kindWords).first()).toBeVisible();
    expect(await maya.locator('body').innerText()).toBe(words);
  },
);

story('“No, that isn’t me” lets the link go for its owner', async ({ story: kinbridge }) => {
  const therapist = await kinbridge.open('/');
  const links = await planned(therapist);
  const wrong = await kinbridge.open(links['Maya'] ?? '');
  await expect(wrong.getByRole('heading', { name: 'Is that you, Maya?' })).toBeVisible();
  await axeFindsNothing(wrong, 'is that you');
  await wrong.getByRole('button', { name: /^No/ }).click();
  await expect(wrong.getByText(/Is that you/)).toHaveCount(0);
  await arrive(kinbridge, links, 'Maya');
});

story(
  '[A2][A4] sign out and in, a wrong password, and a colleague by a one-time link',
  async ({ story: kinbridge }) => {
    const therapist = await kinbridge.open('/');
    await setUp(therapist);
    await therapist.goto(new URL('/account', kinbridge.server.url).href);
    await axeFindsNothing(therapist, 'the account');
    await therapist.getByRole('button', { name: 'Make a link' }).click();
    const link = await therapist.getByRole('textbox', { name: /link/i }).inputValue();

    await therapist.getByRole('button', { name: /Your account/ }).click();
    await therapist.getByRole('menuitem', { name: 'Sign out' }).click();
    const signIn = async (name: string, word: string): Promise<string> => {
      await therapist.getByLabel('E-mail').fill(name);
      await therapist.getByLabel('Password', { exact: true }).fill(word);
      await therapist.getByRole('button', { name: 'Sign in' }).click();
      return therapist.getByRole('alert').first().innerText();
    };
    await expect(therapist.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await axeFindsNothing(therapist, 'sign in');
    const known = await signIn(email, 'not the password');
    expect(await signIn('nobody@example.test', 'not the password')).toBe(known);
    await therapist.getByLabel('E-mail').fill(email);
    await therapist.getByLabel('Password', { exact: true }).fill(password);
    await therapist.getByRole('button', { name: 'Sign in' }).click();
    await expect(therapist.getByRole('heading', { name: 'Lindenhof Practice' })).toBeVisible();

    const colleague = await kinbridge.open(link);
    await expect(colleague.getByText(/Lindenhof Practice/).first()).toBeVisible();
    expect(colleague.url()).not.toContain('#');
    await axeFindsNothing(colleague, 'joining');
    await colleague.getByLabel('Your name').fill('Dr. Brandt');
    await colleague.getByLabel('E-mail').fill('brandt@example.test');
    await colleague.getByLabel('Password', { exact: true }).fill(password);
    await colleague.getByRole('button', { name: /join/i }).click();
    await expect(colleague.getByRole('heading', { name: 'Lindenhof Practice' })).toBeVisible();
    const again = await kinbridge.open(link);
    await expect(again.getByText(/doesn.t|doesn’t|new one/i).first()).toBeVisible();
  },
);
