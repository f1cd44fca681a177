import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { useFormats } from '@/hooks/use-formats';
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
  const t = useTranslations();
  const formats = useFormats();
  return (
    <section aria-label={t('shell.mySales')}>
      <Group justify="space-between" mb="md">
        <Text size="lg" fw={650}>
          {t('sales.sum', {
            isPart: sum.isPart ? 'yes' : 'no',
            count: sum.count,
            price: formats.price(sum.dollars),
          })}
        </Text>
        {/* A plain link, because the router opens only pages. */}
        <Button component="a" href={salesCsvPath} variant="default">
          {t('sales.csv')}
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
            {t('sales.older')}
          </LinkButton>
        </Group>
      )}
    </section>
  );
}

function Sale({ sale, buyer }: NamedSale) {
  const t = useTranslations('sales');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  const seat = seatOf(sale, tickets) || placeOf(sale);

  return (
    <li>
      <Link href={`/tickets/${sale.ticketId}`} className={classes.order} prefetch={false}>
        <DateBlock name={eventOf(sale)} startsAt={sale.startsAt} timeZone={sale.timeZone} />
        <span className={classes.facts}>
          <span className={classes.title} dir="auto">
            {sale.title}
          </span>
          <span className={classes.price}>{formats.price(sale.price)}</span>
          <span className={`${classes.number} ${classes.wide}`}>
            {t.rich('to', {
              hasDay: sale.soldAt ? 'yes' : 'no',
              day: sale.soldAt ? formats.day(sale.soldAt) : '',
              buyer: buyer ?? t('aBuyer'),
              time: (text) => <time dateTime={sale.soldAt}>{text}</time>,
              b: (text) => <bdi>{text}</bdi>,
            })}
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
