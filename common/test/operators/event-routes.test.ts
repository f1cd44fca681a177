import express from 'express';
import request from 'supertest';

import {
  errorHandler,
  eventRoutes,
  silentLogger,
  stamp,
  type StoredEvent,
} from '@ticketing-dev/common';
import { aggregateSchema, type MongoAggregateStore } from '@ticketing-dev/common/mongo';
import { anId, dropAndClose, MemoryBus, testDatabase } from '@ticketing-dev/common/testing';

import { setAppLocals } from '../../src/middlewares/app-locals';

const database = testDatabase();
const [first, second] = [anId('a'.repeat(24)), anId('b'.repeat(24))];
const bus = new MemoryBus();
const app = express();

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 31, 9, minute));
const ticket = (id: typeof first, version: number, minute: number): StoredEvent =>
  stamp({ subject: 'ticket:updated', data: { id, version } as never }, id, version, at(minute));
const pass = (id: typeof first, version: number, minute: number): StoredEvent =>
  stamp({ subject: 'pass:updated', data: { id, version } as never }, id, version, at(minute));

const events = [
  ticket(second, 0, 1),
  ticket(first, 0, 2),
  pass(first, 0, 3),
  ticket(first, 1, 4),
  ...Array.from({ length: 12 }, (_, index) => ticket(first, index + 2, index + 5)),
];
const byAggregate = [
  pass(first, 0, 3),
  ...events.filter(
    ({ aggregateId, subject }) => aggregateId === first && subject !== 'pass:updated',
  ),
  ticket(second, 0, 1),
].map(({ eventId }) => eventId);

beforeAll(async () => {
  const store: MongoAggregateStore<never> = database.aggregates('Thing', aggregateSchema({}));
  setAppLocals(app, { logger: silentLogger() });
  app.use(eventRoutes({ history: database.history(), bus }), errorHandler);
  await database.open();
  await store.record(events);
});
afterAll(() => dropAndClose(database));
afterEach(() => bus.setConnected(true));

const read = async (query: string): Promise<string[]> => {
  const { text } = await request(app).get(`/events?${query}`).buffer().expect(200);
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as StoredEvent).eventId);
};

describe('GET /events', () => {
  it('returns the whole log by aggregate and version', async () => {
    expect(await read('')).toEqual(byAggregate);
  });

  it.each([1, 2, 3, 5])('returns it in pages of %i, each after the last event', async (limit) => {
    const found: string[] = [];
    for (;;) {
      const after = found.at(-1);
      const page = await read(`limit=${limit}${after === undefined ? '' : `&after=${after}`}`);
      if (page.length === 0) break;
      found.push(...page);
    }

    expect(found).toEqual(byAggregate);
  });

  it('returns those of one aggregate, one subject or one time', async () => {
    expect(await read(`aggregate=${second.toUpperCase()}`)).toEqual([`ticket:updated/${second}/0`]);
    expect(await read('subject=pass:updated&subject=user:deleted')).toEqual([
      `pass:updated/${first}/0`,
    ]);
    expect(await read('since=2026-01-31T09:02:00Z&until=2026-01-31T09:04:00Z')).toEqual([
      `ticket:updated/${first}/0`,
      `pass:updated/${first}/0`,
    ]);
    expect(await read('order=newest&limit=2')).toEqual([
      `ticket:updated/${first}/13`,
      `ticket:updated/${first}/12`,
    ]);
  });

  it('counts a subject’s events', async () => {
    const answer = await request(app).get('/events/count?subject=ticket:updated');

    expect(answer.body).toEqual({ 'ticket:updated': 15 });
  });

  it.each(['aggregate=1', 'subject=tickets', 'since=yesterday', 'limit=0', 'after=nothing'])(
    'refuses %s',
    async (query) => {
      await request(app).get(`/events?${query}`).expect(400);
    },
  );
});

describe('POST /events/replay', () => {
  const replay = (query: string) => request(app).post(`/events/replay?${query}`);

  it('publishes the same events again, with their ids and in order', async () => {
    const { body } = await replay(`aggregate=${first}&subject=ticket:updated`).expect(200);

    expect(body).toEqual({ published: { 'ticket:updated': 14 } });
    const ids = bus.messages.map(({ data }) => (JSON.parse(data) as StoredEvent).eventId);
    expect(ids).toEqual(byAggregate.slice(1, -1));
  });

  it('refuses to publish a whole log', async () => {
    await replay('subject=ticket:updated').expect(400);
  });

  it('says how much it has published when the bus is lost', async () => {
    bus.setConnected(false);

    const { body } = await replay('since=2026-01-01T00:00:00Z').expect(503);

    expect(JSON.stringify(body)).toContain('0 events were published before');
  });
});
