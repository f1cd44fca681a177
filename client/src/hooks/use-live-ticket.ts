'use client';

import { isNewerTicket, type TicketBody } from '@ticketing-dev/common/contracts';
import { useReducer } from 'react';

import { showTicket } from '@/lib/api/tickets';

import { useLive } from './use-live';

/** A ticket as it is now. A reload of the page may bring a newer one than the stream. */
export function useLiveTicket(first: TicketBody): TicketBody {
  const [live, keep] = useReducer(newer, first);
  const { id } = first;
  useLive(
    `/api/tickets/${id}/stream`,
    ({ items }) => {
      for (const item of items) keep(item as TicketBody);
    },
    async () => ({ isSnapshot: true, items: [await showTicket(id)] }),
  );
  return live.id === first.id ? newer(first, live) : first;
}

/** Events may come out of order, so an older state never replaces a newer one. */
const newer = (before: TicketBody, next: TicketBody): TicketBody =>
  before.id !== next.id || isNewerTicket(next, before) ? next : before;
