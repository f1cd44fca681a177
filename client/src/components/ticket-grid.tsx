import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import type { GoneBecause } from '@/lib/live/live-list';

import { GrowingList } from './growing-list';
import { TicketCard } from './ticket-card';

interface Props {
  readonly tickets: readonly TicketBody[];
  /** The level of the titles in the outline of the page. */
  readonly level?: 2 | 3;
  /** The address that shows more; null if there is no more. */
  readonly more?: string | null;
  /** By the id of a ticket: why it cannot be bought any more. */
  readonly gone?: ReadonlyMap<string, GoneBecause>;
}

export function TicketGrid({ tickets, level = 2, more = null, gone }: Props) {
  const t = useTranslations('tickets');
  return (
    <GrowingList size={tickets.length} more={more} moreLabel={t('moreTickets')}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketCard ticket={ticket} level={level} gone={gone?.get(ticket.id) ?? null} />
        </li>
      ))}
    </GrowingList>
  );
}
