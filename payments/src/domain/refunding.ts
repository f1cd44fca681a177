import {
  BadRequestError,
  DependencyError,
  type Id,
  NotFoundError,
  type ReplicaStore,
} from '@ticketing-dev/common';

import type { ChargingDeps } from './charging';
import type { OrderCopy, Payment } from './payment';
import { paymentRefunded } from './payment-events';
import type { RewritePayment } from './rewrite';

export interface RefundingDeps extends ChargingDeps {
  readonly orders: ReplicaStore<OrderCopy>;
}

export type Refunding = ReturnType<typeof createRefunding>;

/** Refunds captured payments. A refund is written down before it is sent, and its order stays complete. */
export function createRefunding(
  { payments, orders, gateway, now, logger }: RefundingDeps,
  rewrite: RewritePayment,
) {
  const request = (payment: Payment): Promise<Payment> =>
    rewrite(payment, ({ refund }) =>
      refund === 'requested' || refund === 'done'
        ? undefined
        : { changes: { refund: 'requested', refundAskedAt: now() } },
    );

  /** The refund and its event are one write. Of several concurrent writers, only the first one writes it. */
  const note = async (payment: Payment, refundId: string): Promise<Payment> => {
    const userId = payment.userId ?? (await orders.find(payment.orderId))?.userId;
    return rewrite(payment, ({ refund }) =>
      refund === 'done'
        ? undefined
        : {
            changes: { refund: 'done', refundedAt: now(), refundId },
            announce: (next) => paymentRefunded({ ...next, refundId }, userId),
          },
    );
  };

  /**
   * Sends a refund that is written down, and writes what Stripe answers.
   *
   * @throws DependencyError if Stripe's answer is unknown; the refund stays requested
   * @throws BadRequestError if Stripe refuses the refund
   */
  const send = async (payment: Payment): Promise<Payment> => {
    const { id, orderId, stripeId } = payment;
    if (stripeId === undefined) throw new Error(`the captured payment ${id} has no Stripe id`);
    const answer = await gateway.refund(id, stripeId);
    switch (answer.kind) {
      case 'refunded': {
        const noted = await note(payment, answer.stripeId);
        logger.info({ paymentId: id, orderId, refundId: answer.stripeId }, 'refunded a payment');
        return noted;
      }
      case 'refused':
        logger.error({ paymentId: id, orderId, reason: answer.message }, 'a refund was refused');
        await rewrite(payment, ({ refund }) =>
          refund === 'requested' ? { changes: { refund: 'refused' } } : undefined,
        );
        throw new BadRequestError(`Stripe refuses the refund: ${answer.message}`);
      case 'unknown':
        throw new DependencyError('Stripe', { cause: answer.cause });
    }
  };

  return {
    send,

    /**
     * Refunds the captured payment of an order. A payment that is refunded already is returned as it is.
     *
     * @throws DependencyError if Stripe's answer is unknown; the settle loop repeats the request
     */
    async refund(orderId: Id): Promise<Payment> {
      const [payment] = await payments.query({
        where: { slot: orderId },
        order: 'newest first',
        limit: 1,
      });
      if (!payment) throw new NotFoundError();
      if (payment.status !== 'captured')
        throw new BadRequestError('Only a captured payment can be refunded');
      const requested = await request(payment);
      return requested.refund === 'done' ? requested : send(requested);
    },
  };
}
