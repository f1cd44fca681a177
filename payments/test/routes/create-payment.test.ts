import type { ErrorCode } from '@ticketing-dev/common';
import { signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { cards } from '../support/fake-gateway';
import {
  Cancelled,
  Complete,
  notIdempotent,
  startService,
  type TestService,
} from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => {
  service.gateway.isAway = false;
  service.gateway.at = () => undefined;
});

const post = (body: unknown, user = 'buyer', on = service) =>
  request(on.app)
    .post('/api/payments')
    .set('Cookie', signedIn(user))
    .send(body as object);

const pay = (orderId: string, token = 'tok_visa', on = service) =>
  post({ orderId, token }, 'buyer', on);

const says = (message: string, code: ErrorCode, field?: string) => ({
  errors: [field === undefined ? { message, code } : { message, field, code }],
});

const chargesOf = (orderId: string, on = service) =>
  on.gateway.charges.filter((charge) => charge.orderId === orderId);

describe('POST /api/payments', () => {
  it('authorises the price of the order in cents, and publishes one event', async () => {
    const order = await service.anOrder();

    const { body } = await pay(order.id).expect(201);

    expect(body).toEqual({ id: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
    const [charge] = chargesOf(order.id);
    expect(charge).toMatchObject({ amountInCents: 1_999, paymentId: body.id, state: 'held' });
    expect(await service.eventsOf(body.id)).toEqual([
      {
        subject: 'payment:created',
        data: { id: body.id, orderId: order.id, stripeId: charge?.stripeId },
      },
    ]);
  });

  it('charges one of ten concurrent payments, and refuses the others', async () => {
    const order = await service.anOrder();

    const answers = await Promise.all(cards.slice(0, 10).map((card) => pay(order.id, card)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = answers.filter(({ status }) => status === 400);
    expect(others.map(({ body }): unknown => body)).toEqual(
      Array.from({ length: 9 }, () => says('Payment already in progress', 'PAYMENT_IN_PROGRESS')),
    );
    expect(chargesOf(order.id)).toHaveLength(1);
  });

  it('answers 201 to one of ten concurrent payments with one card, and charges once', async () => {
    const order = await service.anOrder();

    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(order.id)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(9);
    expect(chargesOf(order.id)).toHaveLength(1);
  });

  it('returns the same payment to ten clicks with one Idempotency-Key, also if all of them run', async () => {
    const all = await startService({ LIMITS: 'off' }, { idempotent: notIdempotent });
    const order = await all.anOrder();

    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        pay(order.id, 'tok_visa', all).set('Idempotency-Key', 'attempt-1'),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(({ body }) => String(body.id))).size).toBe(1);
    expect(chargesOf(order.id, all)).toHaveLength(1);
    await all.close();
  });

  it('would charge twice without the unique index', async () => {
    const unguarded = await startService();
    await unguarded.connection.collection('payments').dropIndex('slot_1');
    const order = await unguarded.anOrder();

    await Promise.all(cards.slice(0, 10).map((card) => pay(order.id, card, unguarded)));

    expect(chargesOf(order.id, unguarded).length).toBeGreaterThan(1);
    await unguarded.close();
  });

  it("answers a decline in Stripe's words, and lets another card pay", async () => {
    const order = await service.anOrder();

    await pay(order.id, 'tok_chargeDeclined').expect(
      400,
      says('Your card was declined.', 'CARD_REFUSED'),
    );
    await pay(order.id).expect(201);

    expect(await service.paymentsOf(order.id)).toMatchObject([
      { status: 'failed' },
      { status: 'authorised' },
    ]);
  });

  it('answers 503 if Stripe is unavailable, and settles the payment later', async () => {
    const order = await service.anOrder();
    service.gateway.isAway = true;

    const { headers, body } = await pay(order.id).expect(503);

    expect(headers['retry-after']).toBeDefined();
    expect(body).toEqual(
      says('Stripe is not available right now, please try again', 'UNAVAILABLE'),
    );
    expect(await service.paymentsOf(order.id)).toMatchObject([{ status: 'pending' }]);
  });

  it('releases the money if the order is cancelled during the call of Stripe', async () => {
    const order = await service.anOrder();
    service.gateway.at = async (moment) => {
      if (moment === 'after authorise') {
        await service.anOrder({ ...order, version: 1, status: Cancelled });
      }
    };

    await pay(order.id).expect(400, says('Cannot pay for an cancelled order', 'ORDER_CANCELLED'));

    expect(chargesOf(order.id)).toMatchObject([{ state: 'released' }]);
    expect(await service.paymentsOf(order.id)).toMatchObject([{ status: 'released' }]);
  });

  it.each([
    ['Cannot pay for an cancelled order', 'ORDER_CANCELLED', { status: Cancelled }],
    ['Cannot pay for an order that is paid', 'ORDER_COMPLETE', { status: Complete }],
    ['Cannot pay for an expired order', 'ORDER_EXPIRED', { expiresAt: new Date().toISOString() }],
  ] as const)('refuses: %s', async (message, code, overrides) => {
    const order = await service.anOrder(overrides);

    await pay(order.id).expect(400, says(message, code));

    expect(chargesOf(order.id)).toEqual([]);
  });

  it('refuses an order of another user', async () => {
    const order = await service.anOrder();

    await post({ orderId: order.id, token: 'tok_visa' }, 'thief').expect(
      401,
      says('Not authorized', 'NOT_AUTHORIZED'),
    );
  });

  it('answers 404 for an order that it has not received', async () => {
    await pay(unknownId).expect(404, says('Not Found', 'NOT_FOUND'));
  });

  it('refuses a request without a session, before anything else', async () => {
    await request(service.app)
      .post('/api/payments')
      .send({})
      .expect(401, says('Not authorized', 'NOT_AUTHORIZED'));
  });

  it.each([undefined, '', '  ', 5, null, { $gt: '' }, ['tok_visa'], '\ud800', 'x'.repeat(300)])(
    'refuses the token %j',
    async (token) => {
      const order = await service.anOrder();

      await post({ orderId: order.id, token }).expect(
        400,
        says('Token is required', 'INVALID_REQUEST', 'token'),
      );
    },
  );

  it.each([
    ['4242424242424242', '************4242'],
    ['4242 4242 4242 4242', '**** **** **** 4242'],
    ['tok_4242424242424242', 'tok_************4242'],
    ['\uff14\uff12'.repeat(8), '************\uff14\uff12\uff14\uff12'],
    ['acct_1', 'acct_1'],
    ['src_1', 'src_1'],
    ['tok_', 'tok_'],
    ['tok_ü', 'tok_ü'],
    ['tok_\n\t1', 'tok_\n\t1'],
    ["tok_1'; --", "tok_1'; --"],
  ])('refuses the unknown token %j, without a call of Stripe or a write', async (token, shown) => {
    const order = await service.anOrder();
    const callsBefore = service.gateway.calls.length;

    await pay(order.id, token).expect(400, says(`No such token: '${shown}'`, 'CARD_REFUSED'));

    expect(service.gateway.calls).toHaveLength(callsBefore);
    expect(await service.paymentsOf(order.id)).toEqual([]);
  });

  it('accepts a card of Stripe', async () => {
    const order = await service.anOrder();

    service.gateway.scripted = { kind: 'authorised', stripeId: 'ch_of_the_card' };

    await pay(order.id, 'card_1NXWPn2eZvKYlo2C').expect(201);
  });

  it('refuses an Idempotency-Key that looks like a card number, and stores nothing', async () => {
    const order = await service.anOrder();

    await pay(order.id)
      .set('Idempotency-Key', '4242-4242-4242-4242')
      .expect(400, says('Idempotency-Key must not contain a card number', 'INVALID_REQUEST'));

    expect(await service.paymentsOf(order.id)).toEqual([]);
  });

  it('gives no details if Stripe refuses our account', async () => {
    const order = await service.anOrder();
    service.gateway.scripted = { kind: 'denied', cause: new Error('Your account is closed') };

    const { body, headers } = await pay(order.id).expect(503);

    expect(body).toEqual(
      says('Payment is not possible right now, please try again later', 'UNAVAILABLE'),
    );
    expect(headers['retry-after']).toBeDefined();
    expect(await service.paymentsOf(order.id)).toMatchObject([{ status: 'failed' }]);
  });

  it.each([undefined, '', 'no-id', 123, { $gt: '' }, ['a'.repeat(24)], 'x'.repeat(24)])(
    'refuses the order id %j',
    async (orderId) => {
      await post({ orderId, token: 'tok_visa' }).expect(
        400,
        says('OrderId is required', 'INVALID_REQUEST', 'orderId'),
      );
    },
  );
});
