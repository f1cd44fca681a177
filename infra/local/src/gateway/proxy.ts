import type { Agent, IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

import { createProxyServer } from 'http-proxy-3';

import type { Body } from './body';
import { towardsClient } from './headers';

/**
 * No process accepted the request, so nothing was done and any request can go to another process. A service that is
 * still starting returns the header X-Not-Taken instead. (In a cluster it gets no requests before it is ready.)
 */
const notTaken = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

const isClosing = ({ headers }: IncomingMessage): boolean =>
  /(^|,)\s*close\s*(,|$)/i.test(headers.connection ?? '');

/** A process that stops soon closes its idle connections. A POST that is sent into one at that moment would get 502. */
function closeIdle(agent: Agent, target: string): void {
  const { hostname, port } = new URL(target);
  const idle = agent.freeSockets[agent.getName({ host: hostname, port: Number(port) })];
  for (const socket of idle ?? []) socket.destroy();
}

export type Outcome = 'answered' | 'not taken' | 'broken off' | 'too late';

export interface ProxyOptions {
  readonly target: string;
  readonly agent: Agent;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  readonly answerMs: number;
}

/**
 * Sends a request to one process and streams its response back. http-proxy-3 cannot do these, so they are done here:
 *
 * - It forwards `Connection` and the headers that it lists, in both directions, and adds to a visitor's X-Forwarded-For.
 * - It pipes every response to the client, so no header of the response can send the request to another process.
 * - It leaves the client waiting if the process ends in the middle of a response, or answers 101.
 * - It reports a time-out as the same error as a broken connection.
 */
export function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  { target, agent, headers, body, answerMs }: ProxyOptions,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const attempt = createProxyServer<
      typeof IncomingMessage,
      typeof ServerResponse,
      NodeJS.ErrnoException
    >({
      target,
      agent,
      buffer: body.stream(),
      proxyTimeout: answerMs,
      selfHandleResponse: true,
      // The path as it was sent: `..` in it is not resolved after the route was chosen.
      toProxy: true,
    });
    let isLate = false;
    let isAnswered = false;
    // After the pass `deleteLength`, which would declare the chunked body of a DELETE to be empty.
    attempt.before('web', 'stream', () => {
      request.headers = { ...headers };
    });
    attempt.once('proxyReq', (outgoing) => {
      outgoing.once('timeout', () => {
        isLate = true;
      });
      // Closed without an error: the response is one that a proxy does not forward, such as 101.
      outgoing.once('close', () => {
        if (!isAnswered) resolve('broken off');
      });
    });
    attempt.once('proxyRes', (incoming) => {
      isAnswered = true;
      if (isClosing(incoming)) closeIdle(agent, target);
      if (incoming.headers['x-not-taken'] !== undefined) {
        incoming.resume();
        resolve('not taken');
        return;
      }
      const { statusCode = 502, statusMessage } = incoming;
      response.writeHead(statusCode, statusMessage, towardsClient(incoming));
      pipeline(incoming, response, () => resolve('answered'));
    });
    attempt.web(request, response, ({ code = '' }) => {
      if (isLate) resolve('too late');
      else resolve(notTaken.has(code) ? 'not taken' : 'broken off');
    });
  });
}
