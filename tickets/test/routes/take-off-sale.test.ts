import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Ticket } from '../../src/domain/ticket';
import { OfferClosedListener } from '../../src/events/listeners/offer-closed-listener';
import {
  anOrder,
  anOrderId,
  cancelled,
  completed,
  startService,
  type TestService,
} from '../support/service';

const seat = { eventName: 'Jazz', seat: '12' };
let service: TestService;
let ticket: Ticket;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
});
afterAll(() => service.close());

const send = (method: 'delete' | 'put', id: string = ticket.id, user = 'seller') =>
  request(service.app)[method](`/api/tickets/${id}`).set('Cookie', signedIn(user));
const now = async () =>
  (await request(service.app).get(`/api/tickets/${ticket.id}`)).body as object;
const closed = (ticketId: string) =>
  deliver(new OfferClosedListener(service.tickets), { id: anOrderId(), version: 0, ticketId });
const subjects = async () =>
  (await service.eventsOf(ticket.id)).map(({ subject, data }) => [
    subject,
    (data as Ticket).version,
  ]);

describe('DELETE /api/tickets/:id', () => {
  it('asks orders, and is done when orders has closed the offer', async () => {
    const { body } = await send('delete').expect(200);
    expect(body).toMatchObject({ id: ticket.id, version: 1, offSale: 'requested' });
    expect((await service.eventsOf(ticket.id))[1]).toEqual({
      subject: 'ticket:deleted',
      data: body,
    });

    expect(await closed(ticket.id)).toBe('acked');

    expect(await now()).toMatchObject({ version: 2, offSale: 'done' });
  });

  it('hides the ticket from the list immediately', async () => {
    const ids = async () => {
      const { body } = await request(service.app).get('/api/tickets').expect(200);
      return (body as Ticket[]).map(({ id }) => id);
    };
    expect(await ids()).toContain(ticket.id);

    await send('delete').expect(200);

    expect(await ids()).not.toContain(ticket.id);
  });

  it('changes nothing the second time, nor does a second closing', async () => {
    await send('delete').expect(200);
    await closed(ticket.id);

    const { body } = await send('delete').expect(200);
    await closed(ticket.id);

    expect(body).toMatchObject({ version: 2, offSale: 'done' });
    expect(await subjects()).toEqual([
      ['ticket:created', 0],
      ['ticket:deleted', 1],
      ['ticket:deleted', 2],
    ]);
  });

  it('asks again when the order ends that held the ticket', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await send('delete').expect(200);

    await deliver(service.hear.cancelled, cancelled(order));

    expect(await subjects()).toEqual([
      ['ticket:created', 0],
      ['ticket:updated', 1],
      ['ticket:deleted', 2],
      ['ticket:deleted', 3],
    ]);
  });

  it('asks again also if the order’s end arrives before the order', async () => {
    const order = anOrder(ticket);
    await send('delete').expect(200);

    await deliver(service.hear.cancelled, cancelled(order));
    await deliver(service.hear.created, order);

    expect((await subjects()).at(-1)).toEqual(['ticket:deleted', 2]);
  });

  it('is refused for a sold ticket', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await deliver(service.hear.completed, completed(order));

    await send('delete').expect(400, {
      errors: [{ message: 'Cannot take a sold ticket off sale', code: 'TICKET_SOLD' }],
    });
  });

  it('does not show a ticket as on its way off sale that was sold meanwhile', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await send('delete').expect(200);

    await deliver(service.hear.completed, completed(order));

    expect(await now()).toMatchObject({ sold: true });
    expect(await now()).not.toHaveProperty('offSale');
  });

  it('refuses changes of the ticket from then on', async () => {
    await send('delete').expect(200);

    await send('put')
      .send({ title: 'Row 2', price: 5 })
      .expect(400, {
        errors: [{ message: 'Cannot edit a ticket that is off sale', code: 'TICKET_OFF_SALE' }],
      });
  });

  it('frees the seat for another ticket of its seller when it is done', async () => {
    const offer = { title: 'Row 1', priceInCents: 2_000, details: seat };
    const { id } = await service.tickets.create('seller', offer);
    await service.tickets.takeOffSale(id, 'seller');
    await expect(service.tickets.create('seller', offer)).rejects.toThrow('on sale already');

    await closed(id);

    await service.tickets.create('seller', offer);
  });

  it('refuses a request without a session, one of another user, and an unknown ticket', async () => {
    await request(service.app).delete(`/api/tickets/${ticket.id}`).expect(401);
    await send('delete', ticket.id, 'somebody else').expect(401);
    await send('delete', unknownId).expect(404);
    await send('delete', 'no-id').expect(404);
  });
});
