'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useReducer } from 'react';

import { listTickets } from '@/lib/api/tickets';
import {
  countNew,
  emptyLiveList,
  goneBecause,
  liveTicketOf,
  withLiveEvent,
} from '@/lib/live/live-list';

import { useLive } from './use-live';

/** The tickets of the first page as they are now. A ticket that was held or sold stays in its place. */
export function useLiveTickets(tickets: readonly TicketBody[]) {
  const [list, receive] = useReducer(withLiveEvent, emptyLiveList);
  useLive('/api/tickets/stream', receive, async () => ({
    isSnapshot: true,
    items: (await listTickets('')).items,
  }));
  const gone = tickets.flatMap((ticket) => {
    const reason = goneBecause(list, ticket);
    return reason === null ? [] : [[ticket.id, reason] as const];
  });
  return {
    tickets: tickets.map((ticket) => liveTicketOf(list, ticket)),
    /** By id: why a ticket cannot be bought any more. */
    gone: new Map(gone),
    newCount: countNew(list, tickets),
  };
}
