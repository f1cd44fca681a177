import { Title } from '@mantine/core';
import type { TicketDetailsData } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { eventOf } from '@/lib/event-and-seat';

import { Cover } from './cover';
import { EventAndSeat } from './event-and-seat';
import classes from './ticket-heading.module.css';

interface Props {
  readonly ticket: TicketDetailsData & { readonly title: string };
  /** Above the name: what the page is about. */
  readonly kicker?: ReactNode;
  readonly badge?: ReactNode;
}

/** The event's picture, the ticket's name, and what it is for. */
export function TicketHeading({ ticket, kicker, badge }: Props) {
  return (
    <>
      <div className={classes.cover}>
        <Cover name={eventOf(ticket)} />
      </div>
      <div className={classes.state}>
        {badge}
        {kicker}
      </div>
      <Title order={1} className={classes.name} dir="auto">
        {ticket.title}
      </Title>
      <EventAndSeat ticket={ticket} />
    </>
  );
}
