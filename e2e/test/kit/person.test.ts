import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type Entry, History } from '../../kit/checker/history';
import { Person } from '../../kit/person';
import { createRandom } from '../../kit/random';
import { varietyBy } from '../../kit/variety';

const ticketId = 'abcdefabcdefabcdefabcdef';
const ticket = { id: ticketId, title: 'Row 1', price: 5, version: 0 };
const answers = {
  order: {
    id: ticketId,
    status: 'created',
    userId: 'ann',
    expiresAt: '2026-01-01T12:00:00.000Z',
    version: 0,
    ticket,
  },
  ticket: { ...ticket, userId: 'ann' },
};

const error = (message: string, code: string, field?: string) => ({
  errors: [field === undefined ? { message, code } : { message, code, field }],
});
const bodies: Readonly<Record<number, unknown>> = {
  201: answers.order,
  400: error('TicketId must be provided', 'INVALID_REQUEST', 'ticketId'),
  503: error('MongoDB is not available right now, please try again', 'UNAVAILABLE'),
};

describe('a person', () => {
  let server: Server;
  let shop: { url: string; stripeUrl: string };
  let status: number;
  let body: unknown;
  const received: IncomingMessage[] = [];

  beforeEach(async () => {
    received.length = 0;
    server = createServer((request, response) => {
      received.push(request);
      if (status === 0) return void request.socket.destroy();
      const headers = { 'set-cookie': 'session=new; Path=/', 'retry-after': '1' };
      response.writeHead(status, headers).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    shop = { url: `http://127.0.0.1:${port}`, stripeUrl: '' };
  });
  afterEach(() => server.closeAllConnections());
  afterEach(() => server.close());

  it.each([
    [201, 'ok'],
    [400, 'failed'],
    [503, 'unknown'],
    [0, 'unknown'],
  ])('records an answer of %d as %s', async (given, outcome) => {
    status = given;
    body = bodies[given];
    const history = new History();

    await new Person(shop, { name: 'ann', history }).order(ticketId);

    expect(history.entries).toMatchObject([{ who: 'ann', what: 'orders', status, outcome }]);
  });

  it('throws from call if there is no answer', async () => {
    status = 0;

    await expect(new Person(shop).call('GET', '/')).rejects.toThrow();
  });

  it('throws for an answer that is not as documented', async () => {
    status = 200;
    body = { ...answers.ticket, owner: 'ann' };

    const shown = new Person(shop).show('tickets', ticketId);

    await expect(shown).rejects.toThrow('must NOT have additional properties');
  });

  it('starts with a session, and sends the one that it receives', async () => {
    status = 200;
    body = [answers.order];
    const person = new Person(shop, { session: 'session=old' });

    await person.list('orders');
    await person.list('orders');

    expect(received.map(({ headers }) => headers.cookie)).toEqual(['session=old', 'session=new']);
  });

  it('spells ids and header names in several ways', async () => {
    status = 200;
    body = answers.ticket;
    const person = new Person(shop, { variety: varietyBy(createRandom(1)) });

    for (let times = 0; times < 20; times += 1) await person.show('tickets', ticketId);

    const names = received
      .flatMap(({ rawHeaders }) => rawHeaders)
      .filter((each) => /^cookie$/i.test(each));
    expect(new Set(received.map(({ url }) => url)).size).toBeGreaterThan(2);
    expect(new Set(names).size).toBeGreaterThan(2);
  });

  it('sends the same sale with the same idempotency key, however it spells it', async () => {
    status = 201;
    body = answers.ticket;
    const history = new History();
    const person = new Person(shop, { history, variety: varietyBy(createRandom(1)) });

    for (let times = 0; times < 20; times += 1) await person.sell(5, 'a');
    for (let times = 0; times < 20; times += 1) await person.sell(5);

    const [keyed, others] = [history.entries.slice(0, 20), history.entries.slice(20)];
    const prices = (entries: readonly Entry[]) =>
      new Set(entries.map(({ sent }) => /"price":([^,}]+)/.exec(sent)?.[1])).size;
    expect(received.slice(0, 20).every(({ headers }) => headers['idempotency-key'] === 'a')).toBe(
      true,
    );
    expect(prices(keyed)).toBe(1);
    expect(prices(others)).toBeGreaterThan(1);
  });
});
