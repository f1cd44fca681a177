import type { TicketBody } from '@ticketing-dev/common/contracts';
import Link from 'next/link';

import { formatPrice } from '@/lib/format';

import classes from './ticket-card.module.css';

export function TicketCard({ ticket }: { ticket: Pick<TicketBody, 'id' | 'title' | 'price'> }) {
  return (
    <div className={classes.shadow}>
      <Link href={`/tickets/${ticket.id}`} className={classes.card} prefetch={false}>
        <span className={classes.title} dir="auto">
          {ticket.title}
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
