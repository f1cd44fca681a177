import type { Event } from './event';
import { isText, shape } from './guard';

/** An order's hold ended, by the worker's clock. */
export interface ExpirationState {
  readonly orderId: string;
}

/** The worker says that an order's hold is over; the orders service decides by its own clock. */
export type ExpirationComplete = Event<'expiration:complete', ExpirationState>;

/** Whether `data` is what `expiration:complete` carries. */
export const isExpirationState = shape<ExpirationState>({ orderId: isText });
