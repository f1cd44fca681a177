import { eventually } from '@ticketing-dev/common/testing';
import type { Page } from 'playwright-core';

import type { Visitor } from '../../kit/browser/visitor';
import { aTicketOnSale } from '../../kit/market';
import { useBrowser } from '../support/use';

const VISA = /4242/;
const READ_AGAIN = /\/(orders|tickets)\/[0-9a-f]{24}|\/orders$/;

/** What no page may show of an order that has ended. */
const asOpen = (page: Page) =>
  page
    .getByText('Awaiting payment')
    .or(page.getByRole('timer'))
    .or(page.getByRole('button', { name: /^Pay / }));

/** Goes back, and delays the answers of the server until the returned function is called. */
async function backWithoutAnswers(page: Page): Promise<() => Promise<void>> {
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const isRead = (url: URL): boolean => READ_AGAIN.test(url.pathname);
  await page.route(isRead, async (route) => {
    await begun;
    await route.fallback();
  });
  await page.evaluate('history.back()');
  return async () => {
    begin();
    await page.unroute(isRead, undefined);
  };
}

describe('Back in a browser', () => {
  const visit = useBrowser();
  let buyer: Visitor;

  beforeEach(async () => {
    buyer = await visit();
    await buyer.signUp();
  });
  afterEach(() => buyer.leave());

  const orderATicket = async (): Promise<string> =>
    buyer.buy(`/tickets/${(await aTicketOnSale({ price: 19.99 })).id}`);
  const pay = async (): Promise<void> => {
    await buyer.payWith(VISA);
    await buyer.sees('The ticket is yours');
  };
  const cancel = async (): Promise<void> => {
    await buyer.cancelOrder();
    await buyer.sees('You cancelled this order');
  };

  it.each([
    ['a paid order as paid', pay, 'The ticket is yours'],
    ['a cancelled order as cancelled', cancel, 'You cancelled this order'],
  ])('shows %s, and nothing else before', async (title, end, text) => {
    const path = await orderATicket();
    await end();
    await buyer.open('My orders');

    const answer = await backWithoutAnswers(buyer.page);
    await buyer.sees(new RegExp(`Checking your order|${text}`));
    await buyer.keepPicture(`${title.replaceAll(' ', '-')}-after-back`);
    expect(await asOpen(buyer.page).count()).toBe(0);
    await answer();

    await buyer.sees(text);
    expect(new URL(buyer.page.url()).pathname).toBe(path);
    expect(await asOpen(buyer.page).count()).toBe(0);
  });

  it('shows no remaining time of a reservation before the server has answered', async () => {
    await orderATicket();
    await buyer.sees(/0:\d\d/);
    await buyer.open('My orders');

    const answer = await backWithoutAnswers(buyer.page);
    await buyer.sees('Checking your order');
    expect(await asOpen(buyer.page).count()).toBe(0);
    await answer();

    await buyer.sees(/0:\d\d|The hold has ended|This order has expired/);
  });

  it('shows My orders as inert until the server has answered', async () => {
    await orderATicket();
    await buyer.open('My orders');
    await buyer.myOrders.first().click();
    await cancel();

    const answer = await backWithoutAnswers(buyer.page);
    await buyer.sees('Checking what has changed…');
    await buyer.keepPicture('my-orders-after-back');
    expect(await buyer.main.locator('[inert] li').count()).toBe(1);
    expect(await asOpen(buyer.page).count()).toBe(0);
    await answer();

    await buyer.myOrders.filter({ hasText: 'Cancelled' }).waitFor();
  });

  it('shows nothing private after signing out', async () => {
    await orderATicket();
    await buyer.open('My orders');
    await buyer.sees('Awaiting payment');
    await buyer.signOut();

    await buyer.page.goBack();

    await buyer.seesHeading('Sign in');
    expect(await buyer.page.getByText('Awaiting payment').count()).toBe(0);
  });

  it('does not sign out the next account of the browser', async () => {
    await buyer.open('My orders');
    await buyer.signOut();
    const email = await buyer.signUp();

    await buyer.page.goBack();
    await buyer.page.goBack();

    // The page may still lead elsewhere, which interrupts this.
    await eventually(() => buyer.page.goto('/'));
    await buyer.isSignedInAs(email);
  });

  it('asks before it signs out, if it leads to the page that signs out', async () => {
    const signOutCall = '**/api/users/signout';
    await buyer.page.route(signOutCall, (route) => route.abort());
    await buyer.page.goto('/auth/signout');
    await buyer.sees('You are still signed in.');
    await buyer.page.unroute(signOutCall);
    await buyer.open('My orders');

    await buyer.page.goBack();

    await buyer.seesHeading('Sign out?');
    await buyer.open('My orders');
  });
});
