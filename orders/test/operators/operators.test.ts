import {
  errorHandler,
  mergeRouters,
  silentLogger,
  systemClock,
  timelineRoute,
} from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { testServer } from '@ticketing-dev/common/testing';
import express from 'express';
import request from 'supertest';

import { expiry } from '../../src/operators/expiry';
import { listSlots } from '../../src/operators/list-slots';
import { timeline } from '../../src/operators/timeline';
import { orderStore } from '../../src/models/order';
import { ticketStore } from '../../src/models/ticket';
import { holdSeconds, startService, type TestService } from '../support/service';

let service: TestService;
let database: Database;
const app = express();

beforeAll(async () => {
  service = await startService();
  // The log is filled by the relay, which a test service does not have.
  const uri = `${testServer('MONGO')}/${service.connection.name}`;
  database = new Database(uri, { logger: silentLogger(), now: systemClock });
  const orders = orderStore(database);
  const history = database.history();
  await database.open();
  app.use(
    mergeRouters(listSlots(orders), expiry({ orders, history, now: () => now })),
    timelineRoute(timeline({ orders, tickets: ticketStore(database), history }), undefined),
    errorHandler,
  );
});
afterAll(async () => {
  await database.close();
  await service.close();
});

let now = new Date();
const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

const anOrder = async () => {
  const ticket = await service.aTicket();
  return service.orders.create({ userId: 'd'.repeat(24), ticketId: ticket.id });
};

describe('GET /timeline', () => {
  it('has the events of an order, also those that wait for the bus', async () => {
    const order = await anOrder();
    await service.orders.cancel(order.id, order.userId);

    const { body } = await request(app).get(`/timeline?order=${order.id}`).expect(200);

    expect(body).toMatchObject({
      facts: [
        { what: 'order:created', details: { version: 0, waitsForTheBus: true } },
        { what: 'order:cancelled', details: { version: 1, reason: 'buyer' } },
      ],
      now: [{ kind: 'order', id: order.id, status: 'cancelled', ticketId: order.ticket.id }],
    });
  });

  it('knows nothing of an unknown order, and refuses what is no id', async () => {
    const unknown = await request(app)
      .get(`/timeline?order=${'e'.repeat(24)}`)
      .expect(200);

    expect(unknown.body).toEqual({ facts: [], now: [] });
    await request(app).get('/timeline?order=1').expect(400);
    await request(app).get('/timeline').expect(400);
  });
});

describe('GET /expiry', () => {
  it('lists the holds that are overdue, with how late they are', async () => {
    const order = await anOrder();
    now = later(holdSeconds + 60);

    const { body } = await request(app).get('/expiry').expect(200);

    expect(body.overdue).toContainEqual({
      orderId: order.id,
      expiresAt: order.expiresAt.toISOString(),
      lateMs: now.getTime() - order.expiresAt.getTime(),
    });
  });

  it('says how late the last holds ended', async () => {
    const order = await anOrder();
    const occurredAt = new Date(order.expiresAt.getTime() + 1_500).toISOString();
    await service.store.record([
      {
        eventId: `order:cancelled/${order.id}/1`,
        subject: 'order:cancelled',
        aggregateId: order.id,
        version: 1,
        occurredAt,
        data: { reason: 'expired', expiresAt: order.expiresAt.toISOString() },
      },
    ]);

    const { body } = await request(app).get('/expiry').expect(200);

    expect(body.recent).toMatchObject([{ orderId: order.id, lateMs: 1_500 }]);
  });
});

describe('GET /slots', () => {
  const slots = async () => {
    const { text } = await request(app).get('/slots').buffer().expect(200);
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { readonly id: string });
  };

  it('has every order that is not cancelled, and its ticket', async () => {
    const [kept, cancelled] = [await anOrder(), await anOrder()];
    await service.orders.cancel(cancelled.id, cancelled.userId);

    const found = await slots();

    expect(found).toContainEqual({
      id: kept.id,
      status: 'created',
      userId: kept.userId,
      slot: kept.ticket.id,
      ticketId: kept.ticket.id,
    });
    expect(found.map(({ id }) => id)).not.toContain(cancelled.id);
  });

  it('has the ids as they are stored', async () => {
    const order = await anOrder();
    const { id: _id, ...fields } = order;
    const spelled = order.ticket.id.toUpperCase();
    await service.connection.collection('orders').insertOne({
      ...fields,
      slot: spelled,
      place: 'another',
      ticket: { ...order.ticket, id: spelled },
    });

    expect(await slots()).toContainEqual(
      expect.objectContaining({ slot: spelled, ticketId: spelled }),
    );
  });
});
