import type { Browser, Page } from 'playwright-core';

import { buy, signUp } from '../../kit/browser/pages';
import { aVisitor, openBrowser, sees, taken } from '../../kit/browser/visitor';
import { charged } from '../../kit/ledger';
import { aTicketOnSale } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';

/** Stripe's script, as far as react-stripe-checkout knows it: its form takes the card that the test names. */
const checkoutOf = (token: string): string => `
  window.StripeCheckout = {
    configure: ({ key }) => ({
      open: (options) => {
        window.opened = { key, amount: options.amount, currency: options.currency };
        options.token({ id: '${token}' });
      },
      close: () => {},
    }),
  };`;

describe('the form of Stripe itself', () => {
  let stack: OwnStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await anOwnStack({ env: { STRIPE_PUBLISHABLE_KEY: 'pk_test_for_the_browser' } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await stack.end();
  });

  const aBuyerWith = async (token: string): Promise<Page> => {
    const page = await aVisitor(browser, stack);
    await page.route('https://checkout.stripe.com/checkout.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: checkoutOf(token) }),
    );
    await signUp(page);
    return page;
  };
  const payButton = (page: Page) => page.getByRole('button', { name: 'Pay $19.99 with card' });

  it('pays with the token that it hands over', async () => {
    const page = await aBuyerWith('tok_visa');
    const path = await buy(
      page,
      `/tickets/${(await aTicketOnSale({ shop: stack, price: 19.99 })).id}`,
    );

    await (await taken(payButton(page))).click();

    await sees(page, 'The ticket is yours');
    expect(await page.evaluate('window.opened')).toEqual({
      key: 'pk_test_for_the_browser',
      amount: 1999,
      currency: 'USD',
    });
    expect(await charged({ id: path.split('/').at(-1) ?? '' }, stack)).toMatchObject({
      amount: 1999,
    });
  });

  it('says that its card was declined', async () => {
    const page = await aBuyerWith('tok_chargeDeclined');
    await buy(page, `/tickets/${(await aTicketOnSale({ shop: stack, price: 19.99 })).id}`);

    await (await taken(payButton(page))).click();

    await page.getByRole('alert').filter({ hasText: 'Your card was declined.' }).waitFor();
  });
});
