'use client';

import { Button, Group, Stack, Text } from '@mantine/core';

import { useBuy } from '@/hooks/use-buy';
import { formatPrice } from '@/lib/format';

import { ErrorAlert } from './error-alert';
import { LockIcon } from './icons';

export function BuyButton({ ticketId, price }: { ticketId: string; price: number }) {
  const { buy, isBusy, error } = useBuy(ticketId, price);

  return (
    <Stack>
      <ErrorAlert error={error} />
      <Button size="lg" fullWidth loading={isBusy} onClick={() => void buy()}>
        Buy for {formatPrice(price)}
      </Button>
      <Group gap="xs" wrap="nowrap" justify="center" c="dimmed">
        <LockIcon />
        <Text size="sm">Nothing is charged yet. We hold the ticket for you while you pay.</Text>
      </Group>
    </Stack>
  );
}
