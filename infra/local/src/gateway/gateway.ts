import {
  Agent,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';

import type { ErrorBody, ErrorCode } from '@ticketing-dev/common/contracts';
import { createProxyServer } from 'http-proxy-3';

import { holdBody } from './body';
import { type From, towardsService, withoutUpgrade } from './headers';
import { proxy } from './proxy';
import { roundRobin, serviceFor, type Route, type Upstreams } from './routes';

/** Methods that may be sent again, although the first process may have handled the request. */
const repeatableMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const statuses = { 'not taken': 503, 'broken off': 502, 'too late': 504 } as const;

/** How long a stored body may take to arrive. */
const defaultBodyMs = 15_000;
/** How long a process may take to answer. */
const defaultAnswerMs = 60_000;
/** How long headers may take to arrive, and a body that is too long to store. */
const arrivalLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
};

const unavailable = 'This part of the shop does not answer right now. Please try again.';
const tooSlow = 'The request took too long to arrive';

/** Only WebSockets get a tunnel: `next dev` uses one to reload its pages. */
const wantsTunnel = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

/** 502 and 504 have none: whether a process has done what was asked is not known. */
const codes: Readonly<Partial<Record<number, ErrorCode>>> = {
  408: 'REQUEST_TIMEOUT',
  503: 'UNAVAILABLE',
};

function sendError(
  response: ServerResponse,
  url: string,
  status: number,
  message = unavailable,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const isApi = /^\/api(\/|\?|$)/i.test(url);
  response.writeHead(status, {
    'Content-Type': isApi ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    // Close: the late rest of a slow request would be read as the next request of the connection.
    ...(status === 408 ? { Connection: 'close' } : { 'Retry-After': '1' }),
  });
  const code = codes[status];
  const body: ErrorBody = { errors: [{ message, ...(code && { code }) }] };
  response.end(isApi ? JSON.stringify(body) : message);
}

export interface GatewayOptions {
  /** How long a body may take to arrive. */
  readonly bodyMs?: number;
  /** How long a process may take to answer. */
  readonly answerMs?: number;
  /** With `pods` it replaces the cluster's Services, which change no header. */
  readonly from?: From;
}

/**
 * Replaces ingress-nginx on one machine: it uses the Ingress's routes, shares the load, and skips processes that are
 * down.
 */
export function createGateway(
  routes: readonly Route[],
  upstreams: Upstreams,
  { bodyMs = defaultBodyMs, answerMs = defaultAnswerMs, from = 'visitors' }: GatewayOptions = {},
): Server {
  const inTurn = roundRobin(upstreams);
  const agent = new Agent({ keepAlive: true });
  const tunnel = createProxyServer({ xfwd: true });
  // Without a listener, a client that resets its websocket would end this process: the proxy throws the error.
  tunnel.on('error', () => undefined);
  const targetsOf = (request: IncomingMessage): string[] =>
    inTurn(serviceFor(routes, request.url ?? '/') ?? '');

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const timer = setTimeout(() => sendError(response, url, 408, tooSlow), bodyMs);
    const body = await holdBody(request).finally(() => clearTimeout(timer));
    if (!body) return;

    const headers = towardsService(request, body.length, from);
    let status: number = statuses['not taken'];
    for (const target of targetsOf(request)) {
      const outcome = await proxy(request, response, { target, agent, headers, body, answerMs });
      if (outcome === 'answered' || response.destroyed) return;
      status = statuses[outcome];
      const repeatable = outcome === 'not taken' || repeatableMethods.has(request.method ?? '');
      if (!repeatable || body.length === undefined) break;
    }
    sendError(response, url, status);
  }

  const server = createServer(arrivalLimits, (request, response) => {
    forward(request, response).catch((error: unknown) => {
      console.error(error);
      sendError(response, request.url ?? '/', 502);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const hangUp = (): void => void socket.destroy();
    const [target] = wantsTunnel(request) ? targetsOf(request) : [];
    if (target) {
      socket.on('error', hangUp);
      tunnel.ws(request, socket, head, { target }, hangUp);
      return;
    }
    // An offer of another protocol may be ignored, and the request is then answered in HTTP/1.1 (RFC 9110 §7.8). Node
    // has removed its parser from the connection, so a new parser reads the request again, without the offer.
    socket.unshift(Buffer.concat([Buffer.from(withoutUpgrade(request), 'latin1'), head]));
    server.emit('connection', socket);
  });
  return server;
}
