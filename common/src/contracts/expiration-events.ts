import type { Event } from './event';
import type { Id } from './id';
import { id, shape } from './reader';

/** An order's hold ended, by the worker's clock. */
export interface ExpirationState {
  readonly orderId: Id;
}

/** The worker says that an order's hold is over; the orders service decides by its own clock. */
export type ExpirationComplete = Event<'expiration:complete', ExpirationState>;

/** Reads what `expiration:complete` carries. */
export const readExpiration = shape<ExpirationState>({ orderId: id });
