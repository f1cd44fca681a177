import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

import {
  keyOf,
  lowerCase,
  type StripeAnswer,
  type StripeRequest,
  type Transport,
  withFailure,
} from './http';
import { Ledger, type Row } from './ledger';

const toLine = (rows: readonly Row[]): string => `${JSON.stringify(rows)}\n`;

/** Ignores a last line without its end: a kill cut it off, so its request was never answered. */
const readRows = (file: string): Row[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .flatMap((line) => JSON.parse(line) as Row[])
    : [];

/** Appends the line or nothing. On a full disk a part of it would be written, and the next line would follow it. */
function append(file: string, line: string): void {
  const { size } = statSync(file);
  try {
    appendFileSync(file, line);
  } catch (error) {
    truncateSync(file, size);
    throw error;
  }
}

/** A ledger that survives a kill and a full disk. Each line of the file has the rows that one request wrote. */
export function openLedger(file: string): Ledger {
  mkdirSync(path.dirname(file), { recursive: true });
  const ledger = new Ledger({
    now: () => new Date(),
    onWrite: (rows) => append(file, toLine(rows)),
  });
  for (const row of readRows(file)) ledger.restore(row);
  const compact = `${file}.new`;
  writeFileSync(compact, toLine(ledger.rows()));
  renameSync(compact, file);
  return ledger;
}

/**
 * @param pause the time that Stripe takes; a second request under the key meanwhile gets a 409
 */
export function transportTo(
  ledger: Ledger,
  pause: () => Promise<unknown> = () => setImmediate(),
): Transport {
  const inUse = new Set<string>();
  return async (request) => {
    const key = keyOf(request);
    if (key === undefined) return ledger.answer(request);
    if (inUse.has(key)) return ledger.answer(withFailure(request, '409'));
    inUse.add(key);
    try {
      await pause();
      return ledger.answer(request);
    } finally {
      inUse.delete(key);
    }
  };
}

/** A server that answers by the transport. If that fails, it breaks the connection. */
export function serve(transport: Transport): Server {
  return createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    const send = ({ status, headers, body }: StripeAnswer): void => {
      response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(body);
    };
    text(request)
      .then((body): StripeRequest => ({
        method,
        path: url,
        headers: lowerCase(request.headers),
        body,
      }))
      .then(transport)
      .then(send)
      .catch(() => request.socket.destroy());
  });
}
