import { type AggregateStore, BadRequestError, toId } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Payment } from '../domain/payment';
import { attempt } from './attempt';

const newest = 500;

/** `GET /payments?user=ID`: the payments of a buyer, newest first. Payments of older builds do not name their buyer. */
export function listPayments(payments: Pick<AggregateStore<Payment>, 'query'>): Router {
  const router = Router();
  router.get('/payments', async ({ query }, response) => {
    const userId = toId(query['user']);
    if (!userId) throw new BadRequestError('Give user, with an id of 24 digits');
    const found = await payments.query({ where: { userId }, order: 'newest first', limit: newest });
    response.json(found.map(attempt));
  });
  return router;
}
