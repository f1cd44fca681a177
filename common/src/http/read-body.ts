import express, { type Request, type Response } from 'express';

import { AppError } from '../errors/app-error';

const maxBody = '100kb';
/** Of what a client calls its type, so much is repeated to it. */
const longestType = 100;

/** The other names of UTF-8 in the WHATWG Encoding Standard; the parser knows `utf-8` alone. */
const utf8 =
  /(;\s*charset\s*=\s*"?)(?:utf8|unicode-?[12]-?[01]-?utf-?8|x-unicode20utf8)(?="?\s*(?:;|$))/i;

const json = express.json({ limit: maxBody, type: ['json', '+json'] });

/**
 * Reads a JSON body into `request.body`, which stays undefined where there is none.
 *
 * @throws AppError `UNSUPPORTED_TYPE` where there is a body that does not say that it is JSON
 */
export async function readBody(request: Request, response: Response): Promise<void> {
  const type = request.headers['content-type'];
  if (type !== undefined) request.headers['content-type'] = type.replace(utf8, '$1utf-8');
  if (hasBody(request) && !request.is(['json', '+json'])) throw notJson(type);
  await new Promise<void>((resolve, reject) => {
    json(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('unreadable body'));
    });
  });
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function notJson(type: string | undefined): AppError {
  const named = type?.split(';')[0]?.trim().slice(0, longestType);
  const message = named
    ? `The body must be application/json, not ${named}`
    : 'The body must be application/json: there is no Content-Type';
  return new AppError('UNSUPPORTED_TYPE', [{ message }]);
}
