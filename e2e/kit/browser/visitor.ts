import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { eventually } from '@ticketing-dev/common/testing';
import { findBrowser } from '@ticketing-dev/local';
import { browserHint } from '@ticketing-dev/local/testing';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

import { type Shop, theShop } from '../shop';

const TIMEOUT_MS = 20_000;
const LOADED_MS = 2_000;

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error(browserHint);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Somebody who has never been here before, at the shop's door. */
export async function aVisitor(browser: Browser, shop: Shop = theShop): Promise<Page> {
  const context = await browser.newContext({
    baseURL: shop.url,
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  await page.goto('/');
  return page;
}

/** A form takes what is typed once React has taken it over. */
export async function taken(form: Locator): Promise<Locator> {
  await eventually(async () => {
    const isTaken = await form.evaluate((node) =>
      Object.keys(node as object).some((key) => key.startsWith('__reactProps')),
    );
    if (!isTaken) throw new Error('React has not taken the form over');
  }, TIMEOUT_MS);
  return form;
}

export const sees = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor();

/** Loads the page again until it says so: it shows what its service knew when it was loaded. */
export const comesToSee = (page: Page, path: string, text: string): Promise<void> =>
  eventually(async () => {
    await page.goto(path);
    await page.getByText(text).first().waitFor({ timeout: LOADED_MS });
  }, TIMEOUT_MS);

/** Keeps what the page looks like, where somebody wants to look at it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const dir = process.env['E2E_SCREENSHOTS'];
  if (!dir) return;
  mkdirSync(dir, { recursive: true });
  await page.screenshot({ path: path.join(dir, `${name}.png`), fullPage: true });
}
