import { Text } from '@mantine/core';
import type { OrderBody } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { eventOf } from '@/lib/event-and-seat';
import { formatPrice, shortId } from '@/lib/format';

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
  return (
    <section aria-label="Summary">
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
          <Sum name="Ticket" dollars={ticket.price} />
          <Sum name="Fees" dollars={0} />
          <Sum name="Total" dollars={ticket.price} />
        </dl>
        <div className={classes.foot}>
          <Text size="sm" c="dimmed">
            Order {shortId(id)}
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
      <dd>{formatPrice(dollars)}</dd>
    </div>
  );
}
