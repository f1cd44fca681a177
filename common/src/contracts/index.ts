import type { EventMeta } from './event';
import { type ExpirationComplete, isExpirationState } from './expiration-events';
import type { Guard } from './guard';
import {
  isOrderState,
  type OrderCancelled,
  type OrderCompleted,
  type OrderCreated,
} from './order-events';
import { isPaymentState, type PaymentCreated } from './payment-events';
import { isTicketState, type TicketCreated, type TicketUpdated } from './ticket-events';

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
export type {
  CancelReason,
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderState,
} from './order-events';
export { OrderStatus } from './order-status';
export type { PaymentCreated, PaymentState } from './payment-events';
export type { TicketCreated, TicketState, TicketUpdated } from './ticket-events';

/** The registry of events: one that is not in this union does not exist. */
export type DomainEvent =
  | TicketCreated
  | TicketUpdated
  | OrderCreated
  | OrderCancelled
  | OrderCompleted
  | ExpirationComplete
  | PaymentCreated;

/** The name of a channel on the bus. */
export type Subject = DomainEvent['subject'];

/** The event of a subject. */
export type EventOf<S extends Subject> = Extract<DomainEvent, { subject: S }>;

/** What an event of a subject carries of its own. */
export type DataOf<S extends Subject> = EventOf<S>['data'];

/**
 * What is on the wire: an event's own data and what every event carries, in one flat object. Publishers that follow
 * the contract's older form leave the latter out.
 */
export type WireOf<S extends Subject> = DataOf<S> & Partial<EventMeta>;

const guards: { readonly [S in Subject]: Guard<unknown> } = {
  'ticket:created': isTicketState,
  'ticket:updated': isTicketState,
  'order:created': isOrderState,
  'order:cancelled': isOrderState,
  'order:completed': isOrderState,
  'expiration:complete': isExpirationState,
  'payment:created': isPaymentState,
};

/** Every subject there is. */
export const subjects = Object.keys(guards) as readonly Subject[];

/** Whether `data`, parsed from a message, is what the subject's events carry. */
export function isDataOf<S extends Subject>(subject: S, data: unknown): data is WireOf<S> {
  return guards[subject](data);
}
