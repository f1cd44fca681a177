import type { Browser, Page } from 'playwright-core';

import { buy, cancelOrder, payWith, sell, signUp, stateInMyOrders } from '../../kit/browser/pages';
import {
  aVisitor,
  comesToSee,
  keepPicture,
  openBrowser,
  sees,
  taken,
} from '../../kit/browser/visitor';
import { holdMs } from '../../kit/shop';

const VISA = /4242/;
const DECLINED = /0002/;

describe('buying in a browser', () => {
  let browser: Browser;
  let seller: Page;
  let buyer: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    [seller, buyer] = [await aVisitor(browser), await aVisitor(browser)];
    await signUp(seller);
    await signUp(buyer);
  });
  afterAll(() => browser.close());

  it('sells, buys and pays; My orders shows it completed', async () => {
    const path = await sell(seller, 'Philharmonic, balcony row 3', '48.50');
    await keepPicture(seller, 'ticket-of-its-seller');
    await buyer.goto('/');
    await sees(buyer, 'Philharmonic, balcony row 3');

    await buy(buyer, path);
    await sees(buyer, 'Held for you for');
    await keepPicture(buyer, 'order-awaiting-payment');
    await payWith(buyer, VISA);

    await sees(buyer, 'The ticket is yours');
    await sees(buyer, 'We have charged $48.50 to your card, once.');
    await keepPicture(buyer, 'order-completed');
    await stateInMyOrders(buyer, 'Philharmonic, balcony row 3', 'Completed');
    await keepPicture(buyer, 'my-orders');
  });

  it('cancels an order, and its ticket is on sale again', async () => {
    const path = await sell(seller, 'Museum night', '12.50');
    await buy(buyer, path);

    await cancelOrder(buyer);

    await sees(buyer, 'You cancelled this order');
    await stateInMyOrders(buyer, 'Museum night', 'Cancelled');
    await comesToSee(buyer, path, 'On sale');
  });

  it(
    'shows an order expire by itself, and its ticket on sale again',
    async () => {
      const path = await sell(seller, 'Winter circus', '64');
      await buy(buyer, path);

      await buyer
        .getByRole('heading', { name: 'This order has expired' })
        .waitFor({ timeout: holdMs() + 20_000 });

      await keepPicture(buyer, 'order-expired');
      await stateInMyOrders(buyer, 'Winter circus', 'Cancelled');
      await comesToSee(buyer, '/', 'Winter circus');
    },
    holdMs() + 90_000,
  );

  it('lets one of two buyers have a ticket, and tells the other', async () => {
    const path = await sell(seller, 'Cup final, block D', '119.99');
    const other = await aVisitor(browser);
    await signUp(other);
    await other.goto(path);
    await taken(other.getByRole('button', { name: 'Buy for $119.99' }));
    await buy(buyer, path);

    await other.getByRole('button', { name: 'Buy for $119.99' }).click();

    await sees(other, /Ticket is already reserved|Somebody else is buying this ticket/);
    await payWith(buyer, VISA);
    await sees(buyer, 'The ticket is yours');
  });

  it('says that a card was declined, and takes another one', async () => {
    await buy(buyer, await sell(seller, 'Stand-up evening', '19.99'));

    await payWith(buyer, DECLINED);

    await buyer.getByRole('alert').filter({ hasText: 'Your card was declined.' }).waitFor();
    await keepPicture(buyer, 'card-declined');
    await payWith(buyer, VISA);
    await sees(buyer, 'The ticket is yours');
  });
});
