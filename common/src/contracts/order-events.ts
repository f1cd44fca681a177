import type { output } from 'zod';

import type {
  cancelReason,
  closedOfferData,
  endedOrderData,
  newOrderData,
  orderData,
} from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** An order as the orders service publishes it, with the ticket as it was when it was ordered. */
export type OrderData = Immutable<output<typeof orderData>>;

/** Why an order was cancelled: by its buyer, or because it was not paid in time. */
export type CancelReason = output<typeof cancelReason>;

/** The data of `order:created`. What is optional here is always there when our orders service is the publisher. */
export type NewOrderData = Immutable<output<typeof newOrderData>>;

/** The data of an order that has ended. What is optional here is always there when our orders service is the publisher. */
export type EndedOrderData = Immutable<output<typeof endedOrderData>>;

/** An order was placed. Its ticket is reserved until `expiresAt`. */
export type OrderCreatedEvent = Event<Subjects.OrderCreated, NewOrderData>;

/** An order was cancelled, or its time to pay ran out. Its ticket is free again. */
export type OrderCancelledEvent = Event<Subjects.OrderCancelled, EndedOrderData>;

/** An order was paid. Its ticket is sold. */
export type OrderCompletedEvent = Event<Subjects.OrderCompleted, EndedOrderData>;

/** The record that takes a ticket off sale. */
export type ClosedOfferData = Immutable<output<typeof closedOfferData>>;

/** A ticket is off sale: no order of it can be placed any more. */
export type OfferClosedEvent = Event<Subjects.OfferClosed, ClosedOfferData>;
