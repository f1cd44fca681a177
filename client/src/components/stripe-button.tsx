'use client';

import { Alert, Stack } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import StripeCheckout from 'react-stripe-checkout';

import { useFormats } from '@/hooks/use-formats';
import type { ApiError } from '@/lib/api/api-error';
import { toCents } from '@/lib/format';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { LockIcon } from './icons';
import { PayBar } from './pay-bar';

declare module 'react-stripe-checkout' {
  /** Props that the package accepts but that its types lack. */
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
  readonly error: ApiError | null;
  readonly pay: (token: string) => Promise<void>;
}

export function StripeButton({
  publishableKey,
  price,
  description,
  email,
  isBusy,
  error,
  pay,
}: Props) {
  const isSpanish = useLocale() === 'es';
  const t = useTranslations('pay');
  const formats = useFormats();
  const [isOutOfReach, setIsOutOfReach] = useState(false);

  // If Stripe's script does not load, the package throws at the next rendering and never tries to load it again.
  if (isOutOfReach) {
    return (
      <Alert role="alert" color="red" variant="light">
        {t('stripeAway')}
      </Alert>
    );
  }

  return (
    <Stack>
      <ErrorAlert error={error} />
      <StripeCheckout
        stripeKey={publishableKey}
        token={({ id }) => void pay(id)}
        name="Ticketing"
        description={description}
        amount={toCents(price)}
        currency="USD"
        locale={isSpanish ? 'es' : 'en'}
        ComponentClass="div"
        disabled={isBusy}
        onScriptError={() => {
          setIsOutOfReach(true);
        }}
        {...(email !== undefined && { email })}
      >
        <PayBar>
          <BusyButton fullWidth isBusy={isBusy} leftSection={<LockIcon />}>
            {t('withCard', { price: formats.price(price) })}
          </BusyButton>
        </PayBar>
      </StripeCheckout>
    </Stack>
  );
}
