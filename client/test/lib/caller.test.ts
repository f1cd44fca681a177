/** @jest-environment node */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { http } from '@/lib/api/http';
import { listTickets, showTicket } from '@/lib/api/tickets';
import { currentCaller } from '@/lib/server/caller';
import { serverSend } from '@/lib/server/server-send';

const incoming = new Headers();
jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({ headers: () => Promise.resolve(incoming) }));

let requests: IncomingMessage[];
let answer: RequestListener;
let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['TICKETS_URL'] = address;
});
beforeEach(() => {
  requests = [];
  answer = (_request, response) => response.end('[]');
});
afterAll(() => {
  delete process.env['TICKETS_URL'];
  server.closeAllConnections();
  server.close();
});

const caller = () =>
  serverSend({
    baseUrls: { auth: address, tickets: address, orders: address, payments: address },
    headers: {},
  });

describe('a call of the server', () => {
  it('passes on the visitor’s cookie, address and request id, and nothing else', async () => {
    incoming.set('cookie', 'session=a');
    incoming.set('x-forwarded-for', '10.9.8.7, 203.0.113.7');
    incoming.set('x-request-id', 'request-1');
    incoming.set('x-real-ip', '10.9.8.7');
    incoming.set('forwarded', 'for=10.9.8.7');

    await listTickets('', await currentCaller());

    expect(requests[0]?.headers).toMatchObject({
      'x-request-id': 'request-1',
      'x-forwarded-for': '203.0.113.7',
      cookie: 'session=a',
    });
    expect(requests[0]?.headers).not.toHaveProperty('x-real-ip');
    expect(requests[0]?.headers).not.toHaveProperty('forwarded');
  });

  it('has the error of the service', async () => {
    answer = (_request, response) => {
      response.writeHead(503, { 'retry-after': '5' });
      response.end('{"errors":[{"message":"The database is away"}]}');
    };

    await expect(showTicket('ticket-1', caller())).rejects.toMatchObject({
      status: 503,
      items: [{ message: 'The database is away' }],
      retryAfterSeconds: 5,
    });
  });

  it('is an error for people if the connection breaks', async () => {
    answer = (request) => request.socket.destroy();

    await expect(showTicket('ticket-1', caller())).rejects.toMatchObject({
      status: 0,
      items: [{ code: 'NO_CONNECTION' }],
    });
  });

  it('is an error for people if the answer takes too long', async () => {
    answer = () => undefined;

    const call = http('tickets', caller()).get('/api/tickets', { timeoutMs: 50 });

    await expect(call).rejects.toMatchObject({
      status: 0,
      items: [{ code: 'NO_ANSWER_IN_TIME' }],
    });
  });

  it('has every cookie that the service sets', async () => {
    answer = (_request, response) => {
      response.setHeader('set-cookie', ['session=a; path=/', 'device=b; path=/']);
      response.end('{}');
    };

    const { headers } = await http('auth', caller()).post('/api/users/signin', {});

    expect(headers.getSetCookie()).toEqual(['session=a; path=/', 'device=b; path=/']);
  });

  it('never follows a redirection, which would send the cookie elsewhere', async () => {
    answer = (_request, response) => {
      response.writeHead(302, { location: `${address}/elsewhere` });
      response.end();
    };

    await expect(showTicket('ticket-1', caller())).rejects.toMatchObject({ status: 302 });
    expect(requests).toHaveLength(1);
  });
});
