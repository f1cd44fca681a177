import type { EventBody } from '@ticketing-dev/common/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { useFormats } from '@/hooks/use-formats';
import { placeOf } from '@/lib/event-and-seat';
import { pathOfEvent } from '@/lib/path-of-event';

import { DateBlock } from './date-block';
import classes from './ticket-card.module.css';

interface Props {
  readonly event: EventBody;
  /** The level of the name in the outline of the page. */
  readonly level: 2 | 3;
}

/** What, when, where, from how much, and how many are left. */
export function EventCard({ event, level }: Props) {
  const t = useTranslations('tickets');
  const formats = useFormats();
  const { eventName, startsAt, timeZone, lowestPrice, count } = event;
  const Heading = `h${level}` as const;
  const place = placeOf(event);

  return (
    <div className={classes.shadow}>
      <article className={classes.card}>
        <DateBlock name={eventName} startsAt={startsAt} timeZone={timeZone} />
        <div className={classes.about}>
          <Heading className={classes.title} dir="auto">
            <Link href={pathOfEvent(event)} className={classes.link} prefetch={false}>
              {eventName}
            </Link>
          </Heading>
          {startsAt && (
            <span className={classes.detail}>
              <VisuallyHidden>{formats.eventTime(startsAt, timeZone)}</VisuallyHidden>
              <span aria-hidden="true">{formats.dateParts(startsAt, timeZone).time}</span>
            </span>
          )}
          {place && (
            <span className={classes.detail} dir="auto">
              {place}
            </span>
          )}
        </div>
        <div className={classes.stub}>
          <span className={classes.hint}>{t('from')}</span>
          <span className={classes.price}>{formats.price(lowestPrice)}</span>
          <span className={classes.hint}>{t('left', { count })}</span>
        </div>
      </article>
    </div>
  );
}
