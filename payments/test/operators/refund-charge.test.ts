import { errorHandler, NotFoundError } from '@ticketing-dev/common';
import express from 'express';
import request from 'supertest';

import { refundCharge } from '../../src/operators/refund-charge';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const released: string[][] = [];
let isAway = false;
afterEach(() => {
  released.length = 0;
  isAway = false;
});

/** A charge at Stripe that names this payment. */
const refund = (paymentId: string | undefined, chargeId = 'ch_1') => {
  const charge = {
    id: 'ch_1',
    createdAt: new Date(0),
    status: 'succeeded',
    amountInCents: 1_999,
    refundedInCents: 0,
    isCaptured: true,
    isRefunded: false,
    orderId: 'a'.repeat(24),
    paymentId,
  };
  const router = refundCharge({
    ledger: {
      find: (id) =>
        id === charge.id ? Promise.resolve(charge) : Promise.reject(new NotFoundError()),
    },
    gateway: {
      release(...asked) {
        released.push(asked);
        return Promise.resolve(isAway ? { kind: 'unknown', cause: 'away' } : { kind: 'done' });
      },
    },
    payments: service.store,
  });
  return request(express().use(router, errorHandler)).post(`/charges/${chargeId}/refund`);
};

describe('POST /charges/:id/refund', () => {
  it('refunds a charge whose payment is not on record', async () => {
    const paymentId = service.newId();

    await refund(paymentId).expect(204);

    expect(released).toEqual([[paymentId, 'ch_1']]);
  });

  it('refuses a charge whose payment is on record', async () => {
    const { id: orderId } = await service.anOrder();
    const paymentId = await service.payments.pay({ userId: 'buyer', orderId, token: 'tok_visa' });

    await refund(paymentId).expect(400);

    expect(released).toEqual([]);
  });

  it('refuses a charge of another program', async () => {
    await refund(undefined).expect(400);
    await refund('not an id').expect(400);

    expect(released).toEqual([]);
  });

  it('knows no other charges', () => refund(service.newId(), 'ch_2').expect(404));

  it('answers 503 while Stripe is away', async () => {
    isAway = true;

    await refund(service.newId()).expect(503);
  });
});
