import type { PaymentBody } from '@ticketing-dev/common';

import type { Outcome, Tools } from '../outcome';

/** Refunds the whole price of a complete order. Repeated, it refunds nothing more. */
export async function refund({ ask }: Tools, orderId: string, reason: string): Promise<Outcome> {
  const path = `/refunds/${encodeURIComponent(orderId)}`;
  const payment = await ask.change<PaymentBody>('payments', { path, reason });
  const { refunded } = payment;
  return {
    lines: [
      refunded
        ? `Refunded ${refunded.amount.toFixed(2)} for the order ${payment.orderId}, at ${refunded.at}`
        : `The refund of the order ${payment.orderId} is requested`,
    ],
    json: payment,
  };
}
