import { isoTime, toDollars } from '@ticketing-dev/common';

import type { Payment } from '../domain/payment';

/** An attempt to pay, as operators see it. It has no token. */
export const attempt = ({
  id,
  orderId,
  userId,
  status,
  amountInCents,
  stripeId,
  card,
  ...payment
}: Payment) => ({
  id,
  orderId,
  userId,
  status,
  amount: toDollars(amountInCents),
  stripeId,
  card: card && `${card.brand} ${card.last4}`,
  createdAt: isoTime(payment.createdAt),
  authorisedAt: isoTime(payment.authorisedAt),
  failure: payment.failure,
  refund: payment.refund,
  refundId: payment.refundId,
  refundedAt: isoTime(payment.refundedAt),
});

export type Attempt = ReturnType<typeof attempt>;
