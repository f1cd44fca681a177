import type { IncomingMessage, RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { createGateway } from '../../src/gateway/gateway';
import { readRoutes } from '../../src/gateway/routes';
import { freePort } from '../../src/ports';
import { closeAll, serve } from '../support/http';

const routes = readRoutes(`
spec:
  rules:
    - http:
        paths:
          - { path: '/api/orders/?(.*)', backend: { service: { name: orders-srv } } }
          - { path: '/?(.*)', backend: { service: { name: client-srv } } }
`);

const nobody = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;
const gatewayTo = (...orders: readonly string[]): Promise<string> =>
  serve(createGateway(routes, { 'orders-srv': orders, 'client-srv': [] }));

const answering =
  (name: string): RequestListener =>
  (request, response) => {
    void text(request).then((body) => response.end(`${name} ${body}`));
  };

const breakingOff: RequestListener = (request) => request.socket.destroy();

const said = async (url: string, init?: RequestInit): Promise<string> =>
  (await fetch(url, init)).text();

afterEach(closeAll);

describe('the gateway', () => {
  it('shares the load between the processes of a service', async () => {
    const url = await gatewayTo(await serve(answering('one')), await serve(answering('two')));

    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await said(`${url}/api/orders`));

    expect(answers).toEqual(['one ', 'two ', 'one ', 'two ']);
  });

  it('sends a whole POST to another process when one is down', async () => {
    const url = await gatewayTo(await nobody(), await serve(answering('two')));

    const answers = [];
    for (let i = 0; i < 4; i++) {
      answers.push(await said(`${url}/api/orders`, { method: 'POST', body: `order ${i}` }));
    }

    expect(answers).toEqual(['two order 0', 'two order 1', 'two order 2', 'two order 3']);
  });

  it('never sends a POST twice that a process may have taken', async () => {
    const taken: string[] = [];
    const url = await gatewayTo(
      await serve(breakingOff),
      await serve((request, response) => {
        taken.push(request.url ?? '');
        response.end();
      }),
    );

    const { status } = await fetch(`${url}/api/orders`, { method: 'POST', body: 'x' });

    expect(status).toBe(502);
    expect(taken).toEqual([]);
  });

  it('asks another process when a GET was broken off', async () => {
    const url = await gatewayTo(await serve(breakingOff), await serve(answering('two')));

    expect(await said(`${url}/api/orders`)).toBe('two ');
  });

  it('says in the body of every API error that nobody answers', async () => {
    const url = await gatewayTo(await nobody(), await nobody());

    const response = await fetch(`${url}/api/orders`, { method: 'POST', body: 'x' });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ errors: [{ message: expect.any(String) as string }] });
  });

  it('ends an answer that its process did not end', async () => {
    const url = await gatewayTo(
      await serve((_request, response) => {
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      }),
    );

    await expect(said(`${url}/api/orders`)).rejects.toThrow();
  });

  it('tells who asked for what, whatever the client claims', async () => {
    const seen: IncomingMessage[] = [];
    const url = await gatewayTo(
      await serve((request, response) => {
        seen.push(request);
        response.end();
      }),
    );

    await fetch(`${url}/api/orders//a%2fb?x=1&y?z`, { headers: { 'X-Forwarded-For': '1.2.3.4' } });

    expect(seen[0]?.url).toBe('/api/orders//a%2fb?x=1&y?z');
    expect(seen[0]?.headers).toMatchObject({
      host: new URL(url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': new URL(url).host,
      'x-forwarded-proto': 'http',
    });
  });

  it('passes on a body that is too long to hold', async () => {
    const url = await gatewayTo(
      await serve((request, response) => {
        void text(request).then((body) => response.end(String(body.length)));
      }),
    );

    const answer = await said(`${url}/api/orders`, { method: 'POST', body: 'x'.repeat(3_000_000) });

    expect(answer).toBe('3000000');
  });

  it('ends a request whose body does not arrive, and passes nothing on', async () => {
    const taken: string[] = [];
    const orders = await serve((request, response) => {
      taken.push(request.url ?? '');
      response.end();
    });
    const gateway = createGateway(routes, { 'orders-srv': [orders] }, { bodyMs: 200 });
    const socket = connect(Number(new URL(await serve(gateway)).port), '127.0.0.1');
    const answer = text(socket);

    socket.write('POST /api/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow');

    expect(await answer).toMatch(/^HTTP\/1\.1 408 [^]*\{"errors":\[\{"message":"The request took/);
    expect(taken).toEqual([]);
  });
});
