import type { TicketBody } from '@ticketing-dev/common/contracts';

import { GrowingList } from './growing-list';
import { TicketCard } from './ticket-card';

interface Props {
  readonly tickets: readonly TicketBody[];
  /** The level of the titles in the outline of the page. */
  readonly level?: 2 | 3;
  /** The address that shows more; null if there is no more. */
  readonly more?: string | null;
  /** By the id of a ticket: why it cannot be bought any more. */
  readonly gone?: ReadonlyMap<string, string>;
}

export function TicketGrid({ tickets, level = 2, more = null, gone }: Props) {
  return (
    <GrowingList size={tickets.length} more={more} moreLabel="More tickets">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketCard ticket={ticket} level={level} gone={gone?.get(ticket.id) ?? null} />
        </li>
      ))}
    </GrowingList>
  );
}
