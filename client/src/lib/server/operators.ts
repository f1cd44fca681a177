import { subscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  createHttpMetrics,
  createLogger,
  type Logger,
  logRequest,
  watchRequest,
} from '@ticketing-dev/common/observe';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { assets, createPageRoute } from './page-route';

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

/** Logs and counts the requests of every server but the operators' own. */
function observeRequests(operators: Server, registry: Registry, logger: Logger): void {
  const metrics = createHttpMetrics();
  for (const metric of metrics.all) registry.registerMetric(metric);
  const pageRoute = createPageRoute('.next/routes-manifest.json');
  subscribe('http.server.request.start', (message) => {
    const { server, request, response } = message as {
      readonly server: Server;
      readonly request: IncomingMessage;
      readonly response: ServerResponse;
    };
    if (server === operators) return;
    const route = pageRoute(request.url ?? '');
    watchRequest(
      request,
      response,
      (ended) => {
        metrics.count(ended);
        if (route !== assets) logRequest(logger, ended);
      },
      () => route,
    );
  });
}

/**
 * Answers the probes `/healthz` and `/readyz`, and `/metrics`, on `OPERATOR_PORT` (3001), which no ingress exposes, as
 * in the services. Next calls this when its own server listens. Both run in the same process, so an answer shows that
 * Next runs.
 *
 * @param logger gets one line per request of a page
 * @returns the port
 */
export function serveOperators(
  env: Readonly<Record<string, string | undefined>>,
  logger = createLogger('client', 'info'),
): Promise<number> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answer = async (url: string | undefined, response: ServerResponse): Promise<void> => {
    if (url === '/metrics') {
      const text = await registry.metrics();
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
      return;
    }
    const isProbe = url === '/healthz' || url === '/readyz';
    response.writeHead(isProbe ? 200 : 404, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(
      JSON.stringify(
        isProbe ? { status: 'ok' } : { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] },
      ),
    );
  };
  const server = createServer(({ url }, response) => {
    answer(url, response).catch(() => response.destroy());
  });
  observeRequests(server, registry, logger);
  // It stops with Next's server.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(env['OPERATOR_PORT'] || 3001), env['HOSTNAME'] || '0.0.0.0', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
