/** What a therapist and a family press about goals. */
import { expect, type Locator, type Page } from '@playwright/test';

export const press = async (where: Page | Locator, name: string | RegExp): Promise<void> => {
  const button = where.getByRole('button', { name });
  await expect(button).toBeEnabled();
  await button.click();
};

/** A goal beside the therapist's board. */
export const beside = (page: Page, words: string): Locator =>
  page.getByRole('article', { name: `Goal: ${words}` });
export const onBoard = (page: Page): Locator =>
  page.getByRole('list', { name: 'On the board' }).getByRole('button', { name: /^Goal by/ });
/** Where somebody is asked whether they agree. */
export const question = (page: Page): Locator =>
  page.getByRole('region', { name: 'Do you agree?' });

/** Somebody's own page of goals, beside or over their board. */
export async function ownGoals(page: Page): Promise<Locator> {
  const toggle = page.getByRole('button', { name: 'Goals', exact: true });
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  return page.getByRole('region', { name: 'Your own ideas' });
}
