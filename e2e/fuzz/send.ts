import http from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';

import type { FuzzRequest } from './requests';

export interface Answer {
  /** 0 if the connection was closed without an answer; -1 if there was none in time. */
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly requestId: string;
  readonly location?: string | undefined;
}

const closed: Answer = { status: 0, type: '', body: '', requestId: '' };
const patienceMs = 15_000;
/** Half a message is answered when the server times out, or never. */
const brokenPatienceMs = 1_500;
const invalidPath = /[^\u0021-\u00ff]/;
const invalidHeader = /[^\t\u0020-\u007e\u0080-\u00ff]/;

/**
 * Less than the 5 s after which Node's servers close an idle connection. Otherwise a connection that is closed when it is
 * reused looks like a request without an answer.
 */
const idleMs = 2_000;
const sharedAgent = new http.Agent({ keepAlive: true, maxSockets: 64, timeout: idleMs });

const isHttp = ({ path, headers }: FuzzRequest): boolean =>
  !invalidPath.test(path) && Object.values(headers).every((value) => !invalidHeader.test(value));

/** Whether its length is true. */
const isFramed = ({ headers }: FuzzRequest): boolean => headers['Content-Length'] === undefined;

/** Node's client sends no length for the body of a GET or a DELETE, so the body would start another request. */
const withLength = ({ headers, body = '' }: FuzzRequest): Record<string, string> =>
  body.length === 0
    ? { ...headers }
    : { 'Content-Length': String(Buffer.byteLength(body)), ...headers };

/** Whether a server must answer it. */
export const isWellFormed = (request: FuzzRequest): boolean =>
  request.raw === undefined && isHttp(request) && isFramed(request);

/** Sends a request by Node's client if that accepts it, else byte by byte. */
export function send(base: URL, request: FuzzRequest): Promise<Answer> {
  const { raw, headers } = request;
  if (raw !== undefined) {
    return sendBytes(base, (socket) => socket.end(Buffer.from(raw, 'latin1')), brokenPatienceMs);
  }
  if (isHttp(request) && headers['Expect'] === undefined && headers['Upgrade'] === undefined) {
    return sendRequest(base, request);
  }
  // Not ended, because a server may close the connection of a client that ends before the answer.
  return sendBytes(base, (socket) => socket.write(bytesOf(request)), patienceMs);
}

async function sendRequest(base: URL, sent: FuzzRequest): Promise<Answer> {
  const { hostname: host, port } = base;
  const signal = AbortSignal.timeout(patienceMs);
  // The rest of a wrong length would be read as the start of the connection's next request.
  const agent = isFramed(sent) ? sharedAgent : false;
  const { method, path } = sent;
  try {
    const options = { host, port, agent, method, path, headers: withLength(sent), signal };
    const request = http.request(options).end(sent.body);
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      // An answer such as 101 closes the request without an error.
      request.once('response', resolve).on('error', reject).once('close', reject);
    });
    const { statusCode = 0, headers } = response;
    return {
      status: statusCode,
      type: headers['content-type'] ?? '',
      body: await text(response),
      requestId: String(headers['x-request-id'] ?? ''),
      location: headers.location,
    };
  } catch {
    // Half an answer is none.
    return signal.aborted ? { ...closed, status: -1 } : closed;
  }
}

function bytesOf(request: FuzzRequest): Buffer {
  const headers = { Host: 'x', Connection: 'close', ...withLength(request) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${request.method} ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(request.body ?? '')]);
}

/** The worst status of the answers on one connection. */
async function sendBytes(
  { hostname, port }: URL,
  write: (socket: net.Socket) => void,
  waitMs: number,
): Promise<Answer> {
  const chunks: Buffer[] = [];
  const socket = net.connect({ host: hostname, port: Number(port) });
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  const timer = setTimeout(() => socket.destroy(), waitMs);
  write(socket);
  await new Promise((resolve) => socket.once('close', resolve));
  clearTimeout(timer);
  const body = Buffer.concat(chunks).toString();
  const statuses = [...body.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, each]) => Number(each));
  // 100 only announces an answer.
  const status = Math.max(0, ...statuses.filter((each) => each >= 200));
  return { ...closed, status, type: 'raw', body };
}
