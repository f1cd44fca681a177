import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { StripeButton } from '@/components/stripe-button';

import { show } from '../support/render';

interface CheckoutOptions {
  readonly amount: number;
  readonly currency: string;
  readonly token: (token: { id: string }) => void;
}

const stripeScript = () => {
  const script = document.querySelector('script[src="https://checkout.stripe.com/checkout.js"]');
  if (!script) throw new Error('The page should load Stripe’s script.');
  return script;
};

const showButton = (pay: (token: string) => Promise<void>) =>
  show(
    <StripeButton
      publishableKey="pk_test_1"
      price={19.99}
      description="Jazz at the Harbour"
      email="ann@example.com"
      isBusy={false}
      error={null}
      pay={pay}
    />,
  );

describe('paying by Stripe Checkout', () => {
  it('opens it with the amount in cents and pays with the token that it gives', async () => {
    const opened: CheckoutOptions[] = [];
    const configure = jest.fn(() => ({
      open: (options: CheckoutOptions) => opened.push(options),
      close: () => undefined,
    }));
    Object.assign(window, { StripeCheckout: { configure } });
    const pay = jest.fn(() => Promise.resolve());
    await showButton(pay);
    fireEvent.load(stripeScript());

    await userEvent.click(screen.getByRole('button', { name: 'Pay $19.99 with card' }));
    act(() => opened[0]?.token({ id: 'tok_1' }));

    expect(configure).toHaveBeenCalledWith({ key: 'pk_test_1' });
    expect(opened[0]).toMatchObject({ amount: 1999, currency: 'USD' });
    expect(pay).toHaveBeenCalledWith('tok_1');
  });
});
