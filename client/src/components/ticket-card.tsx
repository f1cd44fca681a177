'use client';

import { VisuallyHidden } from '@mantine/core';
import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { useFormats } from '@/hooks/use-formats';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { eventOf, placeOf, seatOf } from '@/lib/event-and-seat';
import type { GoneBecause } from '@/lib/live/live-list';
import { ticketState } from '@/lib/ticket-state';

import { DateBlock } from './date-block';
import classes from './ticket-card.module.css';

interface Props {
  readonly ticket: TicketBody;
  /** The level of the title in the outline of the page. */
  readonly level: 2 | 3;
  /** Why it cannot be bought any more, if the ticket does not say so itself. */
  readonly gone?: GoneBecause | null;
}

/** What, when, where and how much. The link covers the whole card, but only the title is its name. */
export function TicketCard({ ticket, level, gone = null }: Props) {
  const t = useTranslations('tickets');
  const formats = useFormats();
  const { startsAt, timeZone, eventName, title } = ticket;
  const Heading = `h${level}` as const;
  const place = placeOf(ticket);
  const seat = seatOf(ticket, t);
  const { label, tone } = ticketState(ticket, useIsInBrowser(), t, formats);
  const hint = tone === 'good' ? gone && t(gone) : label;

  return (
    <div className={classes.shadow}>
      <article className={classes.card} data-over={hint !== null || undefined}>
        <DateBlock name={eventOf(ticket)} startsAt={startsAt} timeZone={timeZone} />
        <div className={classes.about}>
          <Heading className={classes.title} dir="auto">
            <Link href={`/tickets/${ticket.id}`} className={classes.link} prefetch={false}>
              {title}
            </Link>
          </Heading>
          {eventName && !title.includes(eventName) && (
            <span className={classes.detail} dir="auto">
              {eventName}
            </span>
          )}
          {(startsAt || place) && (
            <span className={classes.detail}>
              {startsAt && (
                <>
                  <VisuallyHidden>{formats.eventTime(startsAt, timeZone)}</VisuallyHidden>
                  <span aria-hidden="true">{formats.dateParts(startsAt, timeZone).time}</span>
                </>
              )}
              {startsAt && place && ' · '}
              <bdi>{place}</bdi>
            </span>
          )}
          {seat && (
            <span className={classes.detail} dir="auto">
              {seat}
            </span>
          )}
        </div>
        <div className={classes.stub}>
          <span className={classes.price}>{formats.price(ticket.price)}</span>
          {hint !== null && <span className={classes.hint}>{hint}</span>}
        </div>
      </article>
    </div>
  );
}
