import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
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

/** Whether the last of these answers is all there: each says its length. */
function endsWhole(answers: string): boolean {
  const [head = '', body = ''] = answers.slice(answers.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n');
  return body.length === Number(/content-length: (\d+)/i.exec(head)?.[1]);
}

/** Sends these as they are, each once the one before is answered; resolves to all that comes back. */
function raw(url: string, ...requests: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const waiting = [...requests];
    let got = '';
    const socket = connect(Number(port), hostname);
    const next = (): void => {
      const request = waiting.shift();
      if (request === undefined) socket.end();
      else socket.write(request);
    };
    socket.once('connect', next);
    socket.on('data', (chunk) => {
      got += chunk.toString();
      if (endsWhole(got)) next();
    });
    socket.once('close', () => resolve(got));
    socket.once('error', reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error(`only this came: ${got}`)));
  });
}

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

  it('never sends a POST twice if a process may have received it', async () => {
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

  it('does not use an idle connection to a process that has said that it closes', async () => {
    const ports: (number | undefined)[] = [];
    const waiting: ServerResponse[] = [];
    const url = await gatewayTo(
      await serve((request, response) => {
        ports.push(request.socket.remotePort);
        if (request.url === '/api/orders/both') {
          waiting.push(response);
          if (waiting.length === 2) for (const each of waiting) each.end();
        } else {
          response.writeHead(200, { Connection: 'close' }).end();
        }
      }),
    );

    await Promise.all([said(`${url}/api/orders/both`), said(`${url}/api/orders/both`)]);
    await said(`${url}/api/orders/stops`);
    await said(`${url}/api/orders/next`);

    expect(new Set(ports.slice(0, 3)).size).toBe(2);
    expect(ports.slice(0, 3)).not.toContain(ports[3]);
  });

  it('tries another process if one answers that it is not ready', async () => {
    const starting = await serve((_request, response) => {
      response.writeHead(503, { 'X-Not-Taken': 'true' }).end();
    });
    const url = await gatewayTo(starting, await serve(answering('two')));

    expect(await said(`${url}/api/orders`, { method: 'POST', body: 'x' })).toBe('two x');
    expect((await fetch(`${await gatewayTo(starting)}/api/orders`)).status).toBe(503);
  });

  it('tries another process if a GET was interrupted', async () => {
    const url = await gatewayTo(await serve(breakingOff), await serve(answering('two')));

    expect(await said(`${url}/api/orders`)).toBe('two ');
  });

  it.each([
    [
      'answers 101',
      502,
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
    ],
    ['does not answer in time', 504, ''],
  ])('returns an error if the process %s', async (_what, status, answer) => {
    const orders = await serve((request) => void request.socket.write(answer));
    const url = await serve(createGateway(routes, { 'orders-srv': [orders] }, { answerMs: 200 }));

    expect((await fetch(`${url}/api/orders`, { method: 'POST', body: 'x' })).status).toBe(status);
  });

  it('sends headers for one connection only in neither direction', async () => {
    const seen: IncomingMessage[] = [];
    const url = await gatewayTo(
      await serve((request, response) => {
        seen.push(request);
        response.writeHead(200, { Connection: 'close, X-Hop', 'X-Hop': '1', 'X-End': '1' }).end();
      }),
    );
    const hop = 'Connection: X-Hop, Host\r\nX-Hop: 1\r\nTE: trailers\r\nX-End: 1\r\n';

    const answer = await raw(url, `GET /api/orders HTTP/1.1\r\nHost: shop\r\n${hop}\r\n`);

    expect(seen[0]?.headers).toMatchObject({ host: 'shop', 'x-end': '1' });
    expect(seen[0]?.headers).not.toHaveProperty('x-hop');
    expect(seen[0]?.headers).not.toHaveProperty('te');
    expect(answer).toMatch(/x-end: 1/i);
    expect(answer).not.toMatch(/x-hop|connection: close/i);
  });

  it('answers an unavailable API with an error in the body', async () => {
    const url = await gatewayTo(await nobody(), await nobody());

    const response = await fetch(`${url}/api/orders`, { method: 'POST', body: 'x' });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String) as string, code: 'UNAVAILABLE' }],
    });
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

  it('sets the client’s address and host itself, whatever the client sends', async () => {
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

  describe.each(['h2c', 'TLS/1.0', 'websocket, h2c', 'nonsense'])(
    'asked to upgrade to %s',
    (protocol) => {
      const offer = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABk\r\n`;

      it('ignores the upgrade, and does not pass it on', async () => {
        const seen: IncomingMessage[] = [];
        const url = await gatewayTo(
          await serve((request, response) => {
            seen.push(request);
            response.end('plain');
          }),
        );

        const answer = await raw(url, `GET /api/orders?a=1 HTTP/1.1\r\nHost: shop\r\n${offer}\r\n`);

        expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*plain/);
        expect(seen[0]?.url).toBe('/api/orders?a=1');
        expect(seen[0]?.headers).toMatchObject({ host: 'shop' });
        expect(seen[0]?.headers).not.toHaveProperty('upgrade');
        expect(seen[0]?.headers).not.toHaveProperty('http2-settings');
      });

      it.each([
        ['with its length', 'Content-Length: 5\r\n\r\nbody!'],
        ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nbody!\r\n0\r\n\r\n'],
      ])('accepts the body of a POST that comes %s', async (_how, body) => {
        const url = await gatewayTo(await serve(answering('got')));

        const answer = await raw(url, `POST /api/orders HTTP/1.1\r\nHost: shop\r\n${offer}${body}`);

        expect(answer).toContain('got body!');
      });

      it('answers the next request on the same connection too', async () => {
        const url = await gatewayTo(await serve(answering('got')));
        const one = `GET /api/orders HTTP/1.1\r\nHost: shop\r\n${offer}\r\n`;

        const answer = await raw(url, one, one);

        expect(answer.match(/200 OK/g)).toHaveLength(2);
      });
    },
  );

  it('tunnels a websocket', async () => {
    const service = createServer();
    service.on('upgrade', (request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n');
      socket.end(`Upgrade: websocket\r\n\r\nfrom ${request.url}`);
    });
    const url = await gatewayTo(await serve(service));
    const offer = 'Connection: Upgrade\r\nUpgrade: WebSocket\r\n';

    const answer = await raw(url, `GET /api/orders HTTP/1.1\r\nHost: shop\r\n${offer}\r\n`);

    expect(answer).toMatch(/^HTTP\/1\.1 101 [^]*from \/api\/orders$/);
  });

  it('survives a client that resets its websocket', async () => {
    const service = createServer((_request, response) => response.end('still here'));
    const ended = new Promise((resolve) => {
      service.on('upgrade', (_request, socket) => {
        socket.once('end', resolve).resume();
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n');
        socket.write('Upgrade: websocket\r\n\r\n');
      });
    });
    const url = await gatewayTo(await serve(service));
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    const offer = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    client.write(`GET /api/orders HTTP/1.1\r\nHost: shop\r\n${offer}\r\n`);
    await once(client, 'data');

    client.resetAndDestroy();
    await ended;

    const answer = await fetch(`${url}/api/orders`);
    expect(await answer.text()).toBe('still here');
  });

  it('answers that the service is unavailable if there is none to tunnel to', async () => {
    const offer = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';

    const answer = await raw(await gatewayTo(), `GET / HTTP/1.1\r\nHost: shop\r\n${offer}\r\n`);

    expect(answer).toContain('503 Service Unavailable');
  });

  it('accepts the visitor’s address from our own processes, which use a port of their own', async () => {
    const seen: IncomingMessage[] = [];
    const service = await serve((request, response) => {
      seen.push(request);
      response.end();
    });
    const url = await serve(
      createGateway(routes, { 'orders-srv': [service], 'client-srv': [] }, { from: 'pods' }),
    );

    await fetch(`${url}/api/orders`, { headers: { 'X-Forwarded-For': '203.0.113.7' } });
    await fetch(`${url}/api/orders`);

    expect(seen.map(({ headers }) => headers['x-forwarded-for'])).toEqual([
      '203.0.113.7',
      undefined,
    ]);
  });

  it.each(['POST', 'DELETE'])(
    'passes on a %s in chunks that is too long to buffer',
    async (method) => {
      const url = await gatewayTo(
        await serve((request, response) => {
          void text(request).then((body) => response.end(String(body.length)));
        }),
      );
      const body = new Blob(['x'.repeat(3_000_000)]).stream();

      expect(await said(`${url}/api/orders`, { method, body, duplex: 'half' })).toBe('3000000');
    },
  );

  it('passes on a body that is too long to buffer', async () => {
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
