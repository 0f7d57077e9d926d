import type { Page } from 'playwright-core';

/* What people do in the panels of the sandbox's page. */

/** Far longer than anything takes, also on a busy machine. Ms. */
export const PATIENCE_MS = 120_000;

export async function commands(page: Page, text: string): Promise<void> {
  const admin = page.locator('#admin');
  await admin.getByRole('textbox').fill(text);
  await admin.getByRole('textbox').press('Enter');
  await admin.locator('.bubble.mine', { hasText: text }).first().waitFor();
}

export async function chooses(
  page: Page,
  panel: string,
  menu: string,
  choice: string,
): Promise<void> {
  const composer = page.locator(`${panel} .composer`);
  await composer.locator(`summary[aria-label="${menu}"]`).click();
  await composer.getByRole('button', { name: choice, exact: true }).click();
}

export async function arrives(page: Page, panel: string, text: string): Promise<void> {
  await page.locator(`${panel} .bubble:not(.mine)`, { hasText: text }).first().waitFor();
}
