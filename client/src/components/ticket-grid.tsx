import type { TicketBody } from '@ticketing-dev/common/contracts';

import { TicketCard } from './ticket-card';
import classes from './ticket-grid.module.css';

interface Props {
  readonly tickets: readonly TicketBody[];
  /** The level of the titles in the outline of the page. */
  readonly level?: 2 | 3;
}

export function TicketGrid({ tickets, level = 2 }: Props) {
  return (
    <ul className={classes.grid}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketCard ticket={ticket} level={level} />
        </li>
      ))}
    </ul>
  );
}
