import type { output } from 'zod';

import type { paymentData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** An authorised payment. */
export type PaymentData = Immutable<output<typeof paymentData>>;

/** An order's price was authorised on a card. It is captured when the order is complete. */
export type PaymentCreatedEvent = Event<Subjects.PaymentCreated, PaymentData>;
