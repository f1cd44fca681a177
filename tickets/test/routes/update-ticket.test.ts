import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { createApp } from '../../src/app';
import type { Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';
import { badOffers } from '../support/bad-offers';
import { anOrder, cancelled, startService, type TestService } from '../support/service';

let service: TestService;
let ticket: Ticket;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
});
afterAll(() => service.close());

const put = (id: string, body: unknown, user = 'seller', app = service.app) =>
  request(app)
    .put(`/api/tickets/${id}`)
    .set('Cookie', signedIn(user))
    .send(body as object);
const offer = { title: 'Row 2', price: 25 };

describe('PUT /api/tickets/:id', () => {
  it('changes title and price, and publishes that', async () => {
    const { body } = await put(ticket.id, offer).expect(200);

    expect(body).toEqual({ id: ticket.id, ...offer, userId: 'seller', version: 1 });
    expect((await service.eventsOf(ticket.id))[1]).toEqual({
      subject: 'ticket:updated',
      data: body,
    });
  });

  it('changes it also by its id in upper case', async () => {
    const { body } = await put(ticket.id.toUpperCase(), offer).expect(200);

    expect(body).toMatchObject({ id: ticket.id, version: 1 });
    expect((await service.eventsOf(ticket.id))[1]).toMatchObject({ data: { id: ticket.id } });
  });

  it('makes no new version of an unchanged ticket', async () => {
    const { body } = await put(ticket.id, { title: 'Row 1', price: '20.00' }).expect(200);

    expect(body).toMatchObject({ version: 0 });
    expect(await service.eventsOf(ticket.id)).toHaveLength(1);
  });

  it('makes fifty concurrent changes one after another, and the last one remains', async () => {
    const titles = Array.from({ length: 50 }, (_, i) => `Row ${i + 2}`);

    const answers = await Promise.all(titles.map((title) => put(ticket.id, { title, price: 5 })));

    const bodies = answers.map(({ body }) => body as Ticket);
    const versions = bodies.map(({ version }) => version);
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 200));
    expect(versions.sort((a, b) => a - b)).toEqual(titles.map((_, i) => i + 1));
    expect(bodies.find(({ version }) => version === 50)?.title).toBe(
      (await service.store.find(ticket.id))?.title,
    );
    expect(await service.eventsOf(ticket.id)).toHaveLength(51);
  });

  it('makes fifty concurrent changes in two instances', async () => {
    const other = createApp({
      ...service.deps,
      tickets: createTickets({ ...service, tickets: service.store }),
    });

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        put(ticket.id, { title: `Row ${i + 2}`, price: 5 }, 'seller', i % 2 ? other : service.app),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect((await service.store.find(ticket.id))?.version).toBe(50);
  });

  it('keeps a price that is below the minimum, but does not change it to another low one', async () => {
    const cheap = await service.store.find(ticket.id);
    if (!cheap) throw new Error('no ticket');
    await service.store.transition(cheap, { priceInCents: 10 });

    await put(ticket.id, { title: 'Row 3', price: 0.1 }).expect(200);
    await put(ticket.id, { title: 'Row 3', price: 0.11 }).expect(400, {
      errors: [{ message: 'Price must be at least 0.50', field: 'price', code: 'INVALID_REQUEST' }],
    });
    await put(ticket.id, { title: 'Row 3', price: 0.5 }).expect(200);
  });

  it('refuses a reserved ticket until it is free again', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await put(ticket.id, offer).expect(400, {
      errors: [{ message: 'Cannot edit a reserved ticket', code: 'TICKET_RESERVED' }],
    });

    await deliver(service.hear.cancelled, cancelled(order));

    await put(ticket.id, offer).expect(200);
  });

  it('refuses a request without a session, and one of another user', async () => {
    await request(service.app).put(`/api/tickets/${ticket.id}`).send(offer).expect(401);
    await put(ticket.id, offer, 'somebody else').expect(401, {
      errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }],
    });
  });

  it.each([unknownId, 'no-id', '%00', '123'])('answers 404 for the ticket %s', async (id) => {
    await put(id, offer).expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });

  it.each(badOffers)('refuses %s', async (_what, body, errors) => {
    await put(ticket.id, body).expect(400, { errors });
  });
});
