import type { output } from 'zod';

import type {
  accountBody,
  currentUserBody,
  orderBody,
  orderTimelineBody,
  paymentBody,
  paymentStatus,
  publicUserBody,
  ticketBody,
  userBody,
} from '../schemas/answers';
import type {
  admissionBody,
  admissionResult,
  doorBody,
  doorListBody,
  doorStateBody,
  newDoorBody,
  passBody,
  passKeysBody,
} from '../schemas/pass-answers';
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

/** What `GET /api/orders/:orderId/timeline` answers: what happened to the order, oldest first. */
export type OrderTimelineBody = Immutable<output<typeof orderTimelineBody>>;

/** The states of a payment that its buyer may see. */
export type PaymentStatus = output<typeof paymentStatus>;

/** What `GET /api/payments/:orderId` answers: the newest attempt to pay for the order. */
export type PaymentBody = Immutable<output<typeof paymentBody>>;

/** What `GET /api/tickets/passes/:orderId` answers: the pass of a completed order, for its buyer. */
export type PassBody = Immutable<output<typeof passBody>>;

/** What `GET /api/tickets/passes/keys` answers. */
export type PassKeysBody = Immutable<output<typeof passKeysBody>>;

/** A door: its link admits the passes of one seller's event. */
export type DoorBody = Immutable<output<typeof doorBody>>;

/** What `POST /api/tickets/doors` answers. Only this answer contains the token. */
export type NewDoorBody = Immutable<output<typeof newDoorBody>>;

/** What `GET /api/tickets/door` answers. */
export type DoorStateBody = Immutable<output<typeof doorStateBody>>;

/** What a door is told of a code. Only `admitted` opens it. */
export type AdmissionResult = output<typeof admissionResult>;

/** What `POST /api/tickets/door/admissions` answers. */
export type AdmissionBody = Immutable<output<typeof admissionBody>>;

/** What `POST /api/tickets/door/list` answers. */
export type DoorListBody = Immutable<output<typeof doorListBody>>;
