import type { output } from 'zod';

import type { eventSchemas } from '../schemas/events';
import type { EventMeta } from './event';
import type { ExpirationCompleteEvent } from './expiration-events';
import type { Immutable } from './immutable';
import type {
  OfferClosedEvent,
  OrderCancelledEvent,
  OrderCompletedEvent,
  OrderCreatedEvent,
} from './order-events';
import type { PassUpdatedEvent } from './pass-events';
import type { PaymentCreatedEvent, PaymentRefundedEvent } from './payment-events';
import type { SessionEndedEvent } from './session-events';
import { Subjects } from './subjects';
import type { TicketCreatedEvent, TicketDeletedEvent, TicketUpdatedEvent } from './ticket-events';
import type { UserDeletedEvent } from './user-events';

export { type ErrorCode, errorStatuses } from './error-code';
export type { Event, EventMeta } from './event';
export type { ExpirationCompleteEvent, ExpirationData } from './expiration-events';
export { type Language, languages } from './language';
export type {
  AccountBody,
  AdmissionBody,
  AdmissionResult,
  CurrentUserBody,
  DoorBody,
  DoorListBody,
  DoorStateBody,
  ErrorBody,
  ErrorItem,
  NewDoorBody,
  OrderBody,
  OrderTimelineBody,
  PassBody,
  PassKeysBody,
  PaymentBody,
  PaymentStatus,
  PublicUserBody,
  TicketBody,
  UserBody,
  UserPayload,
} from './http';
export { isNewerTicket } from './is-newer-ticket';
export { type Id, type Plain, toId } from './id';
export type {
  CancelReason,
  ClosedOfferData,
  EndedOrderData,
  NewOrderData,
  OfferClosedEvent,
  OrderCancelledEvent,
  OrderCompletedEvent,
  OrderCreatedEvent,
  OrderData,
} from './order-events';
export { OrderStatus } from './order-status';
export type { PassData, PassState, PassUpdatedEvent } from './pass-events';
export type {
  PaymentCreatedEvent,
  PaymentData,
  PaymentRefundedEvent,
  RefundData,
} from './payment-events';
export type { BulkReportBody, EventBody, SaleBody, SellerBody } from './sale-answers';
export type { EndedSessionsData, SessionEndedEvent } from './session-events';
export { Subjects } from './subjects';
export type { TicketDetailsData } from './ticket-details';
export type {
  TicketCreatedEvent,
  TicketData,
  TicketDeletedEvent,
  TicketUpdatedEvent,
} from './ticket-events';
export type { DeletedUserData, UserDeletedEvent } from './user-events';

/** Every event that the services exchange. */
export type DomainEvent =
  | TicketCreatedEvent
  | TicketUpdatedEvent
  | TicketDeletedEvent
  | OrderCreatedEvent
  | OrderCancelledEvent
  | OrderCompletedEvent
  | OfferClosedEvent
  | ExpirationCompleteEvent
  | PaymentCreatedEvent
  | PaymentRefundedEvent
  | PassUpdatedEvent
  | SessionEndedEvent
  | UserDeletedEvent;

/** The event of a subject. */
export type EventOf<S extends Subjects> = Extract<DomainEvent, { subject: S }>;

/**
 * The data of an event as a listener receives it: checked, with every id in lower case. A field that only our own
 * publishers send is optional.
 */
export type ReceivedData<E extends DomainEvent> = E extends DomainEvent
  ? Immutable<output<(typeof eventSchemas)[E['subject']]>> & Partial<EventMeta>
  : never;

/** Every subject. */
export const subjects = Object.values(Subjects);
