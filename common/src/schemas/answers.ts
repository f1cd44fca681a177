import * as z from 'zod';

import { languages } from '../contracts/language';
import { OrderStatus } from '../contracts/order-status';
import { cancelReason, offSale } from './events';
import { count, dollars, lowerCaseId, oneOf, text } from './fields';
import { ticketDetails } from './ticket-details';

const userId = (whose: string) => text.meta({ description: whose });
const price = dollars.meta({
  description: 'In dollars, with at most two decimals',
  examples: [19.99],
});
const version = count.meta({ description: 'Counts the changes, starting at 0' });

/** What `POST /api/users/signup` and `/signin` answer. */
export const userBody = z.strictObject({
  id: userId("The user's id"),
  email: z.string().meta({ examples: ['ann@example.com'] }),
});

/** What `GET /api/users/currentuser` answers. */
export const currentUserBody = z.strictObject({
  currentUser: userBody
    .extend({ iat: count.meta({ description: 'When the session began, in seconds since 1970' }) })
    .nullable()
    .meta({ description: 'Null if there is no valid session' }),
});

const since = z.string().meta({ format: 'date-time', description: 'When the account was made' });
const name = z.string().meta({ description: 'The public name', examples: ['Ann'] });

/** What `GET` and `PUT /api/users/account` answer. */
export const accountBody = userBody.extend({
  name: name.exactOptional(),
  since,
  emailProvenAt: z
    .string()
    .meta({ format: 'date-time', description: 'When the user proved the e-mail address' })
    .exactOptional(),
  language: z
    .enum(languages)
    .meta({ description: 'The language of the mails to the user' })
    .exactOptional(),
});

/** What `GET /api/users/:id/public` answers: what everybody may know of a user. */
export const publicUserBody = z.strictObject({ name: name.exactOptional(), since });

/** What `GET /api/users/account/export` answers: all that auth stores about the user, except hashes. */
export const accountExportBody = z.strictObject({
  account: accountBody,
  sessions: z
    .array(z.strictObject({ endsAt: z.string().meta({ format: 'date-time' }) }))
    .meta({ description: 'The sessions that have not ended' }),
  mails: z
    .array(
      z.strictObject({
        kind: z.string().meta({ examples: ['bought'] }),
        state: z.enum(['waiting', 'sent', 'dropped']),
        sentAt: z.string().meta({ format: 'date-time' }).exactOptional(),
      }),
    )
    .meta({ description: 'The mails to the user, the newest first, at most 1,000' }),
});

/** What the routes of tickets answer. The list of the tickets on sale has no `heldUntil`, `sold` and `soldAt`. */
export const ticketBody = z.strictObject({
  id: lowerCaseId,
  title: z.string().meta({ examples: ['Jazz at the Harbour, row 4'] }),
  price,
  userId: userId('The seller'),
  version,
  orderId: lowerCaseId
    .meta({ description: 'The order that reserved or bought the ticket' })
    .exactOptional(),
  offSale: offSale.exactOptional(),
  heldUntil: z
    .string()
    .meta({
      format: 'date-time',
      description: 'When the reservation ends, if the ticket is not paid',
    })
    .exactOptional(),
  sold: z.literal(true).meta({ description: 'The ticket is sold' }).exactOptional(),
  soldAt: z.string().meta({ format: 'date-time', description: 'When it was sold' }).exactOptional(),
  admittedAt: z
    .string()
    .meta({
      format: 'date-time',
      description: 'When the pass was used. Only in the list of the own tickets.',
    })
    .exactOptional(),
  admittedDoor: z
    .string()
    .meta({ description: 'The door where it was used. Only in the list of the own tickets.' })
    .exactOptional(),
  conflicts: z
    .array(
      z.strictObject({
        door: z.string().meta({ description: 'The name of the door' }),
        at: z.string().meta({ format: 'date-time' }),
      }),
    )
    .meta({
      description:
        'Where a door without a connection let the same pass in again. Only in the list of the own tickets.',
    })
    .exactOptional(),
  ...ticketDetails,
});

/** What the routes of orders answer. The answer to a new order has no `cancelReason`. */
export const orderBody = z.strictObject({
  id: lowerCaseId,
  status: oneOf(OrderStatus),
  userId: userId('The buyer'),
  expiresAt: z.string().meta({ format: 'date-time', description: 'When the reservation ends' }),
  version,
  ticket: z
    .strictObject({
      id: lowerCaseId,
      title: z.string(),
      price,
      version: count.meta({ description: 'The version of the ticket that was ordered' }),
      userId: userId('The seller').exactOptional(),
      ...ticketDetails,
    })
    .meta({ description: 'The ticket as it was when it was ordered' }),
  cancelReason: cancelReason.exactOptional(),
});

/** The states of a payment that its buyer may see. */
export const paymentStatus = z.enum(['pending', 'authorised', 'captured', 'failed', 'released']);

/** What `GET /api/orders/:orderId/timeline` answers: what happened to the order, oldest first. */
export const orderTimelineBody = z.strictObject({
  steps: z.array(
    z.strictObject({
      what: oneOf({ ordered: 'ordered', completed: 'completed', cancelled: 'cancelled' }),
      at: z.string().meta({ format: 'date-time', description: 'When it happened' }),
      heldUntil: z
        .string()
        .meta({ format: 'date-time', description: 'When the reservation of a new order ends' })
        .exactOptional(),
      reason: cancelReason.exactOptional(),
    }),
  ),
});

/** What `POST /api/payments` answers: the id of the payment. */
export const newPaymentBody = z.strictObject({ id: lowerCaseId });

/** What `GET /api/payments/:orderId` answers: the newest attempt to pay for the order. */
export const paymentBody = z.strictObject({
  id: lowerCaseId,
  orderId: lowerCaseId,
  status: paymentStatus,
  amount: price.exactOptional(),
  authorisedAt: z
    .string()
    .meta({ format: 'date-time', description: 'When the card was charged' })
    .exactOptional(),
  card: z
    .strictObject({
      brand: z.string().meta({ examples: ['Visa'] }),
      last4: z.string().meta({ description: 'The last four digits', examples: ['4242'] }),
    })
    .exactOptional(),
  refunded: z
    .strictObject({
      amount: price,
      at: z.string().meta({ format: 'date-time' }),
    })
    .meta({ description: 'The refund of a captured payment' })
    .exactOptional(),
});
