import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Order } from '../../src/domain/order';
import { aPayment, Cancelled, Complete, startService, type TestService } from '../support/service';

let service: TestService;
let order: Order;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  const ticket = await service.aTicket();
  order = await service.orders.create({ userId: 'buyer', ticketId: ticket.id });
});
afterAll(() => service.close());

const del = (id: string, user = 'buyer') =>
  request(service.app).delete(`/api/orders/${id}`).set('Cookie', signedIn(user));

describe('DELETE /api/orders/:orderId', () => {
  it('cancels the order, and publishes everything that a replica stores', async () => {
    await del(order.id).expect(204);

    expect((await service.store.find(order.id))?.status).toBe(Cancelled);
    expect((await service.eventsOf(order.id))[1]).toEqual({
      subject: 'order:cancelled',
      data: {
        id: order.id,
        version: 1,
        status: 'cancelled',
        userId: 'buyer',
        expiresAt: order.expiresAt.toISOString(),
        ticket: { id: order.ticket.id, title: 'Row 1', price: 19.99, version: 0 },
        reason: 'buyer',
      },
    });
  });

  it('cancels it also by its id in upper case', async () => {
    await del(order.id.toUpperCase()).expect(204);

    expect((await service.store.find(order.id))?.status).toBe(Cancelled);
    expect((await service.eventsOf(order.id))[1]).toMatchObject({ data: { id: order.id } });
  });

  it('gives the same answer a second time, and changes nothing', async () => {
    await del(order.id).expect(204);

    await del(order.id).expect(204);

    expect((await service.store.find(order.id))?.version).toBe(1);
  });

  it('cancels once for five concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => del(order.id)));

    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect(await service.eventsOf(order.id)).toHaveLength(2);
  });

  it('refuses an order that is complete', async () => {
    await deliver(service.hear.paid, aPayment(order.id));

    await del(order.id).expect(400, {
      errors: [{ message: 'Cannot cancel a completed order', code: 'ORDER_COMPLETE' }],
    });

    expect((await service.store.find(order.id))?.status).toBe(Complete);
  });

  it('refuses a request without a session, and an order of another user', async () => {
    await request(service.app).delete(`/api/orders/${order.id}`).expect(401);
    await del(order.id, 'somebody else').expect(401);
  });

  it.each([unknownId, 'no-id'])('answers 404 for the order %s', async (id) => {
    await del(id).expect(404);
  });
});
