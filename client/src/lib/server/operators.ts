import { subscribe } from 'node:diagnostics_channel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a request may take to arrive, as at the services. Node looks every 30 s. */
const bounds = { headersMs: 10_000, requestMs: 20_000 };

/**
 * Bounds how long a request may take to arrive. Next makes its server itself and takes no such setting, so each server is
 * told by its first request, before that has a body.
 */
export function boundArrival(given: Partial<typeof bounds> = {}): void {
  const { headersMs, requestMs } = { ...bounds, ...given };
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { readonly server: Server };
    server.headersTimeout = headersMs;
    server.requestTimeout = requestMs;
  });
}

/**
 * Answers probes at `OPERATOR_PORT` (3001), where no ingress leads, as the services do: `/healthz` and `/readyz`. Next
 * calls this when its own server listens, and lives in the same process, so that this answers is all there is to know.
 *
 * @returns the port
 */
export function serveOperators(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const server = createServer(({ url }, response) => {
    const isProbe = url === '/healthz' || url === '/readyz';
    response.writeHead(isProbe ? 200 : 404, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(
      JSON.stringify(isProbe ? { status: 'ok' } : { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] }),
    );
  });
  // It ends with Next's own.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(env['OPERATOR_PORT'] || 3001), env['HOSTNAME'] || '0.0.0.0', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
