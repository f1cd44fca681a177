'use client';

import { Stack } from '@mantine/core';
import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { useFormats } from '@/hooks/use-formats';
import { useIsReturning } from '@/hooks/use-is-returning';
import { usePages } from '@/hooks/use-pages';
import type { Page } from '@/lib/api/page';
import { listOwnTickets } from '@/lib/api/tickets';
import { eventOf, placeOf, seatOf } from '@/lib/event-and-seat';

import { ConflictNote } from './conflict-note';
import { DateBlock } from './date-block';
import { MoreButton } from './more-button';
import classes from './order-list.module.css';
import { TicketBadge } from './ticket-badge';
import { WhileChecking } from './while-checking';

export function OwnTicketList({ first }: { first: Page<TicketBody> }) {
  const t = useTranslations('mine');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  const { items, hasMore, loadMore, isBusy, error } = usePages(first, listOwnTickets);
  const isReturning = useIsReturning();

  return (
    <WhileChecking>
      <section aria-label={t('title')}>
        <Stack component="ul" gap="sm" className={classes.list}>
          {items.map((ticket) => (
            <li key={ticket.id}>
              <Link href={`/tickets/${ticket.id}`} className={classes.order} prefetch={false}>
                <DateBlock
                  name={eventOf(ticket)}
                  startsAt={ticket.startsAt}
                  timeZone={ticket.timeZone}
                />
                <span className={classes.facts}>
                  <span className={classes.title} dir="auto">
                    {ticket.title}
                  </span>
                  <span className={classes.price}>{formats.price(ticket.price)}</span>
                  <span className={classes.number} dir="auto">
                    {seatOf(ticket, tickets) || placeOf(ticket)}
                  </span>
                  <span className={classes.badge}>
                    {!isReturning && <TicketBadge ticket={ticket} />}
                  </span>
                  {ticket.conflicts && ticket.conflicts.length > 0 && (
                    <ConflictNote ticket={ticket} />
                  )}
                </span>
              </Link>
            </li>
          ))}
        </Stack>
        {hasMore && (
          <MoreButton
            label={tickets('moreTickets')}
            isBusy={isBusy}
            error={error}
            onClick={loadMore}
          />
        )}
      </section>
    </WhileChecking>
  );
}
