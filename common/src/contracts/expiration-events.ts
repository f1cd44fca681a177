import type { output } from 'zod';

import type { expirationData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** The end of an order's time to pay, by the expiration worker's clock. */
export type ExpirationData = Immutable<output<typeof expirationData>>;

/** An order's time to pay is over. The orders service checks that by its database's clock. */
export type ExpirationCompleteEvent = Event<Subjects.ExpirationComplete, ExpirationData>;
