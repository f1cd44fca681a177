import type { output } from 'zod';

import type { paymentData, refundData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** An authorised payment. */
export type PaymentData = Immutable<output<typeof paymentData>>;

/** An order's price was authorised on a card. It is captured when the order is complete. */
export type PaymentCreatedEvent = Event<Subjects.PaymentCreated, PaymentData>;

/** A refund of a captured payment. */
export type RefundData = Immutable<output<typeof refundData>>;

/** A captured payment was refunded. Its order stays complete, but its pass opens no door any more. */
export type PaymentRefundedEvent = Event<Subjects.PaymentRefunded, RefundData>;
