import { signedIn } from '@ticketing-dev/common/testing';
import { Agent, request } from 'undici';

import type { Entry, History } from '../support/checker/history';

export interface OrderAnswer {
  readonly id: string;
  readonly status: string;
  readonly ticket: { readonly id: string };
}

const patienceMs = 20_000;

/** Somebody at the shop. Whatever was sent is in the history, whether it was answered or not. */
export class Client {
  readonly #agent = new Agent({ connections: 128, connect: { timeout: 3_000 } });

  constructor(
    private readonly url: string,
    private readonly jwtKey: string,
    readonly history: History,
  ) {}

  /** @param cookie a session that auth gave; without it, one as auth would give */
  sell(who: string, price: number, cookie?: string): Promise<Entry> {
    const headers = cookie === undefined ? {} : { cookie };
    return this.#send(who, 'sells', 'POST', '/api/tickets', { title: 'Seat', price }, headers);
  }

  edit(who: string, ticketId: string, price: number): Promise<Entry> {
    return this.#send(who, 'edits', 'PUT', `/api/tickets/${ticketId}`, { title: 'Seat', price });
  }

  /** @param attempt by this name it may be asked again, and is told the same order */
  order(who: string, ticketId: string, attempt?: string): Promise<Entry> {
    const headers = attempt === undefined ? {} : { 'idempotency-key': attempt };
    return this.#send(who, 'orders', 'POST', '/api/orders', { ticketId }, headers);
  }

  cancel(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'cancels', 'DELETE', `/api/orders/${orderId}`);
  }

  pay(who: string, orderId: string, token = 'tok_visa'): Promise<Entry> {
    return this.#send(who, 'pays', 'POST', '/api/payments', { token, orderId });
  }

  show(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/orders/${orderId}`);
  }

  list(who: string, of: 'tickets' | 'orders'): Promise<Entry> {
    return this.#send(who, 'lists', 'GET', `/api/${of}`);
  }

  showTicket(who: string, ticketId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/tickets/${ticketId}`);
  }

  showPayment(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/payments/${orderId}`);
  }

  signUp(email: string, password: string): Promise<Entry> {
    return this.#send(email, 'signs up', 'POST', '/api/users/signup', { email, password });
  }

  signIn(email: string, password: string): Promise<Entry> {
    return this.#send(email, 'signs in', 'POST', '/api/users/signin', { email, password });
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #send(
    who: string,
    what: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Entry> {
    const entry = this.history.begin(what, who, `${path} ${body ? JSON.stringify(body) : ''}`);
    const since = performance.now();
    try {
      const answer = await request(this.url + path, {
        method,
        dispatcher: this.#agent,
        headers: {
          cookie: signedIn(who, this.jwtKey),
          'content-type': 'application/json',
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        headersTimeout: patienceMs,
        bodyTimeout: patienceMs,
      });
      const text = await answer.body.text();
      entry.status = answer.statusCode;
      entry.cookie = [answer.headers['set-cookie']].flat()[0]?.split(';')[0];
      entry.retryAfter = answer.headers['retry-after']?.toString();
      entry.answer = text === '' ? undefined : (JSON.parse(text) as unknown);
      // A 5xx may have been answered after the work was done.
      entry.outcome =
        answer.statusCode < 400 ? 'ok' : answer.statusCode < 500 ? 'failed' : 'unknown';
    } catch (error) {
      entry.answer = error instanceof Error ? error.message : String(error);
    }
    entry.tookMs = performance.now() - since;
    return entry;
  }
}

/** The id of what a request made. */
export const idOf = ({ outcome, answer }: Entry): string | undefined =>
  outcome === 'ok' ? (answer as { id?: string } | undefined)?.id : undefined;
