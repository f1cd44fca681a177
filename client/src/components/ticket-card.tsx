import type { TicketBody } from '@ticketing-dev/common/contracts';
import Link from 'next/link';

import { hasStarted, placeOf } from '@/lib/event-and-seat';
import { formatEventTime, formatPrice } from '@/lib/format';

import classes from './ticket-card.module.css';

export function TicketCard({ ticket }: { ticket: TicketBody }) {
  const { startsAt, timeZone } = ticket;
  const place = placeOf(ticket);
  const isOver = hasStarted(ticket);

  return (
    <div className={classes.shadow}>
      <Link
        href={`/tickets/${ticket.id}`}
        className={classes.card}
        data-over={isOver || undefined}
        prefetch={false}
      >
        <span className={classes.about}>
          <span className={classes.title} dir="auto">
            {ticket.title}
          </span>
          {startsAt && (
            <span className={classes.detail}>{formatEventTime(startsAt, timeZone)}</span>
          )}
          {isOver && <span className={classes.detail}>This event has started</span>}
          {place && (
            <span className={classes.detail} dir="auto">
              {place}
            </span>
          )}
        </span>
        <span className={classes.stub}>
          <span className={classes.price}>{formatPrice(ticket.price)}</span>
          <span className={classes.hint} aria-hidden="true">
            View
          </span>
        </span>
      </Link>
    </div>
  );
}
