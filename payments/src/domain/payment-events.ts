import {
  type PaymentCreatedEvent,
  type PaymentRefundedEvent,
  Subjects,
  toDollars,
} from '@ticketing-dev/common';

import type { Payment } from './payment';

export const paymentCreated = ({
  id,
  orderId,
  stripeId,
}: Payment & { readonly stripeId: string }): PaymentCreatedEvent => ({
  subject: Subjects.PaymentCreated,
  data: { id, orderId, stripeId },
});

/** @param userId the buyer */
export const paymentRefunded = (
  { id, version, orderId, amountInCents, refundId }: Payment & { readonly refundId: string },
  userId: string | undefined,
): PaymentRefundedEvent => ({
  subject: Subjects.PaymentRefunded,
  data: {
    id,
    version,
    orderId,
    stripeId: refundId,
    amount: toDollars(amountInCents),
    ...(userId === undefined ? {} : { userId }),
  },
});
