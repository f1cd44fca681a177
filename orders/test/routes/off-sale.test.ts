import { deliver, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { TicketCopy } from '../../src/domain/order';
import { TicketDeletedListener } from '../../src/events/listeners/ticket-deleted-listener';
import { Complete, startService, type TestService, ticketState } from '../support/service';

let service: TestService;
let listener: TicketDeletedListener;
beforeAll(async () => {
  service = await startService();
  listener = new TicketDeletedListener(service.another());
});
afterAll(() => service.close());

const order = (ticketId: string) =>
  request(service.app).post('/api/orders').set('Cookie', signedIn('buyer')).send({ ticketId });
const wish = (ticket: TicketCopy) =>
  deliver(listener, { ...ticketState(ticket), version: 1, offSale: 'requested' });

describe('POST /api/orders for a ticket that is taken off sale', () => {
  it('answers 400, and no order is listed', async () => {
    const ticket = await service.aTicket();
    expect(await wish(ticket)).toBe('acked');

    await order(ticket.id).expect(400, {
      errors: [{ message: 'This ticket is no longer on sale', code: 'TICKET_OFF_SALE' }],
    });
    const [closing] = await service.ordersOf(ticket.id);
    const { id = '' } = closing ?? {};
    for (const user of ['buyer', 'seller']) {
      const as = { Cookie: signedIn(user) };
      await request(service.app).get('/api/orders').set(as).expect(200, []);
      await request(service.app).get(`/api/orders/${id}`).set(as).expect(404);
      await request(service.app).delete(`/api/orders/${id}`).set(as).expect(404);
    }
  });

  it('answers 400 also before this instance has received the wish', async () => {
    const ticket = await service.aTicket();
    await wish(ticket);
    await service.connection.collection('tickets').updateMany({}, { $unset: { isOffSale: '' } });

    const { body } = await order(ticket.id).expect(400);

    expect(body).toMatchObject({ errors: [{ code: 'TICKET_OFF_SALE' }] });
  });

  it('decides with the wish, in fifty races: one order or off sale, never both', async () => {
    const ends = { sold: 0, closed: 0 };
    for (let round = 0; round < 50; round += 1) {
      const ticket = await service.aTicket();

      const [answer] = await Promise.all([order(ticket.id), wish(ticket)]);

      const stored = await service.ordersOf(ticket.id);
      expect(stored).toHaveLength(1);
      expect(answer.status).toBe(stored[0]?.isClosing ? 400 : 201);
      ends[stored[0]?.isClosing ? 'closed' : 'sold'] += 1;
    }
    expect(ends.sold + ends.closed).toBe(50);
  });

  it('leaves the ticket to its buyer if it is paid', async () => {
    const ticket = await service.aTicket();
    const { body } = await order(ticket.id).expect(201);
    const { id } = body as { id: string };
    await wish(ticket);

    await deliver(service.hear.paid, { id: ticket.id, orderId: id, stripeId: 'ch_1' });
    await wish({ ...ticket, version: 2 });

    expect(await service.ordersOf(ticket.id)).toMatchObject([{ id, status: Complete }]);
  });
});
