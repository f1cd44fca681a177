import type { output } from 'zod';

import type {
  accountBody,
  currentUserBody,
  orderBody,
  paymentBody,
  paymentStatus,
  publicUserBody,
  ticketBody,
  userBody,
} from '../schemas/answers';
import type { Immutable } from './immutable';

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly errors: readonly ErrorItem[];
}

/** One thing that is wrong with a request. */
export interface ErrorItem {
  /** For people. */
  readonly message: string;
  /** The field of the body or the query that it is about, if it is about one. */
  readonly field?: string;
  /** For programs: an {@link ErrorCode} in every answer of ours. */
  readonly code?: string;
}

/** The user of a session: the claims of its JWT. */
export interface UserPayload {
  readonly id: string;
  readonly email: string;
  /** When the session began, in seconds since 1970. */
  readonly iat?: number;
}

/** What `POST /api/users/signup` and `/signin` answer. */
export type UserBody = Immutable<output<typeof userBody>>;

/** What `GET /api/users/currentuser` answers. */
export type CurrentUserBody = Immutable<output<typeof currentUserBody>>;

/** What `GET` and `PUT /api/users/account` answer. */
export type AccountBody = Immutable<output<typeof accountBody>>;

/** What `GET /api/users/:id/public` answers. */
export type PublicUserBody = Immutable<output<typeof publicUserBody>>;

/** What the routes of tickets answer. The list of the tickets on sale has no `heldUntil`, `sold` and `soldAt`. */
export type TicketBody = Immutable<output<typeof ticketBody>>;

/** What the routes of orders answer. The answer to a new order has no `cancelReason`. */
export type OrderBody = Immutable<output<typeof orderBody>>;

/** The states of a payment that its buyer may see. */
export type PaymentStatus = output<typeof paymentStatus>;

/** What `GET /api/payments/:orderId` answers: the newest attempt to pay for the order. */
export type PaymentBody = Immutable<output<typeof paymentBody>>;
