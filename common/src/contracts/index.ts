import type { EventMeta } from './event';
import { type ExpirationCompleteEvent, readExpiration } from './expiration-events';
import {
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  readEndedOrder,
  readNewOrder,
} from './order-events';
import { type PaymentCreatedEvent, readPayment } from './payment-events';
import type { Reader } from './reader';
import { readSessions, type SessionEndedEvent } from './session-events';
import type { Subjects } from './subjects';
import { readTicket, type TicketCreatedEvent, type TicketUpdatedEvent } from './ticket-events';

export { type ErrorCode, errorStatuses } from './error-code';
export type { Event, EventMeta } from './event';
export type { ExpirationCompleteEvent, ExpirationData } from './expiration-events';
export type {
  CurrentUserBody,
  ErrorBody,
  ErrorItem,
  OrderBody,
  PaymentBody,
  PaymentStatus,
  TicketBody,
  UserBody,
  UserPayload,
} from './http';
export { type Id, type Plain, toId } from './id';
export type {
  CancelReason,
  EndedOrderData,
  NewOrderData,
  OrderCancelledEvent,
  OrderCompletedEvent,
  OrderCreatedEvent,
  OrderData,
} from './order-events';
export { OrderStatus } from './order-status';
export type { PaymentCreatedEvent, PaymentData } from './payment-events';
export { MalformedDataError } from './reader';
export type { EndedSessionsData, SessionEndedEvent } from './session-events';
export { Subjects } from './subjects';
export type { TicketCreatedEvent, TicketData, TicketUpdatedEvent } from './ticket-events';

/** Every event that the services exchange. */
export type DomainEvent =
  | TicketCreatedEvent
  | TicketUpdatedEvent
  | OrderCreatedEvent
  | OrderCancelledEvent
  | OrderCompletedEvent
  | ExpirationCompleteEvent
  | PaymentCreatedEvent
  | SessionEndedEvent;

/** The event of a subject. */
export type EventOf<S extends Subjects> = Extract<DomainEvent, { subject: S }>;

const readers = {
  'ticket:created': readTicket,
  'ticket:updated': readTicket,
  'order:created': readNewOrder,
  'order:cancelled': readEndedOrder,
  'order:completed': readEndedOrder,
  'expiration:complete': readExpiration,
  'payment:created': readPayment,
  'session:ended': readSessions,
} as const satisfies { readonly [S in Subjects]: Reader<unknown> };

/**
 * The data of an event as a listener receives it: checked, with every id in lower case. A field that only our own
 * publishers send is optional.
 */
export type ReceivedData<E extends DomainEvent> = E extends DomainEvent
  ? ReturnType<(typeof readers)[E['subject']]> & Partial<EventMeta>
  : never;

/** Every subject. */
export const subjects = Object.keys(readers) as readonly Subjects[];

/**
 * Reads the data of a message. Its ids become canonical here.
 *
 * @param data the message, parsed from JSON
 * @throws MalformedDataError when it is not the data of an event of this subject
 */
export const readDataOf = <S extends Subjects>(
  subject: S,
  data: unknown,
): ReceivedData<EventOf<S>> => readers[subject](data) as ReceivedData<EventOf<S>>;
