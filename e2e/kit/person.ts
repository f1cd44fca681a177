import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';

import type { ErrorBody, UserBody } from '@ticketing-dev/common/contracts';
import { undocumented } from '@ticketing-dev/contract';
import axios, { type AxiosResponse } from 'axios';

import { type Entry, History } from './checker/history';
import { type Shop, theShop } from './shop';
import { plain, type Variety } from './variety';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 30_000;
/** The gateway closes an idle connection after 5 s. This closes it before, so that no request is lost with it. */
const httpAgent = new Agent({ keepAlive: true, timeout: 2_000 });

export const messagesOf = ({ body }: Answer<unknown>): string[] =>
  (body as ErrorBody).errors.map(({ message }) => message);

/** @throws Error if the status is another one */
export function expectStatus<T>(answer: Answer<T>, status: number): T {
  if (answer.status === status) return answer.body;
  throw new Error(
    `expected ${status}, was answered ${answer.status}: ${JSON.stringify(answer.body)}`,
  );
}

export interface PersonOptions {
  /** The name in the history. */
  readonly name?: string;
  /** A session to start with: `session=…`. */
  readonly session?: string | undefined;
  readonly history?: History;
  readonly variety?: Variety;
}

/** What a request has beside its body. */
interface Extras {
  /** The idempotency key. */
  readonly key?: string | undefined;
  /** The secret of a door's link. */
  readonly doorToken?: string;
}

/**
 * A client of the shop that keeps its cookies. `call` sends any request and throws if there is no answer. The other
 * methods record what they send in the history, with or without an answer.
 */
export class Person {
  readonly name: string;
  readonly #cookies = new Map<string, string>();
  readonly #history: History;
  readonly #vary: Variety;
  /** By idempotency key: a key is for one body, and another spelling of a title is another body. */
  readonly #offers = new Map<string, object>();

  constructor(
    readonly shop: Shop = theShop,
    { name = 'a person', session, history = new History(), variety = plain }: PersonOptions = {},
  ) {
    this.name = name;
    this.#history = history;
    this.#vary = variety;
    if (session !== undefined) this.#keep(session);
  }

  /** The session, as the browser would send it. */
  sessionCookie(): string {
    const value = this.#cookies.get('session');
    if (value === undefined) throw new Error('there is no session yet');
    return `session=${value}`;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const { status, data, headers } = await this.#send<T>(method, path, body);
    return { status, body: data, headers };
  }

  signUp(email: string, withPassword = password): Promise<Entry> {
    const body = { email, password: withPassword };
    return this.#record('signs up', 'POST', '/api/users/signup', body);
  }

  signIn(email: string, withPassword = password): Promise<Entry> {
    const body = { email, password: withPassword };
    return this.#record('signs in', 'POST', '/api/users/signin', body);
  }

  signOut(): Promise<Entry> {
    return this.#record('signs out', 'POST', '/api/users/signout');
  }

  /** @param key the idempotency key: with the same key the answer is the same ticket */
  sell(price: number, key?: string): Promise<Entry> {
    const offer = this.#offers.get(key ?? '') ?? this.#offer(price);
    if (key !== undefined) this.#offers.set(key, offer);
    return this.#record('sells', 'POST', '/api/tickets', offer, { key });
  }

  edit(ticketId: string, price: number): Promise<Entry> {
    return this.#record('edits', 'PUT', this.#path('tickets', ticketId), this.#offer(price));
  }

  /** @param key the idempotency key: with the same key the answer is the same order */
  order(ticketId: string, key?: string): Promise<Entry> {
    const body = { ticketId: this.#vary.id(ticketId) };
    return this.#record('orders', 'POST', '/api/orders', body, { key });
  }

  cancel(orderId: string): Promise<Entry> {
    return this.#record('cancels', 'DELETE', this.#path('orders', orderId));
  }

  /** @param key the idempotency key: with the same key the answer is the same payment */
  pay(orderId: string, token = 'tok_visa', key?: string): Promise<Entry> {
    const body = { token, orderId: this.#vary.id(orderId) };
    return this.#record('pays', 'POST', '/api/payments', body, { key });
  }

  /** The pass of an order of one's own. */
  pass(orderId: string): Promise<Entry> {
    return this.#record('sees the pass', 'GET', this.#path('tickets/passes', orderId));
  }

  /** Makes the link of a door for the event of a ticket. */
  openDoor(ticketId: string, name = 'North gate'): Promise<Entry> {
    const body = { ticketId: this.#vary.id(ticketId), name };
    return this.#record('opens a door', 'POST', '/api/tickets/doors', body);
  }

  /**
   * Checks a code at a door.
   *
   * @param attemptId if the answer is lost, the same attempt is sent again
   * @param what another word for codes that must open no door
   */
  showCode(
    doorToken: string,
    attemptId: string,
    code: string,
    what: 'shows a code' | 'shows a wrong code' = 'shows a code',
  ): Promise<Entry> {
    const body = { attemptId, code: this.#vary.code(code) };
    return this.#record(what, 'POST', '/api/tickets/door/admissions', body, { doorToken });
  }

  list(what: 'tickets' | 'orders'): Promise<Entry> {
    return this.#record('lists', 'GET', `/api/${what}`);
  }

  show(what: 'tickets' | 'orders' | 'payments', id: string): Promise<Entry> {
    return this.#record('looks', 'GET', this.#path(what, id));
  }

  /** Reads any path. The text of a page is not stored in the history. */
  async look(path: string): Promise<Entry> {
    const entry = await this.#record('looks', 'GET', path);
    if (typeof entry.answer === 'string' && entry.outcome === 'ok') entry.answer = undefined;
    return entry;
  }

  #path(what: string, id: string): string {
    return `/api/${what}/${this.#vary.id(id)}`;
  }

  #offer(price: number): object {
    return { title: this.#vary.text('Séance'), price: this.#vary.price(price) };
  }

  async #record(
    what: string,
    method: string,
    path: string,
    body?: object,
    extras: Extras = {},
  ): Promise<Entry> {
    const content = body && this.#vary.body(body);
    const sent = `${path} ${content ? JSON.stringify(content) : ''}`;
    const entry = this.#history.begin(what, this.name, sent, extras.key);
    try {
      const { status, headers, data } = await this.#send<unknown>(method, path, content, extras);
      entry.status = status;
      entry.retryAfter = headers['retry-after'] as string | undefined;
      entry.answer = data === '' ? undefined : data;
      // A 5xx may have been answered after the work was done.
      entry.outcome = status < 400 ? 'ok' : status < 500 ? 'failed' : 'unknown';
    } catch (error) {
      if (error instanceof UndocumentedAnswerError) throw error;
      entry.answer = error instanceof Error ? error.message : String(error);
    }
    entry.tookMs = performance.now() - entry.calledMs;
    return entry;
  }

  async #send<T>(
    method: string,
    path: string,
    body?: unknown,
    { key, doorToken }: Extras = {},
  ): Promise<AxiosResponse<T>> {
    const response = await axios.request<T>({
      method,
      url: `${this.shop.url}${path}`,
      data: body,
      headers: this.#vary.headers({
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(doorToken === undefined ? {} : { authorization: `Bearer ${doorToken}` }),
      }),
      httpAgent,
      timeout: TIMEOUT_MS,
      validateStatus: () => true,
    });
    for (const cookie of response.headers['set-cookie'] ?? []) this.#keep(cookie);
    this.shop.onAnswer?.(response.status);
    assertDocumented(method, path, response);
    return response;
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    this.#cookies.set(name, value);
  }
}

/** An answer is not as docs/openapi.yaml says. */
export class UndocumentedAnswerError extends Error {}

/** The local gateway and an ingress answer themselves if a service does not: see docs/contract.md. */
const isOfProxy = (status: number, body: unknown): boolean =>
  (status === 502 || status === 503 || status === 504) &&
  (typeof body === 'string' ||
    (body as Partial<ErrorBody> | undefined)?.errors?.[0]?.message.startsWith(
      'This part of the shop does not answer',
    ) === true);

function assertDocumented(method: string, url: string, { status, data }: AxiosResponse): void {
  const body: unknown = data === '' ? undefined : data;
  if (!url.startsWith('/api/') || isOfProxy(status, body)) return;
  const fault = undocumented({ method, url, status, body });
  if (fault !== undefined) throw new UndocumentedAnswerError(fault);
}

/** The id of what a request made. */
export const idOf = ({ outcome, answer }: Entry): string | undefined =>
  outcome === 'ok' ? (answer as { id?: string } | undefined)?.id : undefined;

/** The body of a good answer. */
export const bodyOf = <T>({ outcome, answer }: Entry): T | undefined =>
  outcome === 'ok' ? (answer as T) : undefined;

/** A person with an account, signed in. */
export interface Member extends UserBody {
  readonly person: Person;
}

/** At most 20 characters: other platforms of this contract take no longer one. */
export const password = 'correct horse';
export const anEmail = (): string => `${randomUUID()}@example.com`;

export async function aMember(shop: Shop = theShop): Promise<Member> {
  const person = new Person(shop);
  const credentials = { email: anEmail(), password };
  const user = expectStatus(
    await person.call<UserBody>('POST', '/api/users/signup', credentials),
    201,
  );
  return { ...user, person };
}

export const aBuyer = aMember;
export const aSeller = aMember;
