import { deliver, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { anOrder, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

describe('GET /api/tickets/:id', () => {
  it('shows a ticket without a session', async () => {
    const { id } = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 1_999 });

    await request(service.app)
      .get(`/api/tickets/${id}`)
      .expect(200, { id, title: 'Row 1', price: 19.99, userId: 'seller', version: 0 });
  });

  it('shows it also by its id in upper case', async () => {
    const { id } = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 1_999 });

    const { body } = await request(service.app).get(`/api/tickets/${id.toUpperCase()}`).expect(200);

    expect(body).toMatchObject({ id });
  });

  it('names the order that holds it', async () => {
    const ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 1_999 });
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    const { body } = await request(service.app).get(`/api/tickets/${ticket.id}`).expect(200);

    expect(body).toMatchObject({ orderId: order.id, version: 1 });
  });

  it.each([unknownId, 'no-id', '%ff', '..%2f'])('answers 404 for the ticket %s', async (id) => {
    await request(service.app)
      .get(`/api/tickets/${id}`)
      .expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });
});
