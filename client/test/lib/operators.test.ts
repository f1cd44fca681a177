/** @jest-environment node */
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { createLogger } from '@ticketing-dev/common/observe';

import { boundArrival, serveOperators } from '@/lib/server/operators';

const silent = createLogger('test', 'silent');

describe("the operators' port", () => {
  it('answers probes, and nothing else', async () => {
    const port = await serveOperators({ OPERATOR_PORT: '0', HOSTNAME: '127.0.0.1' }, silent);
    const statusOf = async (path: string) => {
      const request = get({ port, path, agent: false });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    };

    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200]);
    expect(await statusOf('/')).toBe(404);
  });

  it('serves the metrics of the pages, and not of itself', async () => {
    const port = await serveOperators({ OPERATOR_PORT: '0', HOSTNAME: '127.0.0.1' }, silent);
    const bodyOf = async (at: number, path: string): Promise<string> => {
      const request = get({ port: at, path, agent: false });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return text(response);
    };
    const shop = createServer((_request, response) => void response.end('a page'));
    await once(shop.listen(0, '127.0.0.1'), 'listening');

    await bodyOf((shop.address() as AddressInfo).port, '/somebody@example.com');

    const metrics = await bodyOf(port, '/metrics');
    expect(metrics).toContain('http_requests_total{method="GET",route="none",status="200"} 1');
    expect(metrics).not.toContain('somebody');
    shop.close();
  });
});

describe('a server without time-outs of its own', () => {
  it('ends a request whose body does not arrive', async () => {
    boundArrival({ headersMs: 100, requestMs: 200 });
    const server = createServer({ connectionsCheckingInterval: 50 }, () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const answer = text(socket);

    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow');

    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    server.close();
  });
});
