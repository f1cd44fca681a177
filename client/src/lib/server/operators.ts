import { subscribe } from 'node:diagnostics_channel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a request may take to arrive, as in the services. Node checks every 30 s. */
const bounds = { headersMs: 10_000, requestMs: 20_000 };

/**
 * Limits how long a request may take to arrive. Next creates its own server and has no such setting. So the limit is
 * set on each server at its first request, before the body arrives.
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
 * Answers the probes `/healthz` and `/readyz` on `OPERATOR_PORT` (3001), which no ingress exposes, as in the services.
 * Next calls this when its own server listens. Both run in the same process, so an answer shows that Next runs.
 *
 * @returns the port
 */
export function serveOperators(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const server = createServer(({ url }, response) => {
    const isProbe = url === '/healthz' || url === '/readyz';
    response.writeHead(isProbe ? 200 : 404, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(
      JSON.stringify(
        isProbe ? { status: 'ok' } : { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] },
      ),
    );
  });
  // It stops with Next's server.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(env['OPERATOR_PORT'] || 3001), env['HOSTNAME'] || '0.0.0.0', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
