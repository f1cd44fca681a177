import { randomUUID } from 'node:crypto';

import { signedIn } from '@ticketing-dev/common/testing';
import type { ServiceName } from '@ticketing-dev/local';
import fc from 'fast-check';

import { varietyBy } from '../kit/variety';
import * as corpus from './corpus';

type Service = ServiceName | 'client';

/** A request, or bytes that are hardly one. In texts `:ticket` and `:order` stand for ids. */
export interface FuzzRequest {
  readonly service: Service;
  readonly isForOperators: boolean;
  /** Sent to the service itself, not through the gateway. */
  readonly isDirect: boolean;
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** Bytes to be sent in place of all the rest. */
  readonly raw?: string;
}

/** The ids that were answered so far. */
export interface Known {
  readonly ticket: string[];
  readonly order: string[];
}

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;
type Route = readonly [weight: number, Service, method: string, path: string, fields?: Fields];
type Change = (good: FuzzRequest) => Partial<FuzzRequest>;
type Weighted<T> = readonly [weight: number, arbitrary: fc.Arbitrary<T>];

const { constant, constantFrom } = fc;
const weighted = <T>(...all: readonly Weighted<T>[]): fc.Arbitrary<T> =>
  fc.oneof(...all.map(([weight, arbitrary]) => ({ weight, arbitrary })));
/** True once in so many times. */
const oneIn = (many: number): fc.Arbitrary<boolean> =>
  weighted([many - 1, constant(false)], [1, constant(true)]);

const email = fc.nat(39).map((n) => `person${n}@example.com`);
const credentials = { email, password: constant('a password') };
const title = fc.nat(999).map((n) => `Seat ${n}`);
const price = fc.nat(99_999).map((cents) => cents / 100 + 1);
const token = constantFrom('tok_visa', 'tok_chargeDeclined', 'tok_mastercard', 'tok_visa111');

/** Hashing a password is expensive, so auth has low weights. */
const routes: readonly Route[] = [
  [2, 'auth', 'POST', '/api/users/signup', credentials],
  [2, 'auth', 'POST', '/api/users/signin', credentials],
  [4, 'auth', 'POST', '/api/users/signout'],
  [6, 'auth', 'GET', '/api/users/currentuser'],
  [4, 'tickets', 'GET', '/api/tickets'],
  [10, 'tickets', 'GET', '/api/tickets/:ticket'],
  [14, 'tickets', 'POST', '/api/tickets', { title, price }],
  [14, 'tickets', 'PUT', '/api/tickets/:ticket', { title, price }],
  [4, 'orders', 'GET', '/api/orders'],
  [10, 'orders', 'GET', '/api/orders/:order'],
  [16, 'orders', 'POST', '/api/orders', { ticketId: constant(':ticket') }],
  [8, 'orders', 'DELETE', '/api/orders/:order'],
  [12, 'payments', 'POST', '/api/payments', { orderId: constant(':order'), token }],
  [8, 'payments', 'GET', '/api/payments/:order'],
  [1, 'tickets', 'GET', '/api/nothing'],
  [1, 'orders', 'GET', '/'],
  // Operators' routes. GET /metrics is omitted, because each reading clears its gauges.
  [1, 'expiration', 'GET', '/healthz'],
  [1, 'orders', 'GET', '/readyz'],
  [1, 'payments', 'POST', '/metrics'],
  [1, 'tickets', 'GET', '/parked'],
  [2, 'orders', 'POST', '/parked/:parked/retry'],
  [1, 'expiration', 'POST', '/parked/:parked/retry'],
  [2, 'payments', 'DELETE', '/parked/:parked'],
  [2, 'orders', 'GET', '/timeline?order=:order'],
  [2, 'tickets', 'GET', '/timeline?ticket=:ticket'],
  [1, 'auth', 'GET', '/events?limit=10'],
  [1, 'orders', 'GET', '/events?aggregate=:order'],
  [1, 'expiration', 'GET', '/doctor'],
  [1, 'payments', 'POST', '/events/replay?aggregate=:order'],
  [1, 'payments', 'POST', '/replicas/orders/rebuild?range=true'],
];
const operatorPath = /^\/(healthz|readyz|metrics|parked|timeline|events|doctor|replicas)/;

const pages: readonly Route[] = [
  [1, 'client', 'GET', '/'],
  [2, 'client', 'GET', '/tickets/:ticket'],
  [1, 'client', 'GET', '/tickets/new'],
  [1, 'client', 'GET', '/orders'],
  [2, 'client', 'GET', '/orders/:order'],
  [1, 'client', 'GET', '/auth/signin'],
  [1, 'client', 'GET', '/auth/signup'],
  [1, 'client', 'GET', '/auth/signout'],
];
/** A page is expensive: it calls several services. */
const pagesOneIn = 8;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 300 }),
  fc.emailAddress(),
  fc.webUrl(),
  fc.double().map(String),
  fc.bigInt().map(String),
);
const encoded = text.map((each) => encodeURIComponent(each.toWellFormed()));
const json = fc.oneof(
  constantFrom(...corpus.values),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  text.map((value) => JSON.stringify(value)),
);
const withHeaders =
  (headers: Readonly<Record<string, string>>): Change =>
  (good) => ({ headers: { ...good.headers, ...headers } });

const oddFields = fc
  .record({
    values: fc.array(fc.option(json, { freq: 1 }), { minLength: 2, maxLength: 2 }),
    extra: fc.option(fc.tuple(weighted([8, constantFrom(...corpus.fieldNames)], [1, text]), json), {
      freq: 1,
    }),
    isIncomplete: oneIn(6),
  })
  .map(({ values, extra, isIncomplete }): Change => (good) => {
    const own = Object.entries(JSON.parse(String(good.body ?? '{}')) as object);
    const fields = own.map(
      ([name, value], i) => [name, values[i] ?? JSON.stringify(value)] as const,
    );
    const all = [...(isIncomplete ? fields.slice(1) : fields), ...(extra ? [extra] : [])];
    // As text, because in an object `__proto__` would set the prototype.
    const members = all.map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    const headers = { ...good.headers, 'Content-Type': 'application/json' };
    return { headers, body: `{${members.join(',')}}` };
  });
const oddBody = (bodies: typeof corpus.bodies): fc.Arbitrary<Change> =>
  constantFrom(...bodies).map(([type, body, encoding]) => (good) => ({
    ...withHeaders({
      'Content-Type': type,
      ...(encoding !== undefined && { 'Content-Encoding': encoding }),
    })(good),
    body,
  }));
const oddPath = weighted([1, encoded], [2, constantFrom(...corpus.pathParts)]).map(
  (part): Change =>
    ({ path }) => ({
      path: path.includes(':')
        ? path.replace(/:\w+/, () => part)
        : `${path.replace(/\/$/, '')}/${part}`,
    }),
);
const oddQuery = (...names: readonly string[]): fc.Arbitrary<Change> =>
  fc
    .oneof(
      constantFrom(...corpus.queries),
      fc.tuple(constantFrom(...names), encoded).map(([name, value]) => `?${name}=${value}`),
    )
    .map((query) => ({ path }) => ({ path: path + query }));
const oddHeader = constantFrom(...corpus.headers).map(([name, value]) =>
  withHeaders({ [name]: value }),
);
const oddMethod = constantFrom(...corpus.methods).map((method): Change => () => ({ method }));
const broken = constantFrom(...corpus.brokenMessages).map((message): Change => ({ path }) => ({
  raw: message.replaceAll('PATH', () => path),
}));
const headersOfNext = fc
  .record({
    several: fc.array(constantFrom(...corpus.headersOfNext), { minLength: 1, maxLength: 4 }),
    state: fc.option(constantFrom(...corpus.routerStates), { freq: 1 }),
  })
  .map(({ several, state }) =>
    withHeaders({
      ...(state !== null && { RSC: '1', 'Next-Router-State-Tree': state }),
      ...Object.fromEntries(several),
    }),
  );
const unchanged = constant<Change>(() => ({}));

type Kind = readonly [weight: number, what: string, fc.Arbitrary<Change>];

function apiKinds(cookies: readonly string[]): Kind[] {
  const base64 = text.map((each) => Buffer.from(each).toString('base64'));
  const cookie = weighted([4, constantFrom(...cookies)], [1, base64]);
  return [
    [14, 'good', unchanged],
    [34, 'odd field', oddFields],
    [12, 'odd body', oddBody(corpus.bodies)],
    [12, 'odd path', oddPath],
    [8, 'odd query', oddQuery('limit', 'after', 'x')],
    [7, 'odd header', oddHeader],
    [7, 'odd cookie', cookie.map((value) => withHeaders({ Cookie: value }))],
    [1, 'odd cookie', constant(({ headers: { Cookie: _own, ...headers } }) => ({ headers }))],
    [4, 'odd method', oddMethod],
    [2, 'broken message', broken],
  ];
}

/** The change, half of the times with headers of Next. */
const maybeOfNext = (change: fc.Arbitrary<Change>): fc.Arbitrary<Change> =>
  fc.tuple(fc.oneof(unchanged, headersOfNext), change).map(([first, second]) => (good) => {
    const changed = { ...good, ...first(good) };
    return { ...changed, ...second(changed) };
  });

const post: Change = () => ({ method: 'POST' });
const pageKinds: readonly Kind[] = [
  [10, 'good page', unchanged],
  [30, 'page, headers of Next', headersOfNext],
  [14, 'page, odd path', maybeOfNext(oddPath)],
  [
    10,
    'page, path of Next',
    maybeOfNext(constantFrom(...corpus.pathsOfNext).map((path) => () => ({ path }))),
  ],
  [8, 'page, odd query', oddQuery('next', '_rsc', 'x')],
  [8, 'page, odd header', oddHeader],
  [8, 'page, odd method', maybeOfNext(oddMethod)],
  [
    8,
    'page, odd body',
    maybeOfNext(
      fc
        .oneof(oddBody(corpus.pageBodies), oddBody(corpus.bodies))
        .map((change) => (good) => ({ ...change(good), ...post(good) })),
    ),
  ],
  [4, 'page, broken message', broken],
];

/** A request for one of the routes, with a change of one of the kinds. */
function requestTo(
  to: readonly Route[],
  kinds: readonly Kind[],
  cookie: fc.Arbitrary<string | undefined>,
): fc.Arbitrary<FuzzRequest> {
  const route = weighted(
    ...to.map(([weight, service, method, path, fields]): Weighted<Partial<FuzzRequest>> => {
      const body = fields
        ? fc.record(fields).map((each) => JSON.stringify(each))
        : constant(undefined);
      return [weight, body.map((each) => ({ service, method, path, body: each }))];
    }),
  );
  const kind = weighted(
    ...kinds.map(([weight, what, change]): Weighted<readonly [string, Change]> => [
      weight,
      change.map((each) => [what, each] as const),
    ]),
  );
  return fc
    .tuple(route, kind, cookie, oneIn(4))
    .map(([sent, [what, change], Cookie, isGateway]) => {
      const good = {
        isForOperators: operatorPath.test(sent.path ?? ''),
        isDirect: !isGateway,
        what,
        headers: {
          ...(Cookie !== undefined && { Cookie }),
          ...(sent.body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...sent,
      } as FuzzRequest;
      return { ...good, ...change(good) };
    });
}

/** Of these concurrent requests exactly one gets 201. */
export const sameSignUp = 'same sign-up';
const sameSignUpsEvery = 500;

/** Several concurrent sign-ups with one address, as after repeated clicks. */
function sameSignUps(): FuzzRequest[] {
  // A new address, because a running platform keeps those of earlier runs.
  const body = JSON.stringify({ email: `${randomUUID()}@example.com`, password: 'a password' });
  const headers = { 'Content-Type': 'application/json' };
  const [service, method, path] = ['auth', 'POST', '/api/users/signup'] as const;
  const request = { service, method, path, headers, body, what: sameSignUp };
  return Array.from({ length: 4 }, () => ({ ...request, isForOperators: false, isDirect: false }));
}

const batch = 1_000;
/** After so many batches other people send the requests, or all would reach the limit of open orders. */
const batchesOfOnePeople = 10;

/** Endless requests by the seed; concurrent ones come together. */
export function* requests(
  seed: number,
  jwtKey: string,
  hasPages: boolean,
): Generator<readonly FuzzRequest[], never> {
  const cookies = corpus.brokenCookies(jwtKey);
  for (let i = 0; ; i += 1) {
    const turn = Math.floor(i / batchesOfOnePeople);
    const ids = [`ann${turn}`, `bob${turn}`, `cid${turn}`, `user ${turn} with spaces`];
    const sessions = [...ids, `{"$gt":"${turn}"}`].map((id) => signedIn(id, jwtKey));
    const api = requestTo(routes, apiKinds(cookies), constantFrom(...sessions));
    const visitor = weighted<string | undefined>(
      [1, constant(undefined)],
      [3, constantFrom(...sessions, ...cookies)],
    );
    const page = requestTo(pages, pageKinds, visitor);
    const any = weighted([pagesOneIn - 1, api], [hasPages ? 1 : 0, page]);
    const sample = fc.sample(any, { numRuns: batch, seed: seed + i });
    for (const [at, request] of sample.entries()) {
      if ((at + 1) % sameSignUpsEvery === 0) yield sameSignUps();
      yield [request];
    }
  }
}

const unknownId = '507f1f77bcf86cd799439011';

/** With ids that were answered so far, in any spelling. */
export function withIds(request: FuzzRequest, known: Known, random: () => number): FuzzRequest {
  const fill = (template: string): string =>
    template.replace(/:(ticket|order|parked)\b/g, (_, kind: keyof Known | 'parked') => {
      const ids = kind === 'parked' ? [] : known[kind];
      return varietyBy(random).id(ids[Math.floor(random() * ids.length)] ?? unknownId);
    });
  const { path, body, raw } = request;
  return {
    ...request,
    path: fill(path),
    body: typeof body === 'string' ? fill(body) : body,
    ...(raw !== undefined && { raw: fill(raw) }),
  };
}
