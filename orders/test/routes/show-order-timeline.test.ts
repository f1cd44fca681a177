import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { aPayment, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const get = (id: string, user = 'buyer') =>
  request(service.app).get(`/api/orders/${id}/timeline`).set('Cookie', signedIn(user));

const anOrder = async () => {
  const { id: ticketId } = await service.aTicket();
  return service.orders.create({ userId: 'buyer', ticketId });
};
const at = expect.any(String) as string;

describe('GET /api/orders/:orderId/timeline', () => {
  it('says when the order was made, and until when the ticket is held', async () => {
    const { id, expiresAt } = await anOrder();

    const { body } = await get(id.toUpperCase()).expect(200);

    expect(body).toEqual({ steps: [{ what: 'ordered', at, heldUntil: expiresAt.toISOString() }] });
  });

  it('says when it was completed', async () => {
    const { id } = await anOrder();
    await deliver(service.hear.paid, aPayment(id));

    const { body } = await get(id).expect(200);

    expect(body).toMatchObject({ steps: [{ what: 'ordered' }, { what: 'completed', at }] });
  });

  it('says who cancelled it', async () => {
    const { id } = await anOrder();
    await service.orders.cancel(id, 'buyer');

    const { body } = await get(id).expect(200);

    expect(body.steps[1]).toEqual({ what: 'cancelled', at, reason: 'buyer' });
  });

  it('is the same when its events are published and in the log', async () => {
    const { id } = await anOrder();
    const before = await get(id);
    const events = await service.store.pendingOf([id]);
    await service.store.record(events);
    await service.store.remove(events);

    expect((await get(id)).body).toEqual(before.body);
  });

  it('is for its buyer only', async () => {
    const { id } = await anOrder();

    await get(id, 'another').expect(401);
    await request(service.app).get(`/api/orders/${id}/timeline`).expect(401);
    await get(unknownId).expect(404);
    await get('1').expect(404);
  });
});
