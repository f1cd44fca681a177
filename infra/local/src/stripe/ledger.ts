import { randomBytes } from 'node:crypto';

import { type Books, type Charge, type Params, type Route, routes } from './charges';
import { ApiError, internalError, invalid, keyInUse, keyMismatch } from './errors';
import { failureHeader, keyOf, type StripeAnswer, type StripeRequest } from './http';

/** The answer that a key returns again: https://docs.stripe.com/api/idempotent_requests. */
interface Stored {
  readonly at: number;
  readonly path: string;
  readonly params: string;
  readonly status: number;
  readonly body: string;
}

/** A row that a request wrote. */
export type Row =
  | { readonly table: 'charges'; readonly value: Charge }
  | { readonly table: 'keys'; readonly id: string; readonly value: Stored };

export interface LedgerOptions {
  readonly now: () => Date;
  readonly newId?: (prefix: string) => string;
  /** Receives the rows of a request before it is answered. If it throws, the request had no effect. */
  readonly onWrite?: (rows: readonly Row[]) => void;
}

const keyLifeMs = 24 * 60 * 60 * 1_000;
const noRoute = 'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.';

/** 24 letters and digits after the prefix. */
const randomId = (prefix: string): string =>
  `${prefix}_${randomBytes(18).toString('base64url').replace(/[-_]/g, '0')}`;

/** @returns what undoes it */
function put<T>(map: Map<string, T>, id: string, value: T): () => void {
  const before = map.get(id);
  map.set(id, value);
  return () => {
    if (before === undefined) map.delete(id);
    else map.set(id, before);
  };
}

/** Stripe's state and rules: https://docs.stripe.com/api. It answers every version of the API in the same way. */
export class Ledger {
  readonly #charges = new Map<string, Charge>();
  readonly #keys = new Map<string, Stored>();
  readonly #options: LedgerOptions;
  readonly #books: Books;
  #written: Row[] = [];
  #undo: (() => void)[] = [];

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#books = {
      charges: this.#charges,
      put: (value) => this.#write({ table: 'charges', value }),
      newId: options.newId ?? randomId,
      now: () => Math.floor(this.#time() / 1_000),
    };
  }

  /** Oldest first. */
  get charges(): readonly Charge[] {
    return [...this.#charges.values()];
  }

  rows(): Row[] {
    this.#dropExpiredKeys();
    return [
      ...this.charges.map((value) => ({ table: 'charges', value }) as const),
      ...[...this.#keys].map(([id, value]) => ({ table: 'keys', id, value }) as const),
    ];
  }

  /** @returns what undoes it */
  restore(row: Row): () => void {
    return row.table === 'charges'
      ? put(this.#charges, row.value.id, row.value)
      : put(this.#keys, row.id, row.value);
  }

  answer(request: StripeRequest): StripeAnswer {
    if (request.path === '/_ledger') return answered(200, this.charges);
    try {
      return this.#answer(request);
    } catch (error) {
      return failed(error);
    } finally {
      this.#store();
    }
  }

  #store(): void {
    const [written, undo] = [this.#written, this.#undo];
    [this.#written, this.#undo] = [[], []];
    if (written.length === 0) return;
    try {
      this.#options.onWrite?.(written);
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
  }

  #answer(request: StripeRequest): StripeAnswer {
    const { method, headers, body } = request;
    const failure = headers[failureHeader];
    const key = keyOf(request);
    authenticate(headers['authorization']);
    if (failure === '429') throw invalid('Too many requests', { code: 'rate_limit' }, 429);
    if (failure === '409') throw keyInUse(key);
    const [path = '', query = ''] = request.path.split('?');
    const params = Object.fromEntries(new URLSearchParams(method === 'GET' ? query : body));
    const sent = JSON.stringify(Object.entries(params).toSorted());

    this.#dropExpiredKeys();
    const stored = key === undefined ? undefined : this.#keys.get(key);
    if (key !== undefined && stored) {
      if (stored.path !== path)
        throw keyMismatch(key, `for the same endpoint they were first used for ('${stored.path}')`);
      if (stored.params !== sent)
        throw keyMismatch(key, 'with the same parameters they were first used with');
      const { status, body } = stored;
      return { status, headers: { 'idempotent-replayed': 'true' }, body };
    }

    let answer: StripeAnswer;
    try {
      if (failure === '500 before') throw internalError();
      const { route, id } = routeOf(method, path);
      check(route, params);
      answer = answered(200, route.run(this.#books, params, id));
      if (failure === '500 after') throw internalError();
    } catch (error) {
      if (error instanceof ApiError && !error.isStored) throw error;
      answer = failed(failure === '500 after' ? internalError() : error);
    }
    if (key !== undefined) {
      const { status, body } = answer;
      const value = { at: this.#time(), path, params: sent, status, body };
      this.#write({ table: 'keys', id: key, value });
    }
    return answer;
  }

  #time(): number {
    return this.#options.now().getTime();
  }

  #dropExpiredKeys(): void {
    // Oldest first.
    for (const [id, { at }] of this.#keys) {
      if (this.#time() - at < keyLifeMs) return;
      this.#keys.delete(id);
    }
  }

  #write(row: Row): void {
    this.#undo.push(this.restore(row));
    this.#written.push(row);
  }
}

const answered = (status: number, body: object): StripeAnswer => ({
  status,
  headers: {},
  body: JSON.stringify(body),
});

function failed(error: unknown): StripeAnswer {
  if (!(error instanceof ApiError)) throw error;
  return { status: error.status, headers: {}, body: error.body };
}

/** https://docs.stripe.com/api/authentication */
function authenticate(authorization = ''): void {
  const key = /^Bearer (.+)/.exec(authorization)?.[1];
  if (key === undefined) {
    throw invalid(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      {},
      401,
    );
  }
  if (!key.startsWith('sk_test_')) {
    throw invalid(`Invalid API Key provided: ${'*'.repeat(8)}${key.slice(-4)}`, {}, 401);
  }
}

function routeOf(method: string, path: string): { readonly route: Route; readonly id: string } {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match) return { route, id: match[1] ?? '' };
  }
  throw invalid(`Unrecognized request URL (${method}: ${path}). ${noRoute}`, {}, 404);
}

function check({ required = [], optional = [] }: Route, params: Params): void {
  const known = new Set([...required, ...optional, 'expand']);
  for (const param of Object.keys(params)) {
    if (known.has(param.replace(/\[.*/, ''))) continue;
    throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  for (const param of required) {
    if (params[param]) continue;
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
}
