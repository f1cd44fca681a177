import { type AggregateStore, toId } from '@ticketing-dev/common';
import { Router } from 'express';

import type { ChargeLedger } from '../domain/charge-ledger';
import type { Payment } from '../domain/payment';
import { attempt } from './attempt';

export interface ListChargesDeps {
  readonly ledger: ChargeLedger;
  readonly payments: Pick<AggregateStore<Payment>, 'query'>;
}

/** `GET /charges?after=ID`: a page of Stripe's charges, newest first, each with its payment on record. */
export function listCharges({ ledger, payments }: ListChargesDeps): Router {
  const router = Router();
  router.get('/charges', async ({ query }, response) => {
    const after = typeof query['after'] === 'string' ? query['after'] : undefined;
    const charges = await ledger.page(after);
    const ids = charges.flatMap(({ paymentId }) => toId(paymentId) ?? []);
    const found = await payments.query({
      where: { id: ids },
      order: 'newest first',
      limit: Math.max(ids.length, 1),
    });
    const byId = new Map<string, Payment>(found.map((payment) => [payment.id, payment]));
    response.json(
      charges.map((charge) => {
        const payment = byId.get(charge.paymentId ?? '');
        return { ...charge, ...(payment && { payment: attempt(payment) }) };
      }),
    );
  });
  return router;
}
