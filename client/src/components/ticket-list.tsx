'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';

import { hasStarted } from '@/lib/event-and-seat';

import { TicketGrid } from './ticket-grid';
import { WhileChecking } from './while-checking';

interface Props {
  readonly tickets: readonly TicketBody[];
  /** The address that shows more; null if there is no more. */
  readonly more: string | null;
  readonly level?: 2 | 3;
}

export function TicketList({ tickets, more, level = 2 }: Props) {
  return (
    <WhileChecking>
      <TicketGrid tickets={upcomingFirst(tickets)} more={more} level={level} />
    </WhileChecking>
  );
}

/** A ticket that nobody can order any more comes last. The API lists it, because the list is part of the contract. */
const upcomingFirst = (tickets: readonly TicketBody[]): readonly TicketBody[] => [
  ...tickets.filter((ticket) => !hasStarted(ticket)),
  ...tickets.filter(hasStarted),
];
