import { type AggregateStore, BadRequestError, DependencyError, toId } from '@ticketing-dev/common';
import { Router } from 'express';

import type { ChargeLedger } from '../domain/charge-ledger';
import type { Payment } from '../domain/payment';
import type { PaymentGateway } from '../domain/payment-gateway';

export interface RefundChargeDeps {
  readonly ledger: Pick<ChargeLedger, 'find'>;
  readonly gateway: Pick<PaymentGateway, 'release'>;
  readonly payments: Pick<AggregateStore<Payment>, 'find'>;
}

/**
 * `POST /charges/:id/refund` refunds a charge that has no payment on record, or releases it if it is not captured. There
 * is such a charge only after a restore to a time before it. Repeating it is harmless.
 */
export function refundCharge({ ledger, gateway, payments }: RefundChargeDeps): Router {
  const router = Router();
  router.post('/charges/:id/refund', async (request, response) => {
    const charge = await ledger.find(request.params.id);
    const paymentId = toId(charge.paymentId);
    if (paymentId === undefined)
      throw new BadRequestError('Another program made this charge. Refund it there');
    if (await payments.find(paymentId))
      throw new BadRequestError('This charge has a payment on record. Refund its order');
    const answer = await gateway.release(paymentId, charge.id);
    if (answer.kind === 'unknown') throw new DependencyError('Stripe', { cause: answer.cause });
    response.status(204).end();
  });
  return router;
}
