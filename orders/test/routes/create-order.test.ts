import type { Id } from '@ticketing-dev/common';
import { anId, signedIn, spellingsOf, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { Cancelled, Created, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const post = (body: unknown, user = 'buyer', headers: Record<string, string> = {}) =>
  request(service.app)
    .post('/api/orders')
    .set('Cookie', signedIn(user))
    .set(headers)
    .send(body as object);

const reserved = { errors: [{ message: 'Ticket is already reserved', code: 'TICKET_RESERVED' }] };

describe('POST /api/orders', () => {
  it('holds the ticket for a quarter of an hour, at its current price and title', async () => {
    const ticket = await service.aTicket({ version: 3 });
    const before = Date.now();

    const { body } = await post({ ticketId: ticket.id }).expect(201);

    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      status: Created,
      userId: 'buyer',
      expiresAt: expect.any(String) as string,
      version: 0,
      ticket: { id: ticket.id, title: 'Row 1', price: 19.99, version: 3 },
    });
    const heldFor = Date.parse((body as { expiresAt: string }).expiresAt) - before;
    expect(heldFor / 1000).toBeGreaterThanOrEqual(900);
    expect(heldFor / 1000).toBeLessThan(930);
  });

  it('publishes one event, written with the order', async () => {
    const ticket = await service.aTicket();
    const { body } = await post({ ticketId: ticket.id }).expect(201);

    expect(await service.eventsOf((body as { id: Id }).id)).toEqual([
      { subject: 'order:created', data: body as object },
    ]);
  });

  it('refuses a reserved ticket, also to its own buyer', async () => {
    const ticket = await service.aTicket();
    await post({ ticketId: ticket.id }).expect(201);

    await post({ ticketId: ticket.id }, 'somebody else').expect(400, reserved);
    await post({ ticketId: ticket.id }).expect(400, reserved);
  });

  it('returns the same order to a buyer who repeats the request with the same Idempotency-Key', async () => {
    const ticket = await service.aTicket();
    const key = { 'Idempotency-Key': 'attempt-1' };
    const first = await post({ ticketId: ticket.id }, 'buyer', key).expect(201);

    const second = await post({ ticketId: ticket.id }, 'buyer', key).expect(201);

    expect(second.body).toEqual(first.body);
    await post({ ticketId: ticket.id }, 'thief', key).expect(400, reserved);
    expect(await service.ordersOf(ticket.id)).toHaveLength(1);
  });

  it('takes a ticket whose order was cancelled', async () => {
    const ticket = await service.aTicket();
    const first = await post({ ticketId: ticket.id }).expect(201);
    await service.orders.cancel((first.body as { id: Id }).id, 'buyer');

    await post({ ticketId: ticket.id }, 'somebody else').expect(201);
  });

  it('sells a ticket whose hold is over, even if it is not expired yet', async () => {
    const ticket = await service.aTicket();
    const overdue = await service
      .another({ holdSeconds: 0 })
      .create({ userId: 'slow', ticketId: ticket.id });

    await post({ ticketId: ticket.id }, 'quick').expect(201);

    expect((await service.store.find(overdue.id))?.status).toBe(Cancelled);
    expect(await service.eventsOf(overdue.id)).toMatchObject([
      { subject: 'order:created' },
      { subject: 'order:cancelled', data: { reason: 'expired' } },
    ]);
  });

  it('sells a ticket whose hold is over to one of twenty concurrent buyers', async () => {
    const ticket = await service.aTicket();
    await service.another({ holdSeconds: 0 }).create({ userId: 'slow', ticketId: ticket.id });

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post({ ticketId: ticket.id }, `buyer ${i}`)),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    expect(await service.ordersOf(ticket.id)).toHaveLength(2);
  });

  it('sells the ticket to one of fifty concurrent buyers, and refuses the others', async () => {
    const ticket = await service.aTicket();

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => post({ ticketId: ticket.id }, `buyer ${i}`)),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 400 && body)).toHaveLength(49);
    expect(await service.ordersOf(ticket.id)).toHaveLength(1);
  });

  it('makes one order of ten concurrent spellings of one id, twenty times', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ticket = await service.aTicket({
        id: anId(`abcdef${service.store.nextId().slice(6)}`),
      });
      const spellings = spellingsOf(ticket.id, 10);

      const answers = await Promise.all(
        spellings.map((ticketId, i) => post({ ticketId }, `buyer ${i}`)),
      );

      expect(answers.map(({ status }) => status).sort()).toEqual([
        201,
        ...Array.from({ length: 9 }, () => 400),
      ]);
      const made = await service.ordersOf(ticket.id);
      expect(made).toMatchObject([{ slot: ticket.id, ticket: { id: ticket.id } }]);
    }
  });

  it('refuses a reserved ticket in every spelling of its id, and returns the same order to its buyer', async () => {
    const ticket = await service.aTicket();
    const key = { 'Idempotency-Key': 'attempt-2' };
    const first = await post({ ticketId: ticket.id.toUpperCase() }, 'buyer', key).expect(201);

    expect(first.body).toMatchObject({ ticket: { id: ticket.id } });
    await post({ ticketId: ticket.id }, 'thief').expect(400, reserved);
    const again = await post({ ticketId: ticket.id }, 'buyer', key).expect(201);
    expect(again.body).toEqual(first.body);
  });

  it('would sell it twice without the unique index', async () => {
    const unguarded = await startService();
    await unguarded.connection.collection('orders').dropIndex('slot_1');
    const ticket = await unguarded.aTicket();

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        request(unguarded.app)
          .post('/api/orders')
          .set('Cookie', signedIn(`buyer ${i}`))
          .send({ ticketId: ticket.id }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(1);
    await unguarded.close();
  });

  it('refuses a request without a session', async () => {
    await request(service.app).post('/api/orders').send({}).expect(401);
  });

  it.each([
    undefined,
    {},
    { ticketId: '' },
    { ticketId: 5 },
    { ticketId: { $gt: '' } },
    { ticketId: ['x'] },
    { ticketId: 'no-id' },
    { ticketId: [unknownId] },
    { ticketId: `${unknownId} ` },
  ])('refuses %p', async (body) => {
    await post(body).expect(400, {
      errors: [
        { message: 'TicketId must be provided', field: 'ticketId', code: 'INVALID_REQUEST' },
      ],
    });
  });

  it('answers 404 for a ticket that it has not received', async () => {
    await post({ ticketId: unknownId }).expect(404, {
      errors: [{ message: 'Not Found', code: 'NOT_FOUND' }],
    });
  });
});
