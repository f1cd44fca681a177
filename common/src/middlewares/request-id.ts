import { randomUUID } from 'node:crypto';

import type { RequestHandler } from 'express';

import { hasCardNumber } from '../base/card-numbers';
import { withRequest } from '../base/request-context';

/** Takes the request's id from `X-Request-Id`, or makes one, for logs, events and the answer. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const isGood = given !== undefined && /^[\w-]{1,64}$/.test(given) && !hasCardNumber(given);
  const id = isGood ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  withRequest(id, next);
};
