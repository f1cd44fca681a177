import { signedIn } from '@ticketing-dev/common/testing';
import { Agent, request } from 'undici';

import type { Entry, History } from '../kit/checker/history';
import type { Answers } from '../kit/limits';
import { type Variety, varietyBy } from '../kit/variety';

export interface OrderAnswer {
  readonly id: string;
  readonly status: string;
  readonly ticket: { readonly id: string };
}

const patienceMs = 20_000;
const title = 'Séance';

/**
 * Somebody at the shop, who says things in all the ways there are. Whatever was sent is in the history, whether it was
 * answered or not.
 */
export class Client {
  readonly #agent = new Agent({ connections: 128, connect: { timeout: 3_000 } });

  readonly #vary: Variety;

  constructor(
    private readonly url: string,
    private readonly jwtKey: string,
    readonly history: History,
    private readonly answers: Answers,
    random: () => number,
  ) {
    this.#vary = varietyBy(random);
  }

  /** @param cookie a session that auth gave; without it, one as auth would give */
  sell(who: string, price: number, cookie?: string): Promise<Entry> {
    const headers = cookie === undefined ? {} : { cookie };
    return this.#send(who, 'sells', 'POST', '/api/tickets', this.#offer(price), headers);
  }

  edit(who: string, ticketId: string, price: number): Promise<Entry> {
    const path = `/api/tickets/${this.#vary.id(ticketId)}`;
    return this.#send(who, 'edits', 'PUT', path, this.#offer(price));
  }

  /** @param attempt by this name it may be asked again, and is told the same order */
  order(who: string, ticketId: string, attempt?: string): Promise<Entry> {
    const body = { ticketId: this.#vary.id(ticketId) };
    return this.#send(who, 'orders', 'POST', '/api/orders', body, called(attempt));
  }

  cancel(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'cancels', 'DELETE', `/api/orders/${this.#vary.id(orderId)}`);
  }

  /** @param attempt by this name it may be asked again, and is told the same payment */
  pay(who: string, orderId: string, token = 'tok_visa', attempt?: string): Promise<Entry> {
    const body = { token, orderId: this.#vary.id(orderId) };
    return this.#send(who, 'pays', 'POST', '/api/payments', body, called(attempt));
  }

  show(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/orders/${this.#vary.id(orderId)}`);
  }

  list(who: string, of: 'tickets' | 'orders'): Promise<Entry> {
    return this.#send(who, 'lists', 'GET', `/api/${of}`);
  }

  showTicket(who: string, ticketId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/tickets/${this.#vary.id(ticketId)}`);
  }

  showPayment(who: string, orderId: string): Promise<Entry> {
    return this.#send(who, 'looks', 'GET', `/api/payments/${this.#vary.id(orderId)}`);
  }

  signUp(email: string, password: string): Promise<Entry> {
    return this.#send(email, 'signs up', 'POST', '/api/users/signup', { email, password });
  }

  signIn(email: string, password: string): Promise<Entry> {
    return this.#send(email, 'signs in', 'POST', '/api/users/signin', { email, password });
  }

  signOut(email: string, cookie: string): Promise<Entry> {
    return this.#send(email, 'signs out', 'POST', '/api/users/signout', undefined, { cookie });
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #offer(price: number): object {
    return { title: this.#vary.text(title), price: this.#vary.price(price) };
  }

  async #send(
    who: string,
    what: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Entry> {
    const content = body && JSON.stringify(this.#vary.body(body));
    const entry = this.history.begin(what, who, `${path} ${content ?? ''}`);
    const since = performance.now();
    try {
      const answer = await request(this.url + path, {
        method,
        dispatcher: this.#agent,
        headers: this.#vary.headers({
          cookie: signedIn(who, this.jwtKey),
          'content-type': 'application/json',
          ...headers,
        }),
        ...(content === undefined ? {} : { body: content }),
        headersTimeout: patienceMs,
        bodyTimeout: patienceMs,
      });
      const text = await answer.body.text();
      this.answers.count(answer.statusCode);
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

const called = (attempt: string | undefined): Readonly<Record<string, string>> =>
  attempt === undefined ? {} : { 'idempotency-key': attempt };

/** The id of what a request made. */
export const idOf = ({ outcome, answer }: Entry): string | undefined =>
  outcome === 'ok' ? (answer as { id?: string } | undefined)?.id : undefined;
