'use client';

import { Alert, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

import type { ApiError } from '@/lib/api/api-error';
import type { PayBy } from '@/lib/pay-by';

import { StripeButton } from './stripe-button';
import { TestCardForm } from './test-card-form';

interface Props {
  readonly payBy: PayBy;
  readonly price: number;
  readonly title: string;
  readonly email: string | undefined;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly pay: (token: string) => Promise<void>;
}

export function PayForm({ payBy, title, email, ...payment }: Props) {
  const t = useTranslations('pay');
  if (payBy.means === 'nothing') {
    return (
      <Alert role="note" variant="light" color="yellow" title={t('notSetUp')}>
        {t('notSetUpText')}
      </Alert>
    );
  }
  return (
    <Stack>
      {payBy.means === 'test-cards' ? (
        <TestCardForm {...payment} />
      ) : (
        <StripeButton
          publishableKey={payBy.publishableKey}
          description={title}
          email={email}
          {...payment}
        />
      )}
      {payment.isBusy && (
        <Text size="sm" c="dimmed" ta="center" role="status">
          {t('asking')}
        </Text>
      )}
    </Stack>
  );
}
