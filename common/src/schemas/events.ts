import * as z from 'zod';

import { OrderStatus } from '../contracts/order-status';
import type { Subjects } from '../contracts/subjects';
import { count, dollars, id as anId, instant, message, oneOf, text } from './fields';
import { publishedDetails } from './ticket-details';

const id = anId();
const price = dollars.meta({ description: 'In dollars, with at most two decimals' });
const version = count.meta({
  description:
    'Counts the changes of a ticket or an order, starting at 0. Every version has one event.',
});
const status = oneOf(OrderStatus);
const expiresAt = instant.meta({ description: 'When the reservation ends, ISO 8601 in UTC' });

/** How far a ticket is on its way off sale: its seller has asked for it, or orders has decided it. */
export const offSale = oneOf({ requested: 'requested', done: 'done' }).meta({
  description: 'The seller has asked to take the ticket off sale, or it is off sale',
});

const seller = text.meta({ description: 'The seller' });

/** A ticket as the tickets service publishes it. */
export const ticketData = message({
  id,
  version,
  title: text,
  price,
  userId: seller,
  orderId: id.meta({ description: 'The order that reserves the ticket' }).exactOptional(),
  offSale: offSale.exactOptional(),
  ...publishedDetails,
});

const orderedTicket = {
  id,
  title: text,
  price,
  version: version.meta({ description: 'The version of the ticket that was ordered' }),
  userId: seller.exactOptional(),
  ...publishedDetails,
};

/** An order as the orders service publishes it, with the ticket as it was when it was ordered. */
export const orderData = message({
  id,
  version,
  status,
  userId: text.meta({ description: 'The buyer' }),
  expiresAt,
  ticket: message(orderedTicket),
});

/** The data of `order:created`. What is optional here is always there when our orders service is the publisher. */
export const newOrderData = orderData.extend({
  ticket: message({
    ...orderedTicket,
    title: orderedTicket.title.exactOptional(),
    version: orderedTicket.version.exactOptional(),
  }),
});

/** Why an order was cancelled: by its buyer, or because it was not paid in time. */
export const cancelReason = oneOf({ buyer: 'buyer', expired: 'expired' });

/** The data of an order that has ended. What is optional here is always there when our orders service is the publisher. */
export const endedOrderData = message({
  id,
  version,
  status: status.exactOptional(),
  userId: orderData.shape.userId.exactOptional(),
  expiresAt: expiresAt.exactOptional(),
  ticket: message({
    id,
    title: text.exactOptional(),
    price: price.exactOptional(),
    version: orderedTicket.version.exactOptional(),
    userId: seller.exactOptional(),
    ...publishedDetails,
  }),
  reason: cancelReason.exactOptional(),
});

/** The record that takes a ticket off sale. It is stored instead of an order of the ticket. */
export const closedOfferData = message({ id, version, ticketId: id });

/** The end of an order's time to pay, by the expiration worker's clock. */
export const expirationData = message({ orderId: id });

/** An authorised payment. */
export const paymentData = message({
  id,
  orderId: id,
  stripeId: text.meta({ description: "Stripe's id of the charge, `ch_…`" }),
});

/** The states of a pass. Only a `valid` one opens a door. */
export const passState = oneOf({ valid: 'valid', admitted: 'admitted', revoked: 'revoked' });

/** The pass of a seat. It never contains a code. */
export const passData = message({
  id: id.meta({ description: 'The seat: the id of the first ticket for it' }),
  version,
  orderId: id,
  serial: count.meta({ description: 'Counts the codes of the seat, starting at 1' }),
  state: passState,
  admittedAt: instant.meta({ description: 'When the pass was used at a door' }).exactOptional(),
});

/** A refund of a captured payment. The order stays complete. */
export const refundData = message({
  id: id.meta({ description: "The payment's id" }),
  version,
  orderId: id,
  stripeId: text.meta({ description: "Stripe's id of the refund, `re_…`" }),
  amount: dollars.meta({ description: 'In dollars, with at most two decimals' }),
  userId: text.meta({ description: 'The buyer' }).exactOptional(),
});

/** Sessions that ended before their tokens expired. */
export const endedSessionsData = message({
  sids: z
    .array(text, { error: 'must be a list' })
    .meta({ description: 'The `sid` claims of their tokens' }),
  until: instant.meta({
    description: 'When the last of their tokens expires. After that, no service has to store them.',
  }),
});

/** A deleted account. */
export const deletedUserData = message({
  id: id.meta({ description: "The user's id" }),
  version: count.meta({ description: 'The last version of the account' }),
});

/** What our publishers add to the data of every event. On the wire, both are one flat object. */
export const eventMeta = z.object({
  eventId: z.string().meta({
    description:
      'Identifies one change. A change has the same id each time its event is published.',
  }),
  occurredAt: z.string().meta({
    format: 'date-time',
    description: 'When the change was made, ISO 8601 in UTC',
  }),
  requestId: z
    .string()
    .meta({ description: 'The id of the HTTP request that caused the change, if one did' })
    .exactOptional(),
  traceparent: z
    .string()
    .meta({
      description: 'The span that published the event, if traces are on (W3C Trace Context)',
    })
    .exactOptional(),
});

/** The schema of each event's data, as a listener accepts it. */
export const eventSchemas = {
  'ticket:created': ticketData,
  'ticket:updated': ticketData,
  'ticket:deleted': ticketData,
  'order:created': newOrderData,
  'order:cancelled': endedOrderData,
  'order:completed': endedOrderData,
  'offer:closed': closedOfferData,
  'expiration:complete': expirationData,
  'payment:created': paymentData,
  'payment:refunded': refundData,
  'pass:updated': passData,
  'session:ended': endedSessionsData,
  'user:deleted': deletedUserData,
} as const satisfies { readonly [S in Subjects]: z.ZodType };
