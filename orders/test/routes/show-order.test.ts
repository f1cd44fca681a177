import { signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Order } from '../../src/domain/order';
import { startService, type TestService } from '../support/service';

let service: TestService;
let order: Order;
beforeAll(async () => {
  service = await startService();
  const ticket = await service.aTicket();
  order = await service.orders.create({ userId: 'buyer', ticketId: ticket.id });
});
afterAll(() => service.close());

const get = (id: string, user = 'buyer') =>
  request(service.app).get(`/api/orders/${id}`).set('Cookie', signedIn(user));

describe('GET /api/orders/:orderId', () => {
  it('shows its buyer the order, without internal fields', async () => {
    const { body } = await get(order.id).expect(200);

    expect(body).toEqual({
      id: order.id,
      status: 'created',
      userId: 'buyer',
      expiresAt: order.expiresAt.toISOString(),
      version: 0,
      ticket: { id: order.ticket.id, title: 'Row 1', price: 19.99, version: 0 },
    });
  });

  it('shows it also by its id in upper case', async () => {
    const { body } = await get(order.id.toUpperCase()).expect(200);

    expect(body).toMatchObject({ id: order.id });
  });

  it('shows the price at which it was ordered, whatever the ticket costs now', async () => {
    await service.orders.keepTicket({ ...order.ticket, version: 1, priceInCents: 9_900 });

    const { body } = await get(order.id).expect(200);

    expect(body).toMatchObject({ ticket: { price: 19.99, version: 0 } });
  });

  it('refuses a request without a session, and an order of another user', async () => {
    await request(service.app).get(`/api/orders/${order.id}`).expect(401);
    await get(order.id, 'somebody else').expect(401, {
      errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }],
    });
  });

  it.each([unknownId, 'no-id', '%ff'])('answers 404 for the order %s', async (id) => {
    await get(id).expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });
});
