'use client';

import { Button, Group, Stack, Text } from '@mantine/core';

import { useBuy } from '@/hooks/use-buy';
import { formatPrice } from '@/lib/format';

import { ErrorAlert } from './error-alert';
import { LockIcon } from './icons';

interface Props {
  readonly ticketId: string;
  readonly price: number;
  readonly isSignedIn: boolean;
}

export function BuyButton({ ticketId, price, isSignedIn }: Props) {
  const { buy, isBusy, error } = useBuy({ ticketId, price, isSignedIn });

  return (
    <Stack>
      <ErrorAlert error={error} />
      <Button fullWidth loading={isBusy} onClick={() => void buy()}>
        Buy for {formatPrice(price)}
      </Button>
      <Group gap="xs" wrap="nowrap" justify="center" c="dimmed">
        <LockIcon />
        <Text size="sm">Nothing is charged yet. We hold the ticket for you while you pay.</Text>
      </Group>
    </Stack>
  );
}
