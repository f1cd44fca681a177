import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSessions } from '@ticketing-dev/common';
import {
  anId,
  deliver,
  eventually,
  signedIn,
  testJwtKey,
  type WatchedStream,
  watchStream,
} from '@ticketing-dev/common/testing';
import request from 'supertest';

import { aPayment, startService, type TestService } from '../support/service';

let service: TestService;
let server: Server;
let url: string;
const watched: WatchedStream[] = [];

beforeEach(async () => {
  service = await startService();
  server = createServer(service.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const stream of watched.splice(0)) stream.close();
  server.closeAllConnections();
  server.close();
  await service.close();
});

async function anOrder() {
  const { id: ticketId } = await service.aTicket();
  return service.orders.create({ userId: 'ann', ticketId });
}

async function watch(id: string, cookie = signedIn('ann')) {
  const stream = await watchStream(`${url}/api/orders/${id}/stream`, { cookie });
  watched.push(stream);
  await eventually(() => expect(stream.events).toHaveLength(1));
  return stream;
}

const relay = async (id: string) => {
  for (const { subject, data } of await service.eventsOf(anId(id)))
    await service.bus.publish(subject, JSON.stringify(data));
};

/** The cookie of a session that can be ended. */
const sessionOf = (sid: string) => {
  const endsAt = new Date(Date.now() + 60_000);
  const jwt = createSessions(testJwtKey).issue(
    { id: 'ann', email: 'ann@test.com' },
    { sid, endsAt },
  );
  return `session=${Buffer.from(JSON.stringify({ jwt })).toString('base64')}`;
};

describe('the stream of an order', () => {
  it('begins with the order as it is, and says that it is completed', async () => {
    const { id } = await anOrder();
    const stream = await watch(id);
    expect(stream.events[0]).toMatchObject({ name: 'snapshot', data: [{ id, status: 'created' }] });

    await deliver(service.hear.paid, aPayment(id));
    await relay(id);

    await eventually(() =>
      expect(stream.events.at(-1)).toMatchObject({
        name: 'changes',
        data: [{ id, version: 1, status: 'complete' }],
      }),
    );
  });

  it('says why it is cancelled', async () => {
    const { id } = await anOrder();
    const stream = await watch(id);

    await service.orders.cancel(id, 'ann');
    await relay(id);

    await eventually(() =>
      expect(stream.events.at(-1)?.data[0]).toMatchObject({ cancelReason: 'buyer' }),
    );
  });

  it('is for its buyer only', async () => {
    const { id } = await anOrder();
    const ask = () => request(url).get(`/api/orders/${id}/stream`);

    await ask().expect(401);
    await ask().set('Cookie', signedIn('bob')).expect(401);
  });

  it('is answered 404 if there is no order', async () => {
    await request(url)
      .get(`/api/orders/${anId('f'.repeat(24))}/stream`)
      .set('Cookie', signedIn('ann'))
      .expect(404);
  });

  it('sends nothing more, and ends, when its session has ended', async () => {
    const { id } = await anOrder();
    const [ended, other] = [
      await watch(id, sessionOf('first')),
      await watch(id, sessionOf('second')),
    ];

    service.endSession('first');
    await service.orders.cancel(id, 'ann');
    await relay(id);

    await eventually(() => expect(other.events).toHaveLength(2));
    await eventually(() => expect(ended.isEnded()).toBe(true));
    expect(ended.events).toHaveLength(1);
  });
});
