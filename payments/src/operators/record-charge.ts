import {
  type AggregateStore,
  BadRequestError,
  DuplicateKeyError,
  type ReplicaStore,
  toId,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { ChargeLedger } from '../domain/charge-ledger';
import type { OrderCopy, Payment } from '../domain/payment';

export interface RecordChargeDeps {
  readonly ledger: Pick<ChargeLedger, 'find'>;
  readonly payments: Pick<AggregateStore<Payment>, 'find' | 'insert'>;
  readonly orders: Pick<ReplicaStore<OrderCopy>, 'find'>;
}

/**
 * `POST /charges/:id/record` makes the payment of a charge again that a restore has lost. It is pending, as one whose
 * answer was lost: the settle loop finds its charge, and does what its order needs. Repeating it is harmless.
 */
export function recordCharge({ ledger, payments, orders }: RecordChargeDeps): Router {
  const router = Router();
  router.post('/charges/:id/record', async (request, response) => {
    const {
      orderId: order,
      paymentId,
      amountInCents,
      createdAt,
    } = await ledger.find(request.params.id);
    const [id, orderId] = [toId(paymentId), toId(order)];
    if (!id || !orderId) throw new BadRequestError('Another program made this charge');
    const userId = (await orders.find(orderId))?.userId;
    const payment: Payment = {
      id,
      version: 0,
      orderId,
      ...(userId !== undefined && { userId }),
      slot: orderId,
      amountInCents,
      status: 'pending',
      createdAt,
      askedAt: createdAt,
    };
    try {
      await payments.insert(payment);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      if (!(await payments.find(id))) throw new BadRequestError('The order has another payment');
    }
    response.status(202).end();
  });
  return router;
}
