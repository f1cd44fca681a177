'use client';

import { Button, Group, Stack } from '@mantine/core';
import type { OrderBody, PaymentBody } from '@ticketing-dev/common/contracts';

import { shortId } from '@/lib/format';
import { orderPath } from '@/lib/paths';

import { LinkButton } from './link-button';
import { PageTitle } from './page-title';
import { Panel } from './panel';
import { Receipt } from './receipt';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody;
  readonly sellerName: string | null;
}

export function PrintedReceipt({ order, payment, sellerName }: Props) {
  return (
    <Stack gap="xl">
      <PageTitle title="Receipt">Ticketing · order {shortId(order.id)}</PageTitle>
      <Panel>
        <Receipt order={order} payment={payment} sellerName={sellerName} hasTicket />
      </Panel>
      <Group data-print="no">
        <Button
          onClick={() => {
            window.print();
          }}
        >
          Print
        </Button>
        <LinkButton href={orderPath(order.id)} variant="default">
          Back to the order
        </LinkButton>
      </Group>
    </Stack>
  );
}
