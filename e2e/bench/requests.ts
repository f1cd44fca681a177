import { setTimeout as delay } from 'node:timers/promises';

import type { OrderData, UserPayload } from '@ticketing-dev/common';
import { Pool } from 'undici';

import { password } from '../kit/person';

const patienceMs = 30_000;
interface Pauses {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

const everyTenMs: Pauses = { firstMs: 10, factor: 1, longestMs: 10 };
/**
 * As a page may ask, to show that the order is complete. With pauses that do not grow, the polls of a platform that falls
 * behind take the CPU that it needs to catch up.
 */
const buyerPauses: Pauses = { firstMs: 20, factor: 1.5, longestMs: 1_000 };
export const buyerAsks = 'buyers ask after 20 ms, then after pauses that grow by half, up to 1 s';

/** An account that is signed in. */
export interface Member {
  readonly id: string;
  readonly cookie: string;
}

/** A request, and its only right answer. */
export interface ApiRequest {
  readonly route: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;
  readonly status: number;
  /** The text, or a part of the JSON. A function checks a value. */
  readonly expected: unknown;
  readonly by?: Member | undefined;
  readonly body?: unknown;
}

export const request = (
  route: ApiRequest['route'],
  status: number,
  expected: unknown,
  by?: Member,
  body?: unknown,
): ApiRequest => ({ route, status, expected, by, body });

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected === 'function') return (expected as (value: unknown) => boolean)(actual);
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  return Object.entries(expected).every(([key, value]) =>
    contains((actual as Record<string, unknown> | undefined)?.[key], value),
  );
}

/** Sends requests over kept-alive connections, in turns to each address. A wrong answer makes the whole run void. */
export class Client {
  readonly #pools: readonly Pool[];
  #sent = 0;

  constructor(...urls: readonly string[]) {
    const timeouts = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
    this.#pools = urls.map((url) => new Pool(url, { connections: 64, pipelining: 1, ...timeouts }));
  }

  async answer({ route, by, body }: Pick<ApiRequest, 'route' | 'by' | 'body'>) {
    const [method = '', path = ''] = route.split(' ');
    const type = body === undefined ? undefined : 'application/json';
    const pool = this.#pools[(this.#sent += 1) % this.#pools.length];
    if (!pool) throw new Error(`No process to send ${route} to`);
    const { statusCode, headers, ...response } = await pool.request({
      method: method as 'GET',
      path,
      headers: { cookie: by?.cookie, 'content-type': type },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: statusCode, headers, text: await response.body.text() };
  }

  /** @param isEarly whether to send again after a pause: the service has not received an event yet */
  async send(
    sent: ApiRequest,
    isEarly: (text: string, status: number) => boolean = () => false,
    { firstMs, factor, longestMs } = everyTenMs,
  ): Promise<string> {
    const end = performance.now() + patienceMs;
    let pauseMs = firstMs;
    for (;;) {
      const { status, text } = await this.answer(sent);
      if (!isEarly(text, status) || performance.now() > end) {
        const { expected } = sent;
        const read = (): unknown => (typeof expected === 'object' ? JSON.parse(text) : text);
        if (status === sent.status && contains(read(), expected)) return text;
        throw new Error(`${sent.route} must not return ${status} ${text.slice(0, 200)}`);
      }
      await delay(pauseMs);
      pauseMs = Math.min(pauseMs * factor, longestMs);
    }
  }

  /** A new account, with any cookie that the platform sets. */
  async signUp(email: string): Promise<Member> {
    const body = { email, password };
    const { status, headers, text } = await this.answer({ route: 'POST /api/users/signup', body });
    const [cookie = ''] = [headers['set-cookie'] ?? ''].flat();
    if (status !== 201 || cookie === '') throw new Error(`The sign-up returned ${status}`);
    return { id: (JSON.parse(text) as UserPayload).id, cookie: cookie.split(';', 1).join() };
  }
}

export const isUnknown = (_text: string, status: number): boolean => status === 404;
export const isText = (value: unknown): boolean => typeof value === 'string';

// Every answer to a POST is different, so each is parsed, the baseline's as well: the load costs the same for both.
export function postTicket(by: Member, i: number): ApiRequest {
  const offer = { title: `Seat ${i}`, price: 25 + (i % 50) };
  return request('POST /api/tickets', 201, { ...offer, id: isText }, by, offer);
}

export function postOrder(by: Member, ticketId: string): ApiRequest {
  const order = { id: isText, status: 'created', ticket: { id: ticketId } };
  return request('POST /api/orders', 201, order, by, { ticketId });
}

export const getTicket = (id: string): ApiRequest => request(`GET /api/tickets/${id}`, 200, { id });

export const getOrder = (by: Member, id: string): ApiRequest =>
  request(`GET /api/orders/${id}`, 200, { id }, by);

export const getTickets = (length: number): ApiRequest =>
  request('GET /api/tickets', 200, { length });

export const getOrders = (by: Member, length: number): ApiRequest =>
  request('GET /api/orders', 200, { length }, by);

export const signIn = (email: string): ApiRequest =>
  request('POST /api/users/signin', 200, { email }, undefined, { email, password });

export const getHome = request('GET /', 200, (text: string) => text.includes('</html>'));

/** Order, pay, and poll until the order is complete. */
export async function buy(
  to: (service: string) => Client,
  buyer: Member,
  ticketId: string,
): Promise<void> {
  const order = await to('orders').send(postOrder(buyer, ticketId));
  const { id } = JSON.parse(order) as OrderData;
  const payment = { orderId: id, token: 'tok_visa' };
  const pay = request('POST /api/payments', 201, { id: isText }, buyer, payment);
  await to('payments').send(pay, isUnknown, buyerPauses);
  const complete = { ...getOrder(buyer, id), expected: { id, status: 'complete' } };
  const isOpen = (text: string) => text.includes('"status":"created"');
  await delay(buyerPauses.firstMs);
  await to('orders').send(complete, isOpen, buyerPauses);
}
