'use client';

import { Button, Group, Stack } from '@mantine/core';
import type { OrderBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

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
  const t = useTranslations('receipt');
  return (
    <Stack gap="xl">
      <PageTitle title={t('title')}>{t('order', { id: shortId(order.id) })}</PageTitle>
      <Panel>
        <Receipt order={order} payment={payment} sellerName={sellerName} hasTicket />
      </Panel>
      <Group data-print="no">
        <Button
          onClick={() => {
            window.print();
          }}
        >
          {t('print')}
        </Button>
        <LinkButton href={orderPath(order.id)} variant="default">
          {t('back')}
        </LinkButton>
      </Group>
    </Stack>
  );
}
