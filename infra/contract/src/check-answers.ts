import { type IncomingMessage, ServerResponse } from 'node:http';

import { undocumented } from './answers';

/**
 * A set-up file of jest: a test fails if a server of its process answers a request of the API otherwise than the OpenAPI
 * document says.
 */
const faults: string[] = [];

/** On the prototype, which all test files of a process share. Each file sets its own function. */
const onFault = Symbol.for('ticketing: an answer is not as documented');
const prototype = ServerResponse.prototype as ServerResponse & {
  [onFault]?: (fault: string) => void;
};

if (!(onFault in prototype)) {
  const end = Reflect.get(prototype, 'end') as (...given: unknown[]) => ServerResponse;
  prototype.end = function checked(this: typeof prototype, ...given: unknown[]) {
    const fault = faultOf(this, given[0]);
    if (fault !== undefined) this[onFault]?.(fault);
    return end.apply(this, given);
  } as typeof prototype.end;
}
prototype[onFault] = (fault) => void faults.push(fault);

function faultOf(response: ServerResponse, chunk: unknown): string | undefined {
  const {
    method = '',
    url = '',
    originalUrl = url,
  } = response.req as IncomingMessage & {
    readonly originalUrl?: string;
  };
  if (!originalUrl.toLowerCase().startsWith('/api/')) return undefined;
  const text = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk.toString() : '';
  const body = text === '' ? undefined : parse(text);
  return undocumented({ method, url: originalUrl, status: response.statusCode, body });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function assertNone(): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`Not in docs/openapi.yaml:\n${found.join('\n')}`);
}

afterEach(assertNone);
// Answers that were sent after the last test, such as those of requests that it did not wait for.
afterAll(assertNone);
