'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { ticketState } from '@/lib/ticket-state';

import { StateBadge } from './state-badge';

export function TicketBadge({ ticket }: { ticket: TicketBody }) {
  const t = useTranslations('tickets');
  const formats = useFormats();
  const { tone, label } = ticketState(ticket, useIsInBrowser(), t, formats);
  return <StateBadge tone={tone}>{label}</StateBadge>;
}
