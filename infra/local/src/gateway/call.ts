import { request as send, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

import type { Body } from './body';
import { type From, towardsClient, towardsService } from './headers';

const ANSWER_MS = 60_000;

/**
 * No process accepted the call, so nothing was done and any request can go to another process. A service that is still
 * starting returns the header X-Not-Taken instead. (In a cluster it gets no requests before it is ready.)
 */
const NOT_TAKEN = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

export type Outcome = 'answered' | 'not taken' | 'broken off' | 'too late';

/** Sends a request to one process and streams its response back. */
export function call(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  body: Body,
  agent: Agent,
  from: From,
): Promise<Outcome> {
  const { hostname, port } = new URL(target);
  return new Promise((resolve) => {
    let late = false;
    let isAnswered = false;
    const outgoing = send({
      agent,
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: towardsService(request, body.length, from),
      setHost: false,
    });
    const giveUp = (): void => void outgoing.destroy();
    response.once('close', giveUp);
    outgoing.setTimeout(ANSWER_MS, () => {
      late = true;
      outgoing.destroy();
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      response.off('close', giveUp);
      if (late) resolve('too late');
      else resolve(NOT_TAKEN.has(error.code ?? '') ? 'not taken' : 'broken off');
    });
    // Closed without an error: the response is one that a proxy does not forward, such as 101.
    outgoing.once('close', () => {
      if (!isAnswered) resolve('broken off');
    });
    outgoing.once('response', (incoming) => {
      isAnswered = true;
      if (incoming.headers['x-not-taken'] !== undefined) {
        response.off('close', giveUp);
        incoming.resume();
        resolve('not taken');
        return;
      }
      response.writeHead(
        incoming.statusCode ?? 502,
        incoming.statusMessage,
        towardsClient(incoming),
      );
      pipeline(incoming, response, () => resolve('answered'));
    });
    const stream = body.stream();
    stream.once('error', giveUp);
    stream.pipe(outgoing);
  });
}
