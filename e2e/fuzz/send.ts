import http from 'node:http';
import net from 'node:net';

import type { Sent } from './request';

/** What came back. */
export interface Answer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** What it calls the request. */
  readonly requestId: string;
  /** Where it leads, if it says. */
  readonly location?: string | undefined;
}

const closed: Answer = { status: 0, type: '', body: '', requestId: '' };

/** Nobody answered in time. */
export const noAnswer: Answer = { status: -1, type: '', body: '', requestId: '' };

const patienceMs = 15_000;
/** Half a message is answered when the server loses patience, or never; nobody waits for that. */
const brokenPatienceMs = 1_500;
const invalidPath = /[^\u0021-\u00ff]/;
const invalidHeader = /[^\t\u0020-\u007e\u0080-\u00ff]/;

/**
 * Below the 5 s after which Node's servers close an idle connection: one that is closed just when it is used again would
 * look as if its request had not been answered.
 */
const idleMs = 2_000;
const sharedAgent = new http.Agent({ keepAlive: true, maxSockets: 64, timeout: idleMs });

const isHttp = ({ path, headers }: Sent): boolean =>
  !invalidPath.test(path) && Object.values(headers).every((value) => !invalidHeader.test(value));

/** Whether it says truly how long it is. */
const isFramed = ({ headers }: Sent): boolean => headers['Content-Length'] === undefined;

/** Node's client sends the body of a GET or a DELETE without saying how long it is: as the start of another request. */
const withLength = ({ headers, body = '' }: Sent): Sent['headers'] =>
  body.length === 0 ? headers : { 'Content-Length': `${Buffer.byteLength(body)}`, ...headers };

/** Whether a server that reads HTTP owes it an answer. */
export const isWellFormed = (sent: Sent): boolean =>
  sent.raw === undefined && isHttp(sent) && isFramed(sent);

/** Sends one request, by Node's client where that lets it through, byte by byte where it does not. */
export function send(base: URL, sent: Sent): Promise<Answer> {
  const { raw, headers } = sent;
  if (raw !== undefined) {
    return sendBytes(base, (socket) => socket.end(Buffer.from(raw, 'latin1')), brokenPatienceMs);
  }
  const isSendable =
    isHttp(sent) && headers['Expect'] === undefined && headers['Upgrade'] === undefined;
  if (!isSendable) {
    // Not ended: a server may hang up on a client that does, before it has answered.
    return sendBytes(base, (socket) => socket.write(toBytes(sent)), patienceMs);
  }
  // What is left over of a wrong length would be read as the start of the connection's next request.
  return sendRequest(base, sent, isFramed(sent) ? sharedAgent : false);
}

function sendRequest(base: URL, sent: Sent, agent: http.Agent | false): Promise<Answer> {
  const { method, path, body } = sent;
  const headers = withLength(sent);
  return new Promise((resolve) => {
    const request = http.request(
      { host: base.hostname, port: base.port, agent, method, path, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
            requestId: String(response.headers['x-request-id'] ?? ''),
            location: response.headers.location,
          }),
        );
        // Half an answer is none.
        response.once('error', () => resolve(closed));
        response.once('close', () => resolve(closed));
      },
    );
    const bound = setTimeout(() => {
      resolve(noAnswer);
      request.destroy();
    }, patienceMs);
    request.once('close', () => clearTimeout(bound));
    request.once('error', () => resolve(closed));
    // An answer that is none, such as 101, ends it without an error.
    request.once('close', () => resolve(closed));
    request.end(body);
  });
}

function toBytes(sent: Sent): Buffer {
  const { method, path, body = '' } = sent;
  const headers = { Host: 'x', Connection: 'close', ...withLength(sent) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`),
    Buffer.from(body),
  ]);
}

function sendBytes(
  base: URL,
  write: (socket: net.Socket) => void,
  waitMs: number,
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: base.hostname, port: Number(base.port) });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(toAnswer(Buffer.concat(chunks).toString()));
    });
    write(socket);
  });
}

/** The worst status of what came back: there may be several answers on one connection. */
function toAnswer(text: string): Answer {
  const statuses = [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) =>
    Number(status),
  );
  // 100 only says that an answer will come.
  return {
    status: Math.max(0, ...statuses.filter((status) => status >= 200)),
    type: 'raw',
    body: text,
    // Among the text.
    requestId: '',
  };
}
