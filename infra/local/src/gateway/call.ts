import { request as send, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

import type { Body } from './body';
import { type From, towardsClient, towardsService } from './headers';

const ANSWER_MS = 60_000;

/**
 * Nobody took the call, so nothing was done: any request can go to another process. A service that starts says the
 * same by the header X-Not-Taken; a cluster sends it nothing before it is ready.
 */
const NOT_TAKEN = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

export type Outcome = 'answered' | 'not taken' | 'broken off' | 'too late';

/** Passes a request to one process and its answer back, as it comes. */
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
    // Without an error, where the answer is none that a proxy passes on, such as 101.
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
