import type { AggregateStore, Check, Clock, Finding } from '@ticketing-dev/common';

import type { Payment } from '../domain/payment';
import { unsettledStates } from '../domain/payment-status';

/** Longer than Stripe is away in an ordinary outage. */
const acceptedMs = 5 * 60_000;
const most = 100;

/** Finds payments that wait for Stripe, and those that it refused for good. */
export const check =
  (payments: Pick<AggregateStore<Payment>, 'query'>, now: Clock): Check =>
  async () => {
    const before = new Date(now().getTime() - acceptedMs);
    const page = { order: 'oldest first', limit: most } as const;
    const [unsettled, failed, requested, refused] = await Promise.all([
      payments.query({
        ...page,
        where: { status: unsettledStates },
        atMost: { createdAt: before },
      }),
      payments.query({ ...page, where: { status: 'capture_failed' } }),
      payments.query({
        ...page,
        where: { refund: 'requested' },
        atMost: { refundAskedAt: before },
      }),
      payments.query({ ...page, where: { refund: 'refused' } }),
    ]);
    return [
      ...finding(unsettled, 'are unsettled for over 5 minutes', 'payment-unsettled'),
      ...finding(failed, 'of sold tickets cannot be captured', 'payment-unsettled'),
      ...finding(requested, 'wait for their refund for over 5 minutes', 'refund-an-order'),
      ...finding(refused, 'have a refund that Stripe refused', 'refund-an-order'),
    ];
  };

function finding(found: readonly Payment[], what: string, page: string): Finding[] {
  const [first] = found;
  if (!first) return [];
  const count = found.length === most ? `${most} or more` : found.length;
  return [{ problem: `${count} payments ${what}, such as of order ${first.orderId}`, page }];
}
