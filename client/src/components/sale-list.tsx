import { Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';

import { count, formatDay, formatPrice } from '@/lib/format';
import { eventOf, placeOf, seatOf } from '@/lib/event-and-seat';
import { salesCsvPath, salesPath } from '@/lib/paths';
import type { NamedSale, SalesPage, SalesSum } from '@/lib/server/sales';

import { DateBlock } from './date-block';
import { LinkButton } from './link-button';
import classes from './order-list.module.css';

interface Props {
  readonly page: SalesPage;
  readonly sum: SalesSum;
}

export function SaleList({ page: { sales, nextQuery }, sum }: Props) {
  return (
    <section aria-label="My sales">
      <Group justify="space-between" mb="md">
        <Text size="lg" fw={650}>
          {sum.isPart && 'The newest '}
          {count(sum.count, 'ticket')} sold for {formatPrice(sum.dollars)}
        </Text>
        {/* A plain link, because the router opens only pages. */}
        <Button component="a" href={salesCsvPath} variant="default">
          Download as CSV
        </Button>
      </Group>
      <Stack component="ul" gap="sm" className={classes.list}>
        {sales.map((sale) => (
          <Sale key={sale.sale.orderId} {...sale} />
        ))}
      </Stack>
      {nextQuery !== null && (
        <Group justify="center" mt="xl">
          <LinkButton
            href={`${salesPath}${nextQuery}`}
            variant="default"

            prefetch={false}
          >
            Older sales
          </LinkButton>
        </Group>
      )}
    </section>
  );
}

function Sale({ sale, buyer }: NamedSale) {
  const seat = seatOf(sale) || placeOf(sale);

  return (
    <li>
      <Link href={`/tickets/${sale.ticketId}`} className={classes.order} prefetch={false}>
        <DateBlock name={eventOf(sale)} startsAt={sale.startsAt} timeZone={sale.timeZone} />
        <span className={classes.facts}>
          <span className={classes.title} dir="auto">
            {sale.title}
          </span>
          <span className={classes.price}>{formatPrice(sale.price)}</span>
          <span className={`${classes.number} ${classes.wide}`}>
            {sale.soldAt && <time dateTime={sale.soldAt}>{formatDay(sale.soldAt)}</time>}
            {sale.soldAt && ', '}
            to <bdi>{buyer ?? 'a buyer'}</bdi>
          </span>
          {seat && (
            <span className={`${classes.number} ${classes.wide}`} dir="auto">
              {seat}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
