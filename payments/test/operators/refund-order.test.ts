import { errorHandler } from '@ticketing-dev/common';
import { unknownId } from '@ticketing-dev/common/testing';
import express from 'express';
import request from 'supertest';

import { refundOrder } from '../../src/operators/refund-order';
import { Complete, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => {
  service.gateway.isAway = false;
});

const refund = (orderId: string) =>
  request(express().use(refundOrder(service.payments), errorHandler)).post(`/refunds/${orderId}`);

const aSoldOrder = async () => {
  const order = await service.anOrder();
  const payment = await service.payments.pay({
    userId: 'buyer',
    orderId: order.id,
    token: 'tok_mastercard',
  });
  await service.anOrder({ ...order, version: 1, status: Complete });
  await service.payments.settle();
  return { orderId: order.id, id: payment };
};

describe('POST /refunds/:orderId', () => {
  it('refunds the payment of the order, once', async () => {
    const { orderId, id } = await aSoldOrder();

    const first = await refund(orderId.toUpperCase()).expect(200);
    const second = await refund(orderId).expect(200);

    expect(first.body).toMatchObject({
      id,
      orderId,
      status: 'captured',
      amount: 19.99,
      card: { brand: 'Mastercard', last4: '4444' },
      refunded: { amount: 19.99, at: expect.any(String) as string },
    });
    expect(second.body).toEqual(first.body);
    expect(service.gateway.calls.filter((call) => call === 'refund')).toHaveLength(1);
  });

  it('answers 503 while Stripe is away, and the settle loop repeats the request', async () => {
    const { orderId } = await aSoldOrder();
    service.gateway.isAway = true;

    await refund(orderId).expect(503);

    const [payment] = await service.paymentsOf(orderId);
    expect(payment).toMatchObject({ status: 'captured', refund: 'requested' });
  });

  it('refuses an order that is not paid yet', async () => {
    const { id } = await service.anOrder();
    await service.payments.pay({ userId: 'buyer', orderId: id, token: 'tok_visa' });

    await refund(id).expect(400, {
      errors: [{ message: 'Only a captured payment can be refunded', code: 'BAD_REQUEST' }],
    });
  });

  it.each([unknownId, 'no-id'])('answers 404 for the order %s', async (orderId) => {
    await refund(orderId).expect(404);
  });
});
