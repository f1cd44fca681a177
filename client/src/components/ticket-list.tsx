'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';

import { usePages } from '@/hooks/use-pages';
import type { Page } from '@/lib/api/page';
import { listTickets } from '@/lib/api/tickets';
import { hasStarted } from '@/lib/event-and-seat';

import { MoreButton } from './more-button';
import { TicketGrid } from './ticket-grid';
import { WhileChecking } from './while-checking';

export function TicketList({ first }: { first: Page<TicketBody> }) {
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listTickets);

  return (
    <WhileChecking>
      <section aria-label="Tickets on sale">
        <TicketGrid tickets={upcomingFirst(items)} />
        {hasMore && (
          <MoreButton label="More tickets" isBusy={isBusy} error={error} onClick={loadMore} />
        )}
      </section>
    </WhileChecking>
  );
}

/** A ticket that nobody can order any more comes last. The API lists it, because the list is part of the contract. */
const upcomingFirst = (tickets: readonly TicketBody[]): readonly TicketBody[] => [
  ...tickets.filter((ticket) => !hasStarted(ticket)),
  ...tickets.filter(hasStarted),
];
