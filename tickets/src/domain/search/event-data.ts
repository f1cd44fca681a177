import { type EventBody, toDollars } from '@ticketing-dev/common';

import type { FoundEvent } from './search-index';

/** The answer with one event. */
export function eventData({ cheapest, count }: FoundEvent): EventBody {
  const { id, event, eventName, startsAt, timeZone, venue, city, priceInCents } = cheapest;
  return {
    key: event,
    eventName,
    ...(startsAt !== undefined && { startsAt }),
    ...(timeZone !== undefined && { timeZone }),
    ...(venue !== undefined && { venue }),
    ...(city !== undefined && { city }),
    lowestPrice: toDollars(priceInCents),
    count,
    ticketId: id,
  };
}
