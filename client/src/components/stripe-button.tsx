'use client';

import { Alert, Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import StripeCheckout from 'react-stripe-checkout';

import { formatPrice, toCents } from '@/lib/format';

import { LockIcon } from './icons';

declare module 'react-stripe-checkout' {
  /** What the package takes too, and its types leave out. */
  interface StripeCheckoutProps {
    children?: ReactNode;
    disabled?: boolean;
    onScriptError?: () => void;
  }
}

interface Props {
  readonly publishableKey: string;
  readonly price: number;
  readonly description: string;
  readonly email: string | undefined;
  readonly isBusy: boolean;
  readonly pay: (token: string) => Promise<void>;
}

export function StripeButton({ publishableKey, price, description, email, isBusy, pay }: Props) {
  const [isOutOfReach, setIsOutOfReach] = useState(false);

  // Without its script the package throws at the next rendering, and it never loads it twice.
  if (isOutOfReach) {
    return (
      <Alert role="alert" color="red" variant="light">
        Stripe's payment form could not be loaded. Check your connection, then reload this page.
      </Alert>
    );
  }

  return (
    <StripeCheckout
      stripeKey={publishableKey}
      token={({ id }) => void pay(id)}
      name="Ticketing"
      description={description}
      amount={toCents(price)}
      currency="USD"
      ComponentClass="div"
      disabled={isBusy}
      onScriptError={() => {
        setIsOutOfReach(true);
      }}
      {...(email !== undefined && { email })}
    >
      <Button size="lg" fullWidth loading={isBusy} leftSection={<LockIcon />}>
        Pay {formatPrice(price)} with card
      </Button>
    </StripeCheckout>
  );
}
