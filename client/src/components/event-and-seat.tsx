import { Stack, Text } from '@mantine/core';
import type { TicketDetailsData } from '@ticketing-dev/common/contracts';

import { formatEventTime, formatPrice } from '@/lib/format';
import { placeOf, seatOf } from '@/lib/event-and-seat';

import classes from './event-and-seat.module.css';

/** What a ticket is for. It shows nothing if the seller has given nothing. */
export function EventAndSeat({ details }: { details: TicketDetailsData }) {
  const { eventName, startsAt, timeZone, description, faceValue } = details;
  const place = placeOf(details);
  const seat = seatOf(details);
  const isEmpty = [eventName, startsAt, place, seat, description, faceValue].every((each) => !each);
  if (isEmpty) return null;

  return (
    <Stack gap={2} mt="xs" className={classes.details}>
      {eventName && (
        <Text fw={600} dir="auto">
          {eventName}
        </Text>
      )}
      {startsAt && (
        <Text>
          <time dateTime={startsAt}>{formatEventTime(startsAt, timeZone)}</time>
        </Text>
      )}
      {place && <Text dir="auto">{place}</Text>}
      {seat && <Text dir="auto">{seat}</Text>}
      {faceValue !== undefined && (
        <Text size="sm" c="dimmed">
          Face value {formatPrice(faceValue)}
        </Text>
      )}
      {description && (
        <Text mt="xs" dir="auto">
          {description}
        </Text>
      )}
    </Stack>
  );
}
