import { errorHandler } from '@ticketing-dev/common';
import express from 'express';
import request from 'supertest';

import { recordCharge } from '../../src/operators/record-charge';
import { Complete, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const record = (charge: { readonly orderId?: string; readonly paymentId?: string }) => {
  const found = {
    id: 'ch_1',
    createdAt: new Date(Date.now() - 60 * 60_000),
    status: 'succeeded',
    amountInCents: 1_999,
    refundedInCents: 0,
    isCaptured: true,
    isRefunded: false,
    orderId: undefined,
    paymentId: undefined,
    ...charge,
  };
  const router = recordCharge({
    ledger: { find: () => Promise.resolve(found) },
    payments: service.store,
    orders: service.orders,
  });
  return request(express().use(router, errorHandler)).post('/charges/ch_1/record');
};

describe('POST /charges/:id/record', () => {
  it('makes the payment of a complete order again, and the settle loop finds its charge', async () => {
    const order = await service.anOrder();
    const { id: orderId } = order;
    const paymentId = await service.payments.pay({ userId: 'buyer', orderId, token: 'tok_visa' });
    await service.anOrder({ ...order, version: 1, status: Complete });
    await service.payments.settle();
    await service.connection.collection('payments').deleteMany({ orderId });

    await record({ orderId, paymentId }).expect(202);
    await record({ orderId, paymentId }).expect(202);
    await service.payments.settle();
    await service.payments.settle();

    expect(await service.paymentsOf(orderId)).toMatchObject([
      { status: 'captured', amountInCents: 1_999, stripeId: expect.any(String) as string },
    ]);
  });

  it('refuses a charge of an order that has another payment', async () => {
    const { id: orderId } = await service.anOrder();
    await service.payments.pay({ userId: 'buyer', orderId, token: 'tok_visa' });

    await record({ orderId, paymentId: service.newId() }).expect(400);
  });

  it('refuses a charge of another program', () => record({}).expect(400));
});
