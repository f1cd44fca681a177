import type { Id } from '@ticketing-dev/common';
import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { badOffers } from '../support/bad-offers';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const post = (body?: unknown) =>
  request(service.app)
    .post('/api/tickets')
    .set('Cookie', signedIn('seller'))
    .send(body as object);

describe('POST /api/tickets', () => {
  it('puts a ticket on sale', async () => {
    const { body } = await post({ title: 'Row 1', price: 19.99 }).expect(201);

    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      title: 'Row 1',
      price: 19.99,
      userId: 'seller',
      version: 0,
    });
  });

  it('accepts a price as text', async () => {
    const { body } = await post({ title: 'Row 1', price: '20.50' }).expect(201);

    expect(body).toMatchObject({ price: 20.5 });
  });

  it('accepts the lowest price that Stripe charges', async () => {
    await post({ title: 'Row 1', price: '.5' }).expect(201);
  });

  it('stores a title in one form, without invisible characters', async () => {
    const { body } = await post({ title: ' Cafe\u0301 \u202e99.1$\u0000 👨‍👩‍👧\n', price: 5 }).expect(
      201,
    );

    expect(body).toMatchObject({ title: 'Café 99.1$ 👨‍👩‍👧' });
  });

  it('counts the characters of a title as people do', async () => {
    await post({ title: '👨‍👩‍👧‍👦'.repeat(200), price: 5 }).expect(201);
  });

  it('publishes one event, written with the ticket', async () => {
    const { body } = await post({ title: 'Row 2', price: 5 }).expect(201);
    const ticket = body as { id: Id };

    expect(await service.eventsOf(ticket.id)).toEqual([
      {
        subject: 'ticket:created',
        data: { id: ticket.id, version: 0, title: 'Row 2', price: 5, userId: 'seller' },
      },
    ]);
  });

  it('ignores fields that a seller may not set', async () => {
    const { body } = await post({
      title: 'Row 3',
      price: 5,
      userId: 'somebody else',
      version: 7,
      orderId: 'o',
      outbox: [],
      _id: 'ffffffffffffffffffffffff',
    }).expect(201);

    expect(body).toMatchObject({ userId: 'seller', version: 0 });
    expect(body).not.toHaveProperty('orderId');
  });

  it('refuses a request without a session', async () => {
    await request(service.app)
      .post('/api/tickets')
      .send({ title: 'x', price: 5 })
      .expect(401, { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] });
  });

  it.each(badOffers)('refuses %s', async (_what, body, errors) => {
    await post(body).expect(400, { errors });
  });
});
