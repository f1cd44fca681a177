import {
  anId,
  deliver,
  MemoryAggregateStore,
  MemoryReplicaStore,
} from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';
import { anOrder, cancelled, completed, startService, type TestService } from '../support/service';

let service: TestService;
let ticket: Ticket;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
});
afterAll(() => service.close());

const shown = async (): Promise<unknown> =>
  (await request(service.app).get(`/api/tickets/${ticket.id}`).expect(200)).body;
const onSale = () => ({ id: ticket.id, title: 'Row 1', price: 20, userId: 'seller' });

describe('GET /api/tickets/:id', () => {
  it('says until when the ticket is held, and that it is free again', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    expect(await shown()).toEqual({
      ...onSale(),
      version: 1,
      orderId: order.id,
      heldUntil: '2026-01-01T12:15:00.000Z',
    });

    await deliver(service.hear.cancelled, cancelled(order));

    expect(await shown()).toEqual({ ...onSale(), version: 2 });
  });

  it('says that the ticket is sold, and when, but not to whom', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    const soldAt = '2026-01-01T12:10:00.000Z';
    await deliver(service.hear.completed, { ...completed(order), occurredAt: soldAt });

    const { id: orderId } = order;
    expect(await shown()).toEqual({ ...onSale(), version: 1, orderId, sold: true, soldAt });
  });

  it('says that it is sold also if the publisher did not say when', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.completed, { id: order.id, version: 1, ticket: order.ticket });

    expect(await shown()).toMatchObject({ orderId: order.id, sold: true });
    expect(await shown()).not.toHaveProperty('soldAt');
  });

  it('says only which order there is if an older build wrote the copy of it', async () => {
    const order = anOrder(ticket);
    await service.tickets.followOrder({
      id: order.id,
      version: 0,
      status: order.status,
      ticketId: ticket.id,
    });

    expect(await shown()).toEqual({ ...onSale(), version: 1, orderId: order.id });
  });
});

it('reads only the ticket while it is on sale', async () => {
  const steps: string[] = [];
  const store = new MemoryAggregateStore<Ticket>([], {
    step: (what) => Promise.resolve(void steps.push(what)),
  });
  const orders = new MemoryReplicaStore<OrderCopy>({
    step: (what) => Promise.resolve(void steps.push(`order: ${what}`)),
  });
  const tickets = createTickets({ tickets: store, orders, deletedUsers: new MemoryReplicaStore() });
  const id = anId('a'.repeat(24));
  await tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 }, id);
  steps.length = 0;

  await tickets.show(id);

  expect(steps).toEqual(['find']);
});
