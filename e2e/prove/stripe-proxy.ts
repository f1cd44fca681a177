import http from 'node:http';
import type net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What may go wrong between us and Stripe, and how often of a hundred calls when it is rough. */
export const stripeFaults = {
  'answer lost': 30,
  'reset before': 10,
  '500 before': 5,
  '500 after': 5,
  '409': 10,
  '429': 10,
  'late by 15 s': 5,
} as const;
export type StripeFault = keyof typeof stripeFaults;

const answerMs = 30_000;

/** Stands before Stripe. Keys remember a 500, as Stripe's do. */
export interface StripeProxy {
  readonly url: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Whether calls fail at random. */
  isRough: boolean;
  /** The next charge is made, and its answer is lost, also when Stripe's client asks again by itself. */
  loseNext(): void;
  /** Lets no answer to a new charge through until the promise that it gives back is called. */
  hold(): () => void;
  close(): void;
}

interface Sent {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const errorBody = (type: string, message: string, code?: string): Buffer =>
  Buffer.from(
    JSON.stringify({ error: { type, message, ...(code === undefined ? {} : { code }) } }),
  );

/**
 * @param upstream where Stripe's stand-in is, once that is known
 * @param random from 0 to 1, seeded
 */
export async function stripeProxy(
  upstream: () => string,
  random: () => number,
): Promise<StripeProxy> {
  const counts: Record<string, number> = {};
  const spent = new Set<string>();
  let held: Promise<void> | undefined;
  let toLose = 0;

  const chooseFault = (): StripeFault | undefined => {
    let chosen = random() * 100;
    for (const [fault, share] of Object.entries(stripeFaults)) {
      chosen -= share;
      if (chosen < 0) return fault as StripeFault;
    }
    return undefined;
  };

  const forward = (request: http.IncomingMessage, body: Buffer): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(upstream());
      const { method = 'GET', url = '/', headers } = request;
      const call = http.request({ hostname, port, method, path: url, headers }, (response) => {
        bodyOf(response).then(
          (answer) =>
            resolve({
              status: response.statusCode ?? 502,
              headers: response.headers,
              body: answer,
            }),
          reject,
        );
      });
      call.setTimeout(answerMs, () => call.destroy(new Error('Stripe does not answer')));
      call.on('error', reject);
      call.end(body);
    });

  const answer = (response: http.ServerResponse, { status, headers, body }: Sent): void => {
    const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = headers;
    response.writeHead(status, { ...kept, 'content-length': body.length });
    response.end(body);
  };

  const refuse = (
    response: http.ServerResponse,
    status: number,
    body: Buffer,
    headers: Record<string, string> = {},
  ): void =>
    answer(response, { status, headers: { 'content-type': 'application/json', ...headers }, body });

  const handle = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> => {
    const body = await bodyOf(request);
    const key = String(request.headers['idempotency-key'] ?? '');
    const isWrite = request.method === 'POST';
    const failure = errorBody('api_error', 'An unknown error occurred');
    const replay = (): void => refuse(response, 500, failure, { 'idempotent-replayed': 'true' });
    if (spent.has(key)) {
      replay();
      return;
    }
    const fault = proxy.isRough ? chooseFault() : undefined;
    if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
    switch (fault) {
      case 'reset before':
        destroy(request.socket);
        return;
      case '429':
        refuse(
          response,
          429,
          errorBody('invalid_request_error', 'Too many requests', 'rate_limit'),
        );
        return;
      case '409':
        refuse(
          response,
          409,
          errorBody(
            'idempotency_error',
            'Another request is using this key',
            'idempotency_key_in_use',
          ),
        );
        return;
      case '500 before':
        if (isWrite && key) spent.add(key);
        refuse(response, 500, failure);
        return;
      case '500 after':
        await forward(request, body);
        if (isWrite && key) spent.add(key);
        refuse(response, 500, failure);
        return;
      case 'answer lost':
        await forward(request, body);
        destroy(request.socket);
        return;
      case 'late by 15 s':
        await delay(15_500);
        // Another call under the key may have been answered since: Stripe keeps that answer.
        if (spent.has(key)) {
          replay();
          return;
        }
        break;
      case undefined:
        break;
    }
    const sent = await forward(request, body);
    const isCharge = isWrite && request.url === '/v1/charges';
    if (isCharge) await held;
    if (isCharge && toLose > 0) {
      toLose -= 1;
      destroy(request.socket);
      return;
    }
    answer(response, sent);
  };

  const server = http.createServer((request, response) => {
    handle(request, response).catch(() => destroy(request.socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const proxy: StripeProxy = {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    counts,
    isRough: false,
    loseNext: () => {
      toLose = 2;
    },
    hold() {
      let letGo: () => void = () => undefined;
      held = new Promise((resolve) => {
        letGo = resolve;
      });
      return () => {
        held = undefined;
        letGo();
      };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return proxy;
}

const destroy = (socket: net.Socket): void => void socket.destroy();

async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
