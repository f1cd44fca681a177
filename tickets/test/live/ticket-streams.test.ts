import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { DependencyError, type Env } from '@ticketing-dev/common';
import {
  anId,
  deliver,
  eventually,
  type WatchedStream,
  watchStream,
} from '@ticketing-dev/common/testing';
import request from 'supertest';

import { createApp } from '../../src/app';
import {
  anOrder,
  cancelled,
  completed,
  liveOn,
  startService,
  type TestService,
} from '../support/service';

let service: TestService;
const watched: WatchedStream[] = [];
const instances: { readonly server: Server; readonly stop: () => void }[] = [];

beforeEach(async () => {
  service = await startService({});
});

afterEach(async () => {
  for (const stream of watched.splice(0)) stream.close();
  for (const { server, stop } of instances.splice(0)) {
    stop();
    server.closeAllConnections();
    server.close();
  }
  await service.close();
});

/** Another instance, on the same database and bus. */
async function anInstance(env: Env = {}) {
  const { bus, tickets, limits, deps } = service;
  const { changes, streams } = liveOn({ bus, tickets, limits, env });
  const server = createServer(createApp({ ...deps, streams })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  streams.loop.start();
  const stop = (): void => {
    changes.stop();
    streams.end();
    void streams.loop.stop();
  };
  instances.push({ server, stop });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    streams,
    server,
    watch: async (path: string) => {
      const stream = await watchStream(url + path);
      watched.push(stream);
      return stream;
    },
    url,
  };
}

const offer = { title: 'Row 1', priceInCents: 2_000 };

/** Publishes what the service has recorded, as its relay does, and earlier events again. */
async function relay(id: string): Promise<void> {
  for (const { subject, data } of await service.eventsOf(anId(id))) {
    await service.bus.publish(subject, JSON.stringify(data));
  }
}

const last = ({ events }: WatchedStream) => events.at(-1)?.data[0];

describe('the stream of a ticket', () => {
  it('begins with the ticket as it is, and is not stored or held back by a proxy', async () => {
    const { watch } = await anInstance();
    const { id } = await service.tickets.create('seller', offer);

    const stream = await watch(`/api/tickets/${id}/stream`);

    await eventually(() => expect(stream.events).toHaveLength(1));
    expect(stream.events[0]).toMatchObject({ name: 'snapshot', data: [{ id, price: 20 }] });
    expect(stream.text()).toMatch(/^retry: [2-4]\d\d\d\n\n/);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
  });

  it('says at every instance that it is held, free and sold', async () => {
    const { id, ...ticket } = await service.tickets.create('seller', offer);
    const streams = await Promise.all(
      [await anInstance(), await anInstance()].map(({ watch }) =>
        watch(`/api/tickets/${id}/stream`),
      ),
    );
    const [first, second] = [anOrder({ id, ...ticket }), anOrder({ id, ...ticket })];

    await deliver(service.hear.created, first);
    await relay(id);
    for (const each of streams)
      await eventually(() => expect(last(each)).toMatchObject({ version: 1, orderId: first.id }));
    await deliver(service.hear.cancelled, cancelled(first));
    await relay(id);
    for (const each of streams)
      await eventually(() => expect(last(each)).not.toHaveProperty('orderId'));
    await deliver(service.hear.created, second);
    await deliver(service.hear.completed, completed(second));
    await relay(id);
    await service.bus.publish('order:completed', JSON.stringify(completed(second)));

    for (const each of streams)
      await eventually(() => expect(last(each)).toMatchObject({ sold: true, version: 3 }));
  });

  it('is answered 404 if there is no ticket, or if the id is malformed', async () => {
    const { url } = await anInstance();

    await request(url)
      .get(`/api/tickets/${anId('f'.repeat(24))}/stream`)
      .expect(404);
    await request(url).get('/api/tickets/nonsense/stream').expect(404);
  });

  it('is answered to HEAD without staying open', async () => {
    const { url } = await anInstance();

    await request(url).head('/api/tickets/stream').expect(200);
  });

  it('has what changed while the bus was away', async () => {
    const { watch } = await anInstance();
    const { id } = await service.tickets.create('seller', offer);
    const stream = await watch(`/api/tickets/${id}/stream`);
    await eventually(() => expect(stream.events).toHaveLength(1));

    service.bus.setConnected(false);
    await service.tickets.update(id, 'seller', { ...offer, priceInCents: 3_000 });

    await eventually(() => expect(last(stream)).toMatchObject({ price: 30 }));
  });
});

describe('the stream of the first page', () => {
  it('begins with the tickets on sale, and has every change of any ticket', async () => {
    const { watch } = await anInstance();
    const old = await service.tickets.create('seller', offer);
    const stream = await watch('/api/tickets/stream');
    await eventually(() => expect(stream.events).toHaveLength(1));
    expect(stream.events[0]).toMatchObject({ name: 'snapshot', data: [{ id: old.id }] });

    const { id } = await service.tickets.create('seller', offer);
    await relay(id);

    await eventually(() => expect(last(stream)).toMatchObject({ id, version: 0 }));
  });
});

describe('the streams of an instance', () => {
  it('end when it stops, and new ones are refused', async () => {
    const { watch, streams, url } = await anInstance();
    const open = await watch('/api/tickets/stream');

    streams.end();

    await eventually(() => expect(open.isEnded()).toBe(true));
    await request(url).get('/api/tickets/stream').expect(503);
  });

  it('are limited for each address', async () => {
    const { watch, url } = await anInstance({ LIVE_STREAMS_PER_ADDRESS: '2' });
    const first = await watch('/api/tickets/stream');
    await watch('/api/tickets/stream');

    const refused = await request(url).get('/api/tickets/stream').expect(429);
    expect(refused.headers['retry-after']).toBe('10');
    const message = 'Too many live pages are open at this address';
    expect(refused.body).toEqual({ errors: [{ message, code: 'LIMIT_REACHED' }] });
    await request(url).head('/api/tickets/stream').set('X-Forwarded-For', '192.0.2.7').expect(200);
    first.close();

    await eventually(async () => expect((await watch('/api/tickets/stream')).status).toBe(200));
  });

  it('are limited together', async () => {
    const { watch, url } = await anInstance({ LIVE_STREAMS: '1' });
    await watch('/api/tickets/stream');

    const { body } = await request(url).get('/api/tickets/stream').expect(503);

    const message = 'Too many live pages are open, please try again later';
    expect(body).toEqual({ errors: [{ message, code: 'UNAVAILABLE' }] });
  });

  it('are answered 503 while the database is unavailable', async () => {
    const { url } = await anInstance();
    jest.spyOn(service.store, 'query').mockRejectedValueOnce(new DependencyError('MongoDB'));

    await request(url).get('/api/tickets/stream').expect(503);
  });
});
