import type { TicketDetailsData } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { placeOf, seatOf } from '@/lib/event-and-seat';

import classes from './event-and-seat.module.css';
import { CalendarIcon, PlaceIcon, SeatIcon, TicketIcon } from './icons';

interface Props {
  readonly ticket: TicketDetailsData & { readonly title: string };
}

/** What a ticket is for. It shows nothing if the seller has given nothing. */
export function EventAndSeat({ ticket }: Props) {
  const t = useTranslations('tickets');
  const formats = useFormats();
  const { title, eventName, startsAt, timeZone } = ticket;
  const place = placeOf(ticket);
  const seat = seatOf(ticket, t);
  const isNamed = eventName !== undefined && eventName !== title;
  if (!isNamed && !startsAt && !place && !seat) return null;

  return (
    <ul className={classes.facts}>
      {isNamed && <Fact icon={<TicketIcon />}>{eventName}</Fact>}
      {startsAt && (
        <Fact icon={<CalendarIcon />}>
          <time dateTime={startsAt}>{formats.eventTime(startsAt, timeZone)}</time>
        </Fact>
      )}
      {place && <Fact icon={<PlaceIcon />}>{place}</Fact>}
      {seat && <Fact icon={<SeatIcon />}>{seat}</Fact>}
    </ul>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className={classes.fact}>
      {icon}
      <span dir="auto">{children}</span>
    </li>
  );
}
