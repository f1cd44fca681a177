import type { TicketBody } from '@ticketing-dev/common/contracts';

import { eventOf, hasStarted, placeOf } from './event-and-seat';

const schemaOrg = 'https://schema.org';

/**
 * What search engines read of a ticket: an Event with an Offer, or a Product with one if the ticket names no start, which
 * an Event needs.
 *
 * @param address the address of the shop
 */
export function eventJsonLd(ticket: TicketBody, address: string): object {
  const { id, title, startsAt, price, description, venue, city } = ticket;
  const url = `${address}/tickets/${id}`;
  const isOnSale = ticket.orderId === undefined && !ticket.offSale && !hasStarted(ticket);
  const about = {
    '@context': schemaOrg,
    name: eventOf(ticket),
    image: `${url}/cover.png`,
    url,
    ...(description && { description }),
    offers: {
      '@type': 'Offer',
      name: title,
      price: price.toFixed(2),
      priceCurrency: 'USD',
      availability: `${schemaOrg}/${isOnSale ? 'InStock' : 'SoldOut'}`,
      url,
    },
  };
  if (!startsAt) return { ...about, '@type': 'Product' };
  return {
    ...about,
    '@type': 'Event',
    startDate: startsAt,
    eventStatus: `${schemaOrg}/EventScheduled`,
    eventAttendanceMode: `${schemaOrg}/OfflineEventAttendanceMode`,
    ...(placeOf(ticket) && {
      location: {
        '@type': 'Place',
        name: venue ?? city,
        ...(city && { address: city }),
      },
    }),
  };
}
