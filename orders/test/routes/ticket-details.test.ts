import { deliver, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { startService, type TestService, ticketState } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const details = {
  eventName: 'Jazz',
  startsAt: '2099-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  seat: '12',
  faceValue: 25.5,
};

describe('the event and the seat of an ordered ticket', () => {
  it('are in the order and its events as they were when it was ordered', async () => {
    const ticket = { id: service.store.nextId(), version: 0, title: 'Row 1', priceInCents: 1_999 };
    await deliver(service.hear.ticketCreated, { ...ticketState(ticket), ...details });
    const as = (user: string) => ({ Cookie: signedIn(user) });

    const { body } = await request(service.app)
      .post('/api/orders')
      .set(as('buyer'))
      .send({ ticketId: ticket.id })
      .expect(201);
    const order = body as { id: typeof ticket.id };
    const moved = { ...ticketState({ ...ticket, version: 1 }), ...details, seat: '13' };
    await deliver(service.hear.ticketUpdated, moved);
    await deliver(service.hear.paid, { id: ticket.id, orderId: order.id, stripeId: 'ch_1' });

    const shown = await request(service.app).get(`/api/orders/${order.id}`).set(as('buyer'));
    expect(body).toMatchObject({ ticket: { id: ticket.id, price: 19.99, version: 0, ...details } });
    expect(shown.body).toMatchObject({ status: 'complete', ticket: details });
    expect(await service.eventsOf(order.id)).toMatchObject([
      { subject: 'order:created', data: { ticket: details } },
      { subject: 'order:completed', data: { ticket: details } },
    ]);
  });
});
