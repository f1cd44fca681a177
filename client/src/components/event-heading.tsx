import type { TicketBody } from '@ticketing-dev/common/contracts';

import { useFormats } from '@/hooks/use-formats';
import { eventOf, placeOf } from '@/lib/event-and-seat';

import { Cover } from './cover';
import classes from './event-heading.module.css';

/** The event that a ticket is for. */
export function EventHeading({ ticket }: { ticket: TicketBody }) {
  const formats = useFormats();
  const { startsAt, timeZone } = ticket;
  const place = placeOf(ticket);
  return (
    <header className={classes.heading}>
      <div className={classes.cover}>
        <Cover name={eventOf(ticket)} />
      </div>
      <div>
        <h1 className={classes.name} dir="auto">
          {eventOf(ticket)}
        </h1>
        {startsAt && (
          <p className={classes.detail}>
            <time dateTime={startsAt}>{formats.eventTime(startsAt, timeZone)}</time>
          </p>
        )}
        {place && (
          <p className={classes.detail} dir="auto">
            {place}
          </p>
        )}
      </div>
    </header>
  );
}
