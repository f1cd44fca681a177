import type { Browser, Page } from 'playwright-core';

import { buy, cancelOrder, payWith, signOut, signUp } from '../../kit/browser/pages';
import { aVisitor, keepPicture, openBrowser, sees } from '../../kit/browser/visitor';
import { aTicketOnSale } from '../../kit/market';

const VISA = /4242/;
const READ_ANEW = /\/(orders|tickets)\/[0-9a-f]{24}|\/orders$/;

/** What no page may show of an order that has ended. */
const asOpen = (page: Page) =>
  page
    .getByText('Awaiting payment')
    .or(page.getByRole('timer'))
    .or(page.getByRole('button', { name: /^Pay / }));

const openOrders = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'My orders' })
    .click()
    .then(() => page.getByRole('heading', { level: 1, name: 'My orders' }).waitFor());

/**
 * Goes back while the server keeps silent.
 *
 * @returns what lets it answer
 */
async function backInSilence(page: Page): Promise<() => Promise<void>> {
  let answer = (): void => undefined;
  const silence = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const isReading = (url: URL): boolean => READ_ANEW.test(url.pathname);
  await page.route(isReading, async (route) => {
    await silence;
    await route.fallback();
  });
  await page.evaluate('history.back()');
  return async () => {
    answer();
    await page.unroute(isReading, undefined);
  };
}

describe('Back in a browser', () => {
  let browser: Browser;
  let buyer: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    buyer = await aVisitor(browser);
    await signUp(buyer);
  });
  afterEach(() => buyer.context().close());

  const orderATicket = async (): Promise<string> =>
    buy(buyer, `/tickets/${(await aTicketOnSale({ price: 19.99 })).id}`);

  it('shows a paid order as paid, and nothing else before', async () => {
    const path = await orderATicket();
    await payWith(buyer, VISA);
    await sees(buyer, 'The ticket is yours');
    await openOrders(buyer);

    const answer = await backInSilence(buyer);
    await sees(buyer, /Checking your order|The ticket is yours/);
    await keepPicture(buyer, 'order-after-back');
    expect(await asOpen(buyer).count()).toBe(0);
    await answer();

    await sees(buyer, 'The ticket is yours');
    expect(new URL(buyer.url()).pathname).toBe(path);
    expect(await asOpen(buyer).count()).toBe(0);
  });

  it('shows a cancelled order as cancelled, and nothing else before', async () => {
    await orderATicket();
    await cancelOrder(buyer);
    await sees(buyer, 'You cancelled this order');
    await openOrders(buyer);

    const answer = await backInSilence(buyer);
    await sees(buyer, /Checking your order|You cancelled this order/);
    expect(await asOpen(buyer).count()).toBe(0);
    await answer();

    await sees(buyer, 'You cancelled this order');
  });

  it('shows no time left of a hold before the server has said how much', async () => {
    await orderATicket();
    await sees(buyer, /0:\d\d/);
    await openOrders(buyer);

    const answer = await backInSilence(buyer);
    await sees(buyer, 'Checking your order');
    expect(await asOpen(buyer).count()).toBe(0);
    await answer();

    await sees(buyer, /0:\d\d|The hold has ended|This order has expired/);
  });

  it('shows My orders out of reach until they have been read anew', async () => {
    await orderATicket();
    await openOrders(buyer);
    await buyer.getByRole('region', { name: 'My orders' }).getByRole('link').first().click();
    await cancelOrder(buyer);
    await sees(buyer, 'You cancelled this order');

    const answer = await backInSilence(buyer);
    await sees(buyer, 'Checking what has changed…');
    await keepPicture(buyer, 'my-orders-after-back');
    expect(await buyer.locator('[inert] li').count()).toBe(1);
    expect(await asOpen(buyer).count()).toBe(0);
    await answer();

    await buyer
      .getByRole('region', { name: 'My orders' })
      .getByRole('link')
      .filter({ hasText: 'Cancelled' })
      .waitFor();
  });

  it('shows nothing private after signing out, and signs nobody out', async () => {
    await orderATicket();
    await openOrders(buyer);
    await signOut(buyer);

    await buyer.goBack();

    await buyer.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(await buyer.getByText('Awaiting payment').count()).toBe(0);
  });

  it('does not reach a page that signs out, whoever has signed in since', async () => {
    await openOrders(buyer);
    await signOut(buyer);
    const email = await signUp(buyer);

    await buyer.goBack();
    await buyer.goBack();

    await buyer.goto('/');
    await sees(buyer, email);
  });

  it('asks on the page that signs out, when it leads there', async () => {
    const signOutCall = '**/api/users/signout';
    await buyer.route(signOutCall, (route) => route.abort());
    await buyer.goto('/auth/signout');
    await sees(buyer, 'You are still signed in.');
    await buyer.unroute(signOutCall);
    await openOrders(buyer);

    await buyer.goBack();

    await buyer.getByRole('heading', { level: 1, name: 'Sign out?' }).waitFor();
    await openOrders(buyer);
  });
});
