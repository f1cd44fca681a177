'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';

import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { hasStarted } from '@/lib/event-and-seat';
import { formatSoon } from '@/lib/format';

import { StateBadge } from './state-badge';

/** Says what can be done with a ticket: on sale, held, sold. */
export function TicketBadge({ ticket }: { ticket: TicketBody }) {
  // The server does not know the visitor's time zone.
  const knowsTimeZone = useIsInBrowser();

  return <StateBadge tone={toneOf(ticket)}>{stateOf(ticket, knowsTimeZone)}</StateBadge>;
}

function toneOf(ticket: TicketBody): 'good' | 'wait' | 'past' {
  const { orderId, sold, offSale, admittedAt } = ticket;
  if (admittedAt || sold || (offSale && !orderId)) return 'past';
  if (orderId) return 'wait';
  return hasStarted(ticket) ? 'past' : 'good';
}

function stateOf(ticket: TicketBody, knowsTimeZone: boolean): string {
  const { orderId, heldUntil, sold, offSale, admittedAt } = ticket;
  if (admittedAt) return knowsTimeZone ? `Admitted ${formatSoon(admittedAt)}` : 'Admitted';
  if (sold) return 'Sold';
  if (heldUntil && knowsTimeZone) return `Held until ${formatSoon(heldUntil)}`;
  if (heldUntil) return 'Held';
  if (orderId) return 'Reserved';
  if (offSale) return 'Off sale';
  return hasStarted(ticket) ? 'Event started' : 'On sale';
}
