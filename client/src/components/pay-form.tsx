'use client';

import { Stack, Text } from '@mantine/core';

import type { ApiError } from '@/lib/api/api-error';

import { StripeButton } from './stripe-button';
import { TestCardForm } from './test-card-form';

interface Props {
  readonly publishableKey: string | null;
  readonly price: number;
  readonly title: string;
  readonly email: string | undefined;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly pay: (token: string) => Promise<void>;
}

export function PayForm({ publishableKey, title, email, ...payment }: Props) {
  return (
    <Stack>
      {publishableKey === null ? (
        <TestCardForm {...payment} />
      ) : (
        <StripeButton
          publishableKey={publishableKey}
          description={title}
          email={email}
          {...payment}
        />
      )}
      {payment.isBusy && (
        <Text size="sm" c="dimmed" ta="center" role="status">
          Asking your bank. This can take up to half a minute; please stay on this page.
        </Text>
      )}
    </Stack>
  );
}
