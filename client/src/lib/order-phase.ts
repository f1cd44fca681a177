import { type OrderBody, OrderStatus, type PaymentBody } from '@ticketing-dev/common/contracts';

/**
 * The state that the buyer sees. `ending` is the short time between the reservation's end and the order's cancellation.
 */
export type OrderPhase =
  | 'awaiting-payment'
  | 'paying'
  | 'ending'
  | 'completed'
  | 'cancelled'
  | 'expired'
  | 'hold-ended-first';

export function orderPhase(order: OrderBody, payment: PaymentBody | null, now: number): OrderPhase {
  const hasEnded = Date.parse(order.expiresAt) <= now;
  const isExpired = order.cancelReason ? order.cancelReason === 'expired' : hasEnded;
  const isTaken = payment !== null && payment.status !== 'failed';

  switch (order.status) {
    case OrderStatus.Complete:
      return 'completed';
    case OrderStatus.Cancelled:
      if (!isExpired) return 'cancelled';
      return isTaken ? 'hold-ended-first' : 'expired';
    case OrderStatus.Created:
    case OrderStatus.AwaitingPayment:
      if (isTaken) return 'paying';
      return hasEnded ? 'ending' : 'awaiting-payment';
  }
}

export function isFinal(phase: OrderPhase): boolean {
  return !['awaiting-payment', 'paying', 'ending'].includes(phase);
}
