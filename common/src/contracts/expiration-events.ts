import type { Event } from './event';
import type { Id } from './id';
import { id, shape } from './reader';
import type { Subjects } from './subjects';

/** The end of an order's time to pay, by the expiration worker's clock. */
export interface ExpirationData {
  readonly orderId: Id;
}

/** An order's time to pay is over. The orders service checks that by its database's clock. */
export type ExpirationCompleteEvent = Event<Subjects.ExpirationComplete, ExpirationData>;

/** Reads the data of `expiration:complete`. */
export const readExpiration = shape<ExpirationData>({ orderId: id });
