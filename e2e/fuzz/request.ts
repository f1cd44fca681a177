import { createHmac, randomUUID } from 'node:crypto';

import { signedIn } from '@ticketing-dev/common/testing';

import { varietyBy } from '../kit/variety';
import {
  brokenMessages,
  methods,
  nastyBodies,
  nastyHeaders,
  nastyJson,
  nastyParts,
  nastyQueries,
} from './corpus';
import { createPageRequests } from './pages';
import { pools, type Random } from './random';

/** One thing that is sent: a request, or bytes that are hardly one. */
export interface Sent {
  readonly service: 'auth' | 'tickets' | 'orders' | 'payments' | 'expiration' | 'client';
  /** Sent to the port of operators, where no ingress leads. */
  readonly isForOperators: boolean;
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** Bytes to be sent as they are, in place of all the rest. */
  readonly raw?: string;
}

interface Route {
  readonly service: Sent['service'];
  readonly method: string;
  readonly path: string;
  readonly fields?: Readonly<Record<string, (known: Known, random: Random) => unknown>>;
  /** How often it is taken: hashing a password is dear. */
  readonly weight: number;
}

/** What has come back so far, for requests that mean something. */
export interface Known {
  readonly tickets: string[];
  readonly orders: string[];
}

/** Those who play at one time. */
const people = (turn: number): readonly string[] => [
  `ann${turn}`,
  `bob${turn}`,
  `cid${turn}`,
  `user ${turn} with spaces`,
  `{"$gt":"${turn}"}`,
];
/** After so many requests other people play: in a long run, few accounts would meet the limit of open orders. */
const peopleStay = 10_000;
/** Names that no caller may set. */
const ownNames = ['userId', 'version', 'status', 'orderId', 'id', '_id', '$set', '__proto__'];
const tokens = ['tok_visa', 'tok_chargeDeclined', 'tok_mastercard', 'tok_visa111'];
const anId = '507f1f77bcf86cd799439011';

const email = (_known: Known, random: Random): string => `person${random.number(40)}@example.com`;
const spelled = (id: string, random: Random): string =>
  varietyBy(() => random.number(1_000_000) / 1_000_000).id(id);
const ticketId = ({ tickets }: Known, random: Random): string =>
  spelled(tickets.length > 0 ? random.pick(tickets) : anId, random);
const orderId = ({ orders }: Known, random: Random): string =>
  spelled(orders.length > 0 ? random.pick(orders) : anId, random);
const offer = {
  title: (_known: Known, random: Random) => `Seat ${random.number(1_000)}`,
  price: (_known: Known, random: Random) => random.number(100_000) / 100 + 1,
};

const routes: readonly Route[] = [
  {
    service: 'auth',
    method: 'POST',
    path: '/api/users/signup',
    fields: { email, password: () => 'a password' },
    weight: 2,
  },
  {
    service: 'auth',
    method: 'POST',
    path: '/api/users/signin',
    fields: { email, password: () => 'a password' },
    weight: 2,
  },
  { service: 'auth', method: 'POST', path: '/api/users/signout', weight: 4 },
  { service: 'auth', method: 'GET', path: '/api/users/currentuser', weight: 6 },
  { service: 'tickets', method: 'GET', path: '/api/tickets', weight: 4 },
  { service: 'tickets', method: 'GET', path: '/api/tickets/:ticket', weight: 10 },
  { service: 'tickets', method: 'POST', path: '/api/tickets', fields: offer, weight: 14 },
  { service: 'tickets', method: 'PUT', path: '/api/tickets/:ticket', fields: offer, weight: 14 },
  { service: 'orders', method: 'GET', path: '/api/orders', weight: 4 },
  { service: 'orders', method: 'GET', path: '/api/orders/:order', weight: 10 },
  { service: 'orders', method: 'POST', path: '/api/orders', fields: { ticketId }, weight: 16 },
  { service: 'orders', method: 'DELETE', path: '/api/orders/:order', weight: 8 },
  {
    service: 'payments',
    method: 'POST',
    path: '/api/payments',
    fields: { orderId, token: (_known, random) => random.pick(tokens) },
    weight: 12,
  },
  { service: 'payments', method: 'GET', path: '/api/payments/:order', weight: 8 },
  { service: 'tickets', method: 'GET', path: '/api/nothing', weight: 1 },
  { service: 'orders', method: 'GET', path: '/', weight: 1 },
];

/** GET /metrics belongs to whoever watches: each reading clears its gauges. */
const operatorRoutes: readonly Route[] = [
  { service: 'expiration', method: 'GET', path: '/healthz', weight: 1 },
  { service: 'orders', method: 'GET', path: '/readyz', weight: 1 },
  { service: 'payments', method: 'POST', path: '/metrics', weight: 1 },
  { service: 'tickets', method: 'GET', path: '/parked', weight: 1 },
  { service: 'orders', method: 'POST', path: '/parked/:parked/retry', weight: 2 },
  { service: 'expiration', method: 'POST', path: '/parked/:parked/retry', weight: 1 },
  { service: 'payments', method: 'DELETE', path: '/parked/:parked', weight: 2 },
];

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** Cookies that are no session, or not quite. */
function brokenCookies(jwtKey: string): string[] {
  const sign = (header: object, claims: object, algorithm = 'sha256'): string => {
    const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
    return `${signed}.${createHmac(algorithm, jwtKey).update(signed).digest('base64url')}`;
  };
  const claims = { id: 'ann', email: 'ann@example.com', iat: 1_700_000_000 };
  const jwts: unknown[] = [
    `${base64url('{"alg":"none"}')}.${base64url(JSON.stringify(claims))}.`,
    sign({ alg: 'HS512' }, claims, 'sha512'),
    sign({ alg: 'HS256' }, { ...claims, exp: 1 }),
    sign({ alg: 'HS256' }, { ...claims, id: { $gt: '' } }),
    sign({ alg: 'HS256' }, { ...claims, id: '' }),
    sign({ alg: 'HS256' }, { ...claims, id: 'x'.repeat(3_000) }),
    sign({ alg: 'HS256' }, {}),
    sign({ alg: 'HS256', kid: '../../etc/passwd' }, claims),
    'a.b.c',
    '..',
    '',
    null,
    7,
    {},
    [],
  ];
  return [
    ...jwts.map((jwt) => `session=${base64(JSON.stringify({ jwt }))}`),
    'session=',
    signedIn('ann', jwtKey).slice(0, -3),
    signedIn('ann', jwtKey).slice(0, 40),
    'session=%',
    'session=%ff',
    `session=${base64('not json')}`,
    `session=${base64('null')}`,
    `session=${base64('[]')}`,
    `session=${base64('"text"')}`,
    `session=${base64('{"jwt":')}`,
    `session=${base64('{"__proto__":{"jwt":"x"}}')}`,
    `session=${'A'.repeat(4_000)}`,
    'session=a; session=b',
    ';;;=;=;',
    '__proto__=x; constructor=y',
  ];
}

/** Of which exactly one is answered 201. */
export const sameSignUp = 'same sign-up';
const sameSignUpsAtOnce = 4;
const sameSignUpsOneIn = 500;
/** A page is dear: it asks several services. */
const pagesOneIn = 8;

/** What the requests are made of and for. */
export interface Wanted {
  readonly seed: number;
  readonly jwtKey: string;
  /** Whether there is a client that has pages. */
  readonly hasPages: boolean;
}

/** Makes what is sent next, at once where it is several: by the seed and by what has come back so far. */
export function createRequests({ seed, jwtKey, hasPages }: Wanted, random: Random, known: Known) {
  const { json, text } = pools(seed);
  const cookies = brokenCookies(jwtKey);
  const sessionsIn = (turn: number) => people(turn).map((id) => signedIn(id, jwtKey));
  let sessions = sessionsIn(0);
  let made = 0;
  const weighted = [...routes, ...operatorRoutes].flatMap((route) =>
    Array.from({ length: route.weight }, () => route),
  );

  const anything = (): string =>
    random.pick([
      () => random.pick(nastyJson),
      () => JSON.stringify(random.pick(json)),
      () => JSON.stringify(random.pick(text)),
    ])();

  const pathOf = ({ path }: Route, part?: string): string =>
    path
      .replace(':ticket', () => part ?? ticketId(known, random))
      .replace(':order', () => part ?? orderId(known, random))
      .replace(':parked', () => part ?? anId);

  const goodBody = ({ fields }: Route): Record<string, unknown> | undefined =>
    fields &&
    Object.fromEntries(Object.entries(fields).map(([name, make]) => [name, make(known, random)]));

  /** What the route expects, from somebody who is signed in. */
  const good = (route: Route): Sent => {
    const body = goodBody(route);
    return {
      service: route.service,
      isForOperators: operatorRoutes.includes(route),
      what: 'good',
      method: route.method,
      path: pathOf(route),
      headers: {
        Cookie: random.pick(sessions),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
    };
  };

  const oddField = (route: Route): Sent => {
    const goodRequest = good(route);
    const fields = new Map(
      Object.entries(goodBody(route) ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    for (const name of fields.keys()) if (random.oneIn(2)) fields.set(name, anything());
    if (random.oneIn(3)) fields.set(random.pick([...ownNames, random.pick(text)]), anything());
    if (random.oneIn(6)) fields.delete([...fields.keys()][0] ?? '');
    // Put together as text: an object would take `__proto__` for its prototype and send nothing of it.
    const members = [...fields].map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    const body = `{${members.join(',')}}`;
    const headers = { ...goodRequest.headers, 'Content-Type': 'application/json' };
    return { ...goodRequest, what: 'odd field', headers, body };
  };

  const oddBody = (route: Route): Sent => {
    const [type, body, encoding] = random.pick(nastyBodies);
    const headers = {
      ...good(route).headers,
      'Content-Type': type,
      ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    };
    return { ...good(route), what: 'odd body', headers, body };
  };

  const oddPath = (route: Route): Sent => {
    const part = random.oneIn(3)
      ? encodeURIComponent(random.pick(text).toWellFormed())
      : random.pick(nastyParts);
    const path = /:/.test(route.path) ? pathOf(route, part) : `${route.path}/${part}`;
    return { ...good(route), what: 'odd path', path };
  };

  const oddQuery = (route: Route): Sent => {
    const query = random.oneIn(2)
      ? random.pick(nastyQueries)
      : `?${random.pick(['limit', 'after', 'x'])}=${encodeURIComponent(random.pick(text).toWellFormed())}`;
    return { ...good(route), what: 'odd query', path: pathOf(route) + query };
  };

  const oddHeader = (route: Route): Sent => {
    const [name, value] = random.pick(nastyHeaders);
    return {
      ...good(route),
      what: 'odd header',
      headers: { ...good(route).headers, [name]: value },
    };
  };

  const oddCookie = (route: Route): Sent => {
    const cookie = random.oneIn(5) ? base64(random.pick(text)) : random.pick(cookies);
    const { Cookie: _own, ...headers } = good(route).headers;
    const isAbsent = random.oneIn(6);
    return {
      ...good(route),
      what: 'odd cookie',
      headers: isAbsent ? headers : { ...headers, Cookie: cookie },
    };
  };

  const oddMethod = (route: Route): Sent => ({
    ...good(route),
    what: 'odd method',
    method: random.pick(methods),
  });

  const broken = (route: Route): Sent => ({
    ...good(route),
    what: 'broken message',
    raw: random.pick(brokenMessages).replaceAll('PATH', pathOf(route)),
  });

  const kinds = [
    [14, good],
    [34, oddField],
    [12, oddBody],
    [12, oddPath],
    [8, oddQuery],
    [7, oddHeader],
    [8, oddCookie],
    [4, oddMethod],
    [2, broken],
  ] as const;
  const makers = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

  /** One address, as somebody sends it who clicks twice: one of them gets it. */
  const sameSignUps = (): Sent[] => {
    // Of this run alone: on a platform that stays, the run before has taken the address.
    const body = JSON.stringify({ email: `${randomUUID()}@example.com`, password: 'a password' });
    return Array.from({ length: sameSignUpsAtOnce }, () => ({
      service: 'auth',
      isForOperators: false,
      what: sameSignUp,
      method: 'POST',
      path: '/api/users/signup',
      headers: { 'Content-Type': 'application/json' },
      body,
    }));
  };

  const page = createPageRequests(random, known, {
    cookie: () => random.pick([...sessions, ...cookies]),
    text,
  });

  return (): readonly Sent[] => {
    made += 1;
    if (made % peopleStay === 0) sessions = sessionsIn(made / peopleStay);
    if (random.oneIn(sameSignUpsOneIn)) return sameSignUps();
    const isPage = hasPages && random.oneIn(pagesOneIn);
    return [isPage ? page() : random.pick(makers)(random.pick(weighted))];
  };
}
