import { callerSignal, clientAddress, type Limit, limitByAddress } from '@ticketing-dev/common';
import type { Request, RequestHandler, Response } from 'express';

import type { Caller } from '../domain/turns';
import type { Devices } from './devices';

export const callerOf = (request: Request, response: Response): Caller => ({
  address: clientAddress(request),
  signal: callerSignal(response),
});

/** Works as {@link limitByAddress}, but skips browsers with a device cookie, which have their own limit. */
export function limitStrangersByAddress(devices: Devices, limit: Limit): RequestHandler {
  const limited = limitByAddress(limit);
  return (request, response, next) =>
    devices.read(request) ? next() : limited(request, response, next);
}
