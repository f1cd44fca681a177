import http from 'node:http';
import net from 'node:net';

import type { Sent } from './request';

/** What came back. */
export interface Answer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Nobody answered in time. */
export const noAnswer: Answer = { status: -1, type: '', body: '' };

const patienceMs = 15_000;
/** Half a message is answered when the server loses patience, or never; nobody waits for that. */
const brokenPatienceMs = 1_500;
const invalidPath = /[^\u0021-\u00ff]/;
const invalidHeader = /[^\t\u0020-\u007e\u0080-\u00ff]/;

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request, by Node's client where that lets it through, byte by byte where it does not. */
export function send(base: URL, sent: Sent): Promise<Answer> {
  const { raw, path, headers } = sent;
  if (raw !== undefined) return sendBytes(base, Buffer.from(raw, 'latin1'), brokenPatienceMs);
  const isSendable =
    !invalidPath.test(path) &&
    Object.values(headers).every((value) => !invalidHeader.test(value)) &&
    headers['Expect'] === undefined &&
    headers['Upgrade'] === undefined;
  return isSendable ? sendRequest(base, sent) : sendBytes(base, toBytes(sent), patienceMs);
}

function sendRequest(base: URL, { method, path, headers, body }: Sent): Promise<Answer> {
  return new Promise((resolve) => {
    const request = http.request(
      { host: base.hostname, port: base.port, agent, method, path, headers, timeout: patienceMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        const done = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          });
        response.once('end', done);
        response.once('error', done);
      },
    );
    request.once('timeout', () => {
      resolve(noAnswer);
      request.destroy();
    });
    // The server may close while we still send what it does not want.
    request.once('error', () => resolve({ status: 0, type: '', body: '' }));
    request.end(body);
  });
}

function toBytes({ method, path, headers, body }: Sent): Buffer {
  const content = Buffer.from(body ?? '');
  const lines = Object.entries({ Host: 'x', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  if (content.length > 0 && headers['Content-Length'] === undefined) {
    lines.push(`Content-Length: ${content.length}`);
  }
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`),
    content,
  ]);
}

function sendBytes(base: URL, bytes: Buffer, waitMs: number): Promise<Answer> {
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
    socket.end(bytes);
  });
}

/** The worst status of what came back: there may be several answers on one connection. */
function toAnswer(text: string): Answer {
  const statuses = [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) =>
    Number(status),
  );
  return { status: Math.max(0, ...statuses), type: 'raw', body: text };
}
