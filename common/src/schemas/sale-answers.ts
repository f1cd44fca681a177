import * as z from 'zod';

import { count, dollars, lowerCaseId } from './fields';
import { ticketDetails } from './ticket-details';

/** A sold ticket in `GET /api/tickets/sales`, for its seller. */
export const saleBody = z.strictObject({
  ticketId: lowerCaseId,
  orderId: lowerCaseId,
  title: z.string(),
  price: dollars.meta({ description: 'What the buyer paid, in dollars', examples: [19.99] }),
  soldAt: z
    .string()
    .meta({ format: 'date-time', description: 'When it was sold. An old sale may lack it.' })
    .exactOptional(),
  buyerId: z
    .string()
    .meta({ description: 'The buyer: `GET /api/users/{id}/public` has the public name' })
    .exactOptional(),
  ...ticketDetails,
});

/** What `GET /api/tickets/sellers/:userId` answers. */
export const sellerBody = z.strictObject({
  sold: count.meta({ description: 'How many tickets the user has sold; 100 means 100 or more' }),
});

const { startsAt, timeZone, venue, city } = ticketDetails;

/** An event in `GET /api/tickets/events`: tickets of any seller with the same event, start and venue. */
export const eventBody = z.strictObject({
  key: z
    .string()
    .regex(/^[\w-]{22}$/)
    .meta({ description: 'Lists its tickets: `GET /api/tickets?event=` with this key' }),
  eventName: z
    .string()
    .meta({ description: 'The name of the event, or the title of a ticket that names no event' }),
  startsAt,
  timeZone,
  venue,
  city,
  lowestPrice: dollars.meta({
    description: 'The price of the cheapest ticket that the search finds, in dollars',
    examples: [19.99],
  }),
  count: count.meta({ description: 'How many tickets on sale the search finds' }),
  ticketId: lowerCaseId.meta({ description: 'The cheapest of them' }),
});

/** Something that is wrong with a line. */
const lineError = z.strictObject({
  message: z.string(),
  field: z.string().exactOptional(),
  code: z.string(),
});

const line = z.int().meta({ description: 'The place of the ticket in the request, from 1' });

/** What `POST /api/tickets/bulk` answers: what became of each line. */
export const bulkReportBody = z.strictObject({
  results: z.array(
    z.union([
      z.strictObject({ line, id: lowerCaseId.meta({ description: 'The new ticket' }) }),
      z.strictObject({ line, errors: z.array(lineError) }),
    ]),
  ),
});
