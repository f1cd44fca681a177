import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

const fuzz = path.join(repository, 'e2e/dist/fuzz/main.js');

/** Two hundred requests to that address; what the command said, and how it ended. */
function fuzzed(url: string): Promise<{ readonly code: unknown; readonly said: string }> {
  const args = [fuzz, '--url', url, '--jwt-key', 'key', '--requests', '200', '--seed', '1'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, said) => resolve({ code: error?.code ?? 0, said }));
  });
}

describe('npm run fuzz -- --url, where no client is', () => {
  let server: Server | undefined;

  const serve = async (answer: RequestListener): Promise<string> => {
    server = createServer((request, response) => {
      request.resume().once('end', () => answer(request, response));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const away: RequestListener = (_request, response) =>
    void response.writeHead(503, { 'Content-Type': 'text/plain' }).end('No shop here.');
  const notFound: RequestListener = (_request, response) =>
    void response
      .writeHead(404, { 'Content-Type': 'application/json' })
      .end('{"errors":[{"message":"Not Found"}]}');
  const isApi = (url = ''): boolean => /^\/api(\/|\?|$)/i.test(url);

  it('says so, asks for no pages, and has no finding', async () => {
    const url = await serve((request, response) =>
      (isApi(request.url) ? notFound : away)(request, response),
    );

    const { code, said } = await fuzzed(url);

    expect(said).toContain('has no client');
    expect(said).not.toMatch(/good page × /);
    expect(said).toContain('0 findings');
    expect(code).toBe(0);
  });

  it('finds a service that is away all the same', async () => {
    const url = await serve(away);

    const { code, said } = await fuzzed(url);

    expect(said).toContain('has no client');
    expect(said).toMatch(/^503 for good: .* \/api\//m);
    expect(code).toBe(1);
  });
});
