import { charged } from '../../kit/ledger';
import { aTicketOnSale } from '../../kit/market';
import { useBrowser, useStack } from '../support/use';

const publishableKey = 'pk_test_for_the_browser';

/** Stripe's script, as far as react-stripe-checkout uses it. Its form always returns this token. */
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

describe("Stripe's own form", () => {
  const stack = useStack({ env: { STRIPE_PUBLISHABLE_KEY: publishableKey } });
  const visit = useBrowser();

  const payWith = async (token: string) => {
    const buyer = await visit(stack());
    await buyer.page.route('https://checkout.stripe.com/checkout.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: checkoutOf(token) }),
    );
    await buyer.signUp();
    const { id } = await aTicketOnSale({ shop: stack(), price: 19.99 });
    const path = await buyer.buy(`/tickets/${id}`);
    await buyer.click('Pay $19.99 with card');
    return { buyer, order: { id: path.split('/').at(-1) ?? '' } };
  };

  it('pays with the token that it returns', async () => {
    const { buyer, order } = await payWith('tok_visa');

    await buyer.sees('The ticket is yours');
    expect(await buyer.page.evaluate('window.opened')).toEqual({
      key: publishableKey,
      amount: 1999,
      currency: 'USD',
    });
    expect(await charged(order, stack())).toMatchObject({ amount: 1999 });
  });

  it('shows that the card was declined', async () => {
    const { buyer } = await payWith('tok_chargeDeclined');

    await expect(buyer.seesAlert('Your card was declined.')).resolves.toBeUndefined();
  });
});
