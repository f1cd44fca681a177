import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { healthOf } from '../src/health';

describe('the health of a process', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function healthWith(readiness: string, metrics: string) {
    server = createServer(({ url }, response) => {
      response.end(url === '/readyz' ? JSON.stringify({ status: readiness }) : metrics);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return healthOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  it.each([
    ['ready', 'bus_connected 1\ndatabase_connected 1', 'ready', []],
    ['ok', '', 'ready', []],
    ['degraded', 'bus_connected 0', 'degraded', ['NATS Streaming is not connected']],
    ['ready', 'database_connected 0', 'degraded', ['its database is not connected']],
    ['not ready', '', 'not ready', ['it waits for a server']],
  ])('that says %s with "%s" is %s', async (readiness, metrics, status, reasons) => {
    expect(await healthWith(readiness, metrics)).toEqual({ status, reasons });
  });

  it('is unknown if nothing answers', async () => {
    expect(await healthOf('http://127.0.0.1:1')).toEqual({ status: 'no answer', reasons: [] });
  });
});
