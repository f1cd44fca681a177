import { errorHandler } from '@ticketing-dev/common';
import express from 'express';
import request from 'supertest';

import { listPayments } from '../../src/operators/list-payments';
import { startService, type TestService } from '../support/service';

const userId = 'd'.repeat(24);

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const ask = (query: string) =>
  request(express().use(listPayments(service.store), errorHandler)).get(`/payments?${query}`);

describe('GET /payments', () => {
  it('lists the payments of a buyer, newest first, with their charges and without tokens', async () => {
    const [declined, paid] = [
      await service.anOrder({ userId }),
      await service.anOrder({ userId, id: service.newId() }),
    ];
    const pay = (orderId: typeof paid.id, token: string) =>
      service.payments.pay({ userId, orderId, token });
    await expect(pay(declined.id, 'tok_chargeDeclined')).rejects.toThrow('declined');
    await pay(paid.id, 'tok_visa');

    const { body, text } = await ask(`user=${userId.toUpperCase()}`).expect(200);

    expect(body).toMatchObject([
      { orderId: paid.id, status: 'authorised', amount: 19.99, card: 'visa 4242' },
      { orderId: declined.id, status: 'failed', failure: 'Your card was declined.' },
    ]);
    expect(text).not.toContain('tok_');
  });

  it('refuses a request without a user', async () => {
    await ask('').expect(400);
  });
});
