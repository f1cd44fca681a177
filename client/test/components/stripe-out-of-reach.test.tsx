import { screen } from '@testing-library/react';
import { useEffect } from 'react';
import type { StripeCheckoutProps } from 'react-stripe-checkout';

import { StripeButton } from '@/components/stripe-button';

import { show } from '../support/render';

function CheckoutOutOfReach({ onScriptError }: StripeCheckoutProps) {
  useEffect(() => onScriptError?.(), [onScriptError]);
  return null;
}

jest.mock('react-stripe-checkout', () => ({
  __esModule: true,
  default: (props: StripeCheckoutProps) => <CheckoutOutOfReach {...props} />,
}));

it('is a message when Stripe’s script cannot be loaded', async () => {
  await show(
    <StripeButton
      publishableKey="pk_test_1"
      price={19.99}
      description="Jazz at the Harbour"
      email={undefined}
      isBusy={false}
      error={null}
      pay={() => Promise.resolve()}
    />,
  );

  expect(screen.getByRole('alert')).toHaveTextContent('could not be loaded');
});
