'use client';

import { Stack } from '@mantine/core';
import type { OrderBody } from '@ticketing-dev/common/contracts';
import Link from 'next/link';

import { useIsReturning } from '@/hooks/use-is-returning';
import { usePages } from '@/hooks/use-pages';
import { listOrders } from '@/lib/api/orders';
import type { Page } from '@/lib/api/page';
import { formatPrice, shortId } from '@/lib/format';

import { MoreButton } from './more-button';
import classes from './order-list.module.css';
import { OrderStatusBadge } from './order-status-badge';
import { WhileChecking } from './while-checking';

export function OrderList({ first }: { first: Page<OrderBody> }) {
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listOrders);
  const isReturning = useIsReturning();

  return (
    <WhileChecking>
      <section aria-label="My orders">
        <Stack component="ul" gap="sm" className={classes.list}>
          {items.map((order) => (
            <li key={order.id}>
              <Link href={`/orders/${order.id}`} className={classes.order} prefetch={false}>
                <span className={classes.title} dir="auto">
                  {order.ticket.title}
                </span>
                <span className={classes.price}>{formatPrice(order.ticket.price)}</span>
                <span className={classes.number}>Order {shortId(order.id)}</span>
                <span className={classes.badge}>
                  {!isReturning && <OrderStatusBadge status={order.status} />}
                </span>
              </Link>
            </li>
          ))}
        </Stack>
        {hasMore && (
          <MoreButton label="More orders" isBusy={isBusy} error={error} onClick={loadMore} />
        )}
      </section>
    </WhileChecking>
  );
}
