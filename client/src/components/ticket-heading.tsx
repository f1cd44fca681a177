import { Group, Text, Title } from '@mantine/core';
import type { TicketDetailsData } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { formatPrice } from '@/lib/format';

import { EventAndSeat } from './event-and-seat';
import classes from './ticket-heading.module.css';

interface Props {
  readonly title: string;
  readonly price: number;
  readonly kicker: string;
  readonly badge?: ReactNode;
  /** The event and the seat. */
  readonly details?: TicketDetailsData;
}

export function TicketHeading({ title, price, kicker, badge, details }: Props) {
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed" fw={600}>
          {kicker}
        </Text>
        {badge}
      </Group>
      <Title order={1} size="h2" className={classes.title} dir="auto">
        {title}
      </Title>
      {details && <EventAndSeat details={details} />}
      <Text className={classes.price}>{formatPrice(price)}</Text>
    </>
  );
}
