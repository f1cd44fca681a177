'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useReducer } from 'react';

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
  useLive('/api/tickets/stream', receive);
  return {
    tickets: tickets.map((ticket) => ({
      ticket: liveTicketOf(list, ticket),
      gone: goneBecause(list, ticket),
    })),
    newCount: countNew(list, tickets),
  };
}
