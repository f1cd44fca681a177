import type { Id } from '@ticketing-dev/common';
import { signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { Cancelled, Complete, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => {
  service.gateway.isAway = false;
  service.gateway.captureAnswer = undefined;
});

const show = (orderId: string, user = 'buyer') =>
  request(service.app).get(`/api/payments/${orderId}`).set('Cookie', signedIn(user));

const pay = (orderId: Id, token = 'tok_visa') =>
  service.payments.pay({ userId: 'buyer', orderId, token });

describe('GET /api/payments/:orderId', () => {
  it('shows a payment that is authorised', async () => {
    const { id: orderId } = await service.anOrder();
    const id = await pay(orderId);

    const { body } = await show(orderId).expect(200);

    const { authorisedAt, ...rest } = body as { authorisedAt: string };
    const card = { brand: 'Visa', last4: '4242' };
    expect(rest).toEqual({ id, orderId, status: 'authorised', amount: 19.99, card });
    expect(Date.parse(authorisedAt)).toBeLessThanOrEqual(Date.now());
    expect((await show(orderId.toUpperCase()).expect(200)).body).toEqual(body);
  });

  it('shows the newest attempt', async () => {
    const { id: orderId } = await service.anOrder();
    await expect(pay(orderId, 'tok_chargeDeclined')).rejects.toThrow();
    const first = await show(orderId).expect(200);
    const id = await pay(orderId);

    expect(first.body).toEqual({
      id: expect.any(String) as string,
      orderId,
      status: 'failed',
      amount: 19.99,
    });
    const { body } = await show(orderId).expect(200);
    expect(body).toMatchObject({ id, orderId, status: 'authorised' });
  });

  it('shows a payment that waits for Stripe as pending', async () => {
    const { id: orderId } = await service.anOrder();
    service.gateway.isAway = true;
    await expect(pay(orderId)).rejects.toThrow();

    const { body } = await show(orderId).expect(200);

    expect(body).toMatchObject({ status: 'pending' });
  });

  it.each([
    ['captured', Complete],
    ['released', Cancelled],
  ])('shows one that is %s', async (status, ended) => {
    const order = await service.anOrder();
    const id = await pay(order.id);
    await service.anOrder({ ...order, version: 1, status: ended });
    await service.payments.settle();

    const { body } = await show(order.id).expect(200);
    expect(body).toMatchObject({ id, orderId: order.id, status });
  });

  it('shows a payment whose money is lost as failed', async () => {
    const order = await service.anOrder();
    const id = await pay(order.id);
    await service.anOrder({ ...order, version: 1, status: Complete });
    service.gateway.captureAnswer = { kind: 'impossible', cause: 'lapsed' };
    await service.payments.settle();

    const { body } = await show(order.id).expect(200);
    expect(body).toMatchObject({ id, orderId: order.id, status: 'failed' });
  });

  it('refuses a request without a session, and an order of another user', async () => {
    const { id } = await service.anOrder();

    await request(service.app).get(`/api/payments/${id}`).expect(401);
    await show(id, 'thief').expect(401, {
      errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }],
    });
  });

  it.each([unknownId, 'no-id', '%00'])('answers 404 for the order %s', async (orderId) => {
    await show(orderId).expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });

  it('answers 404 for an order without a payment', async () => {
    const { id } = await service.anOrder();

    await show(id).expect(404);
  });
});
