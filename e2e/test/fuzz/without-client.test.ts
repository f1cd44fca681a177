import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

const fuzz = path.join(repository, 'e2e/dist/fuzz/main.js');

interface Run {
  readonly code: unknown;
  readonly output: string;
}

describe('npm run fuzz -- --url on a platform without a client', () => {
  let server: Server;

  /** Sends 200 requests to a server that returns 503 outside of /api, and `apiStatus` there. */
  const fuzzed = async (apiStatus: number): Promise<Run> => {
    server = createServer((request, response) => {
      const status = /^\/api(\/|\?|$)/i.test(request.url ?? '') ? apiStatus : 503;
      const isApi = status === 404;
      response.writeHead(status, { 'Content-Type': isApi ? 'application/json' : 'text/plain' });
      const body = isApi ? '{"errors":[{"message":"Not Found"}]}' : 'No shop here.';
      request.resume().once('end', () => response.end(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = [fuzz, '--url', url, '--jwt-key', 'key', '--requests', '200', '--seed', '1'];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, output) =>
        resolve({ code: error?.code ?? 0, output }),
      );
    });
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('prints this, requests no pages, and has no finding', async () => {
    const { code, output } = await fuzzed(404);

    expect(output).toContain('has no client');
    expect(output).not.toMatch(/good page × /);
    expect(output).toContain('0 findings');
    expect(code).toBe(0);
  });

  it('still finds an unavailable service', async () => {
    const { code, output } = await fuzzed(503);

    expect(output).toContain('has no client');
    expect(output).toMatch(/^503 for good: .* \/api\//m);
    expect(code).toBe(1);
  });
});
