'use client';

import { Button } from '@mantine/core';
import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';

import { useLiveTickets } from '@/hooks/use-live-tickets';
import { hasStarted } from '@/lib/event-and-seat';

import { TicketGrid } from './ticket-grid';
import { WhileChecking } from './while-checking';

interface Props {
  readonly tickets: readonly TicketBody[];
  /** The address that shows more; null if there is no more. */
  readonly more: string | null;
  readonly level?: 2 | 3;
  /** Whether every new ticket belongs in the list. */
  readonly isNewest?: boolean;
}

/** Tickets on sale, as they are now. */
export function TicketList({ tickets: first, more, level = 2, isNewest = false }: Props) {
  const t = useTranslations('tickets');
  const { tickets, gone, newCount } = useLiveTickets(upcomingFirst(first));
  const router = useRouter();

  return (
    <WhileChecking>
      <div role="status">
        {isNewest && newCount > 0 && (
          <Button variant="light" mb="md" onClick={() => router.refresh()}>
            {t('showNew', { count: newCount })}
          </Button>
        )}
      </div>
      <TicketGrid tickets={tickets} gone={gone} more={more} level={level} />
    </WhileChecking>
  );
}

/** A ticket that nobody can order any more comes last. The API lists it, because the list is part of the contract. */
const upcomingFirst = (tickets: readonly TicketBody[]): readonly TicketBody[] => [
  ...tickets.filter((ticket) => !hasStarted(ticket)),
  ...tickets.filter(hasStarted),
];
