import { Text } from '@mantine/core';
import type { OrderBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { eventOf } from '@/lib/event-and-seat';
import { shortId } from '@/lib/format';

import { Cover } from './cover';
import { EventAndSeat } from './event-and-seat';
import classes from './order-summary.module.css';
import { Panel } from './panel';

interface Props {
  readonly order: OrderBody;
  readonly badge: ReactNode;
  readonly children?: ReactNode;
}

/** What is bought, and what it costs. */
export function OrderSummary({ order: { id, ticket }, badge, children }: Props) {
  const t = useTranslations('order');
  return (
    <section aria-label={t('summary')}>
      <Panel
        heading={
          <>
            <div className={classes.cover}>
              <Cover name={eventOf(ticket)} />
            </div>
            <Text className={classes.name} dir="auto">
              {ticket.title}
            </Text>
            <EventAndSeat ticket={ticket} />
          </>
        }
      >
        <dl className={classes.sums}>
          <Sum name={t('ticket')} dollars={ticket.price} />
          <Sum name={t('fees')} dollars={0} />
          <Sum name={t('total')} dollars={ticket.price} />
        </dl>
        <div className={classes.foot}>
          <Text size="sm" c="dimmed">
            {t('number', { id: shortId(id) })}
          </Text>
          {badge}
        </div>
        {children}
      </Panel>
    </section>
  );
}

function Sum({ name, dollars }: { name: string; dollars: number }) {
  return (
    <div className={classes.sum}>
      <dt>{name}</dt>
      <dd>{useFormats().price(dollars)}</dd>
    </div>
  );
}
