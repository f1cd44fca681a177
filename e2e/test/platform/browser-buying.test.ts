import type { Visitor } from '../../kit/browser/visitor';
import { holdMs } from '../../kit/shop';
import { useBrowser } from '../support/use';

const VISA = /4242/;
const DECLINED = /0002/;

describe('buying in a browser', () => {
  const visit = useBrowser();
  let seller: Visitor;
  let buyer: Visitor;

  beforeAll(async () => {
    [seller, buyer] = [await visit(), await visit()];
    await seller.signUp();
    await buyer.signUp();
  });

  it('sells, buys and pays a ticket, and My orders shows it as completed', async () => {
    const path = await seller.sell('Philharmonic, balcony row 3', '48.50');
    await seller.keepPicture('ticket-of-its-seller');
    await buyer.page.goto('/');
    await buyer.sees('Philharmonic, balcony row 3');

    await buyer.buy(path);
    await buyer.sees('Held for you for');
    await buyer.keepPicture('order-awaiting-payment');
    await buyer.payWith(VISA);

    await buyer.sees('The ticket is yours');
    await buyer.sees('You paid $48.50.');
    await buyer.keepPicture('order-completed');
    await buyer.seesInMyOrders('Philharmonic, balcony row 3', 'Completed');
    await buyer.keepPicture('my-orders');
  });

  it('cancels an order, and its ticket is on sale again', async () => {
    const path = await seller.sell('Museum night', '12.50');
    await buyer.buy(path);

    await buyer.cancelOrder();

    await buyer.sees('You cancelled this order');
    await buyer.seesInMyOrders('Museum night', 'Cancelled');
    await buyer.comesToSee(path, 'On sale');
  });

  it(
    'shows that an order expires, and its ticket on sale again',
    async () => {
      await buyer.buy(await seller.sell('Winter circus', '64'));

      await buyer.page
        .getByRole('heading', { name: 'This order has expired' })
        .waitFor({ timeout: holdMs() + 20_000 });

      await buyer.keepPicture('order-expired');
      await buyer.seesInMyOrders('Winter circus', 'Cancelled');
      await buyer.comesToSee('/', 'Winter circus');
    },
    holdMs() + 90_000,
  );

  it('sells a ticket to one of two buyers, and tells the other', async () => {
    const path = await seller.sell('Cup final, block D', '119.99');
    const other = await visit();
    await other.signUp();
    await other.loseStreams();
    await other.page.goto(path);
    const button = await other.button('Buy for $119.99');
    await buyer.buy(path);

    await button.click();

    await other.sees(/Ticket is already reserved|Somebody else is buying this ticket/);
    await buyer.payWith(VISA);
    await buyer.sees('The ticket is yours');
  });

  it('shows that a card was declined, and accepts another one', async () => {
    await buyer.buy(await seller.sell('Stand-up evening', '19.99'));

    await buyer.payWith(DECLINED);

    await buyer.seesAlert('Your card was declined.');
    await buyer.keepPicture('card-declined');
    await buyer.payWith(VISA);
    await buyer.sees('The ticket is yours');
  });
});
