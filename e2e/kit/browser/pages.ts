import type { Page } from 'playwright-core';

import { anEmail, password } from '../person';
import { taken } from './visitor';

const submit = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('main').getByRole('button', { name }).click();

const menu = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();

async function enter(page: Page, button: string, email: string): Promise<void> {
  await menu(page, button);
  await page.getByRole('heading', { level: 1, name: button }).waitFor();
  const form = await taken(page.locator('main form'));
  await form.getByLabel('Email').fill(email);
  await form.getByRole('textbox', { name: 'Password' }).fill(password);
  await submit(page, button);
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'My orders' })
    .waitFor();
}

export async function signUp(page: Page, email = anEmail()): Promise<string> {
  await enter(page, 'Sign up', email);
  return email;
}

export const signIn = (page: Page, email: string): Promise<void> => enter(page, 'Sign in', email);

export async function signOut(page: Page): Promise<void> {
  const button = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: 'Sign out' });
  await (await taken(button)).click();
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Sign in' })
    .waitFor();
}

/** The form with that button: while the next page is on its way, another one may still be there. */
async function sendTicket(page: Page, button: string, title: string, price: string): Promise<void> {
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: button }) });
  await taken(form);
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Price').fill(price);
  await submit(page, button);
}

/** Puts a ticket on sale; resolves to its page's path. */
export async function sell(page: Page, title: string, price: string): Promise<string> {
  await menu(page, 'Sell tickets');
  await sendTicket(page, 'Put on sale', title, price);
  await page.waitForURL(/\/tickets\/[0-9a-f]{24}$/);
  return new URL(page.url()).pathname;
}

export const edit = (page: Page, title: string, price: string): Promise<void> =>
  sendTicket(page, 'Save changes', title, price);

/** Holds the ticket; resolves to the order's page's path. */
export async function buy(page: Page, ticketPath: string): Promise<string> {
  await page.goto(ticketPath);
  await taken(page.getByRole('button', { name: /^Buy for/ }));
  await submit(page, /^Buy for/);
  await page.waitForURL(/\/orders\/[0-9a-f]{24}$/);
  return new URL(page.url()).pathname;
}

export async function payWith(page: Page, card: RegExp): Promise<void> {
  const form = await taken(page.locator('main form'));
  await form.getByRole('radio', { name: card }).check();
  await submit(page, /^Pay /);
}

export async function cancelOrder(page: Page): Promise<void> {
  await submit(page, 'Cancel order');
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, cancel it' }).click();
}

/** What My orders says of an order: its state. */
export async function stateInMyOrders(page: Page, title: string, state: string): Promise<void> {
  await menu(page, 'My orders');
  await page
    .getByRole('region', { name: 'My orders' })
    .getByRole('link', { name: title })
    .filter({ hasText: state })
    .waitFor();
}
