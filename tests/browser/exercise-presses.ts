/** What a therapist and a family press in exercises. */
import { expect, type Page } from '@playwright/test';

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const running = (therapist: Page, title: string) =>
  therapist.getByRole('heading', { name: title, level: 3 });

/** Opens the choice of exercises at one of them. */
export async function choose(therapist: Page, title: string): Promise<void> {
  await press(therapist, 'Choose an exercise…');
  await therapist.getByLabel('Exercise', { exact: true }).selectOption({ label: title });
}

/** Chooses an exercise in the plan and begins it. */
export async function begin(therapist: Page, title: string): Promise<void> {
  await choose(therapist, title);
  await press(therapist, 'Begin it now');
  await expect(running(therapist, title)).toBeVisible();
}

/** Begins the first exercise of that title that is planned. */
export async function beginPlanned(therapist: Page, title: string): Promise<void> {
  await therapist
    .getByRole('button', { name: `Begin ${title}` })
    .first()
    .click();
  await expect(running(therapist, title)).toBeVisible();
}

export async function goOn(therapist: Page, to: string): Promise<void> {
  await therapist.getByRole('button', { name: /^Go on/ }).click();
  await expect(therapist.getByText(to, { exact: true })).toBeVisible();
}

export const allDone = 'All steps are done. End it to lay it on the board.';

export async function end(therapist: Page, title: string): Promise<void> {
  await press(therapist, 'End the exercise');
  await expect(running(therapist, title)).toHaveCount(0);
}

/** Nothing is asked of them now, and nobody is named. */
export const quiet = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'A quiet moment' })).toBeVisible();
