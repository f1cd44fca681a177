'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';

import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { ticketState } from '@/lib/ticket-state';

import { StateBadge } from './state-badge';

export function TicketBadge({ ticket }: { ticket: TicketBody }) {
  const { tone, label } = ticketState(ticket, useIsInBrowser());
  return <StateBadge tone={tone}>{label}</StateBadge>;
}
