import type { EventMeta } from './event';
import { type ExpirationComplete, readExpiration } from './expiration-events';
import {
  type OrderCancelled,
  type OrderCompleted,
  type OrderCreated,
  readOrderCreated,
  readOrderEnded,
} from './order-events';
import { type PaymentCreated, readPayment } from './payment-events';
import type { Reader } from './reader';
import { readSessions, type SessionEnded } from './session-events';
import { readTicket, type TicketCreated, type TicketUpdated } from './ticket-events';

export type { Event, EventMeta } from './event';
export type { ExpirationComplete, ExpirationState } from './expiration-events';
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
export {
  type CancelReason,
  type OrderCancelled,
  type OrderCompleted,
  type OrderCreated,
  type OrderCreatedHeard,
  type OrderEndedHeard,
  type OrderState,
  statusAfter,
} from './order-events';
export { OrderStatus } from './order-status';
export type { PaymentCreated, PaymentState } from './payment-events';
export { MalformedDataError } from './reader';
export type { SessionEnded, SessionsState } from './session-events';
export type { TicketCreated, TicketState, TicketUpdated } from './ticket-events';

/** The registry of events: one that is not in this union does not exist. */
export type DomainEvent =
  | TicketCreated
  | TicketUpdated
  | OrderCreated
  | OrderCancelled
  | OrderCompleted
  | ExpirationComplete
  | PaymentCreated
  | SessionEnded;

/** The name of a channel on the bus. */
export type Subject = DomainEvent['subject'];

/** The event of a subject. */
export type EventOf<S extends Subject> = Extract<DomainEvent, { subject: S }>;

/** What an event of a subject carries of its own, as our services say it. */
export type DataOf<S extends Subject> = EventOf<S>['data'];

const readers = {
  'ticket:created': readTicket,
  'ticket:updated': readTicket,
  'order:created': readOrderCreated,
  'order:cancelled': readOrderEnded,
  'order:completed': readOrderEnded,
  'expiration:complete': readExpiration,
  'payment:created': readPayment,
  'session:ended': readSessions,
} as const satisfies { readonly [S in Subject]: Reader<unknown> };

/**
 * What a listener hears: what the published form of the event has, and what is ours beside it where the publisher is
 * one of ours. On the wire an event's data and what every event carries are one flat object.
 */
export type WireOf<S extends Subject> = ReturnType<(typeof readers)[S]> & Partial<EventMeta>;

/** Every subject there is. */
export const subjects = Object.keys(readers) as readonly Subject[];

/**
 * Reads what came in a message of the subject. Its ids become canonical here.
 *
 * @param data parsed from JSON
 * @throws MalformedDataError where that is not what the subject's events carry
 */
export const readDataOf = <S extends Subject>(subject: S, data: unknown): WireOf<S> =>
  readers[subject](data) as WireOf<S>;
