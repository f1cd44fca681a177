import { type PaymentBody, toDollars } from '@ticketing-dev/common';

import { brandName } from '../domain/card-brand';
import type { Payment } from '../domain/payment';
import { toStatus } from '../domain/payment-status';

/** A payment as it is answered. */
export function toAnswer(payment: Payment): PaymentBody {
  const { id, orderId, status, amountInCents, authorisedAt, card, refund, refundedAt } = payment;
  const amount = toDollars(amountInCents);
  return {
    id,
    orderId,
    status: toStatus(status),
    amount,
    ...(authorisedAt && { authorisedAt: authorisedAt.toISOString() }),
    ...(card && { card: { brand: brandName(card.brand), last4: card.last4 } }),
    ...(refund === 'done' && refundedAt && { refunded: { amount, at: refundedAt.toISOString() } }),
  };
}
