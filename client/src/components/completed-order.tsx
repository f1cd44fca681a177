'use client';

import { Group, Stack, Text, Title } from '@mantine/core';
import type { OrderBody, PassBody, PaymentBody } from '@ticketing-dev/common/contracts';

import { formatPrice } from '@/lib/format';
import { receiptPath } from '@/lib/paths';

import { CheckIcon } from './icons';
import { LinkButton } from './link-button';
import { Outcome } from './outcome';
import { Pass } from './pass';
import { Receipt } from './receipt';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody | null;
  readonly firstPass: PassBody | null;
  readonly sellerName: string | null;
}

export function CompletedOrder({ order, payment, firstPass, sellerName }: Props) {
  const isRefunded = payment?.refunded !== undefined;

  return (
    <Outcome
      icon={<CheckIcon />}
      isGood={!isRefunded}
      title={isRefunded ? 'This order was refunded' : 'The ticket is yours'}
    >
      <Pass orderId={order.id} buyerId={order.userId} first={firstPass} />
      {!isRefunded && (
        <Text>We have charged {formatPrice(order.ticket.price)} to your card, once. Enjoy!</Text>
      )}
      {payment && (
        <Stack gap="sm" component="section" aria-label="Receipt">
          <Title order={3} size="h4">
            Receipt
          </Title>
          <Receipt order={order} payment={payment} sellerName={sellerName} />
        </Stack>
      )}
      <Group>
        <LinkButton href="/orders">My orders</LinkButton>
        <LinkButton href={receiptPath(order.id)} variant="default" prefetch={false}>
          Receipt to print
        </LinkButton>
        <LinkButton href="/" variant="default">
          See tickets on sale
        </LinkButton>
      </Group>
    </Outcome>
  );
}
