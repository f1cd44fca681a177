'use client';

import { Stack, Title } from '@mantine/core';
import { type OrderBody, OrderStatus } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { useFormats } from '@/hooks/use-formats';
import { useIsReturning } from '@/hooks/use-is-returning';
import { usePages } from '@/hooks/use-pages';
import { listOrders } from '@/lib/api/orders';
import type { Page } from '@/lib/api/page';
import { eventOf } from '@/lib/event-and-seat';
import { shortId } from '@/lib/format';

import { DateBlock } from './date-block';
import { MoreButton } from './more-button';
import classes from './order-list.module.css';
import { OrderStatusBadge } from './order-status-badge';
import { WhileChecking } from './while-checking';

export function OrderList({ first }: { first: Page<OrderBody> }) {
  const t = useTranslations();
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listOrders);

  const unpaid = items.filter(isUnpaid);
  const others = items.filter((order) => !isUnpaid(order));

  return (
    <WhileChecking>
      <section aria-label={t('common.myOrders')}>
        <Stack gap="xl">
          {unpaid.length > 0 && <Orders title={t('orders.toPay')} orders={unpaid} />}
          {others.length > 0 && (
            <Orders title={unpaid.length > 0 ? t('orders.past') : undefined} orders={others} />
          )}
        </Stack>
        {hasMore && (
          <MoreButton label={t('orders.more')} isBusy={isBusy} error={error} onClick={loadMore} />
        )}
      </section>
    </WhileChecking>
  );
}

function isUnpaid({ status }: OrderBody): boolean {
  return status === OrderStatus.Created || status === OrderStatus.AwaitingPayment;
}

interface OrdersProps {
  readonly title: string | undefined;
  readonly orders: readonly OrderBody[];
}

function Orders({ title, orders }: OrdersProps) {
  return (
    <Stack gap="sm">
      {title !== undefined && (
        <Title order={2} size="h4">
          {title}
        </Title>
      )}
      <Stack component="ul" gap="sm" className={classes.list}>
        {orders.map((order) => (
          <OrderLink key={order.id} order={order} />
        ))}
      </Stack>
    </Stack>
  );
}

function OrderLink({ order }: { order: OrderBody }) {
  const t = useTranslations('orders');
  const formats = useFormats();
  const isReturning = useIsReturning();

  return (
    <li>
      <Link href={`/orders/${order.id}`} className={classes.order} prefetch={false}>
        <DateBlock
          name={eventOf(order.ticket)}
          startsAt={order.ticket.startsAt}
          timeZone={order.ticket.timeZone}
        />
        <span className={classes.facts}>
          <span className={classes.title} dir="auto">
            {order.ticket.title}
          </span>
          <span className={classes.price}>{formats.price(order.ticket.price)}</span>
          <span className={classes.number}>
            {t('number', { id: shortId(order.id), reason: order.cancelReason ?? 'none' })}
          </span>
          <span className={classes.badge}>
            {!isReturning && <OrderStatusBadge status={order.status} />}
          </span>
        </span>
      </Link>
    </li>
  );
}
