import {
  brokenMessages,
  methods,
  nastyBodies,
  nastyHeaders,
  nastyParts,
  nastyQueries,
} from './corpus';
import type { Random } from './random';
import type { Known, Sent } from './request';
import type { Answer } from './send';

/** `:ticket` and `:order` stand for ids. */
const pages: readonly string[] = [
  '/',
  '/tickets/:ticket',
  '/tickets/:ticket',
  '/tickets/new',
  '/orders',
  '/orders/:order',
  '/orders/:order',
  '/auth/signin',
  '/auth/signup',
  '/auth/signout',
];

/** What Next has beside the pages, or might have. */
const others: readonly string[] = [
  '/icon.svg',
  '/favicon.ico',
  '/_not-found',
  '/_global-error',
  '/_global-error/_not-found',
  '/%5Fglobal-error',
  '/_error',
  '/_document',
  '/400',
  '/404',
  '/500',
  '/_next',
  '/_next/static',
  '/_next/static/',
  '/_next/static/chunks/main.js',
  '/_next/data/build/index.json',
  '/_next/data/build/tickets/:ticket.json',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75',
  '/_next/hmr',
  '/__nextjs_original-stack-frames',
  '/index',
  '/index.rsc',
  '/tickets/:ticket.rsc',
  '/tickets/:ticket.segments/_tree.segment.rsc',
  '/api',
  '/api/nothing',
  '//',
  '///evil.example',
  '/\\evil.example',
  '/..//evil.example',
  '/auth/signin?next=/.//evil.example/x',
  '/auth/signin?next=a&next=b',
  '/auth/signup?next=%',
];

const treeOf = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const home = ['', { children: ['(home)', { children: ['__PAGE__', {}] }] }, null, null, true];
const ticket = (id: string): unknown => [
  '',
  { children: ['tickets', { children: [['ticketId', id, 'd'], { children: ['__PAGE__', {}] }] }] },
];

function deepTree(levels: number): unknown {
  let tree: unknown = ['__PAGE__', {}];
  for (let i = 0; i < levels; i += 1) tree = ['a', { children: tree }];
  return tree;
}

/** The router state that an open tab sends: good, of another version, or nonsense. */
const routerStates: readonly string[] = [
  treeOf(home),
  treeOf(ticket('507f1f77bcf86cd799439011')),
  treeOf([...home.slice(0, 2), null, 'refetch']),
  treeOf([...home.slice(0, 2), '/orders', 'refetch', true]),
  treeOf([...home.slice(0, 2), null, 'inside-shared-layout']),
  treeOf([...home.slice(0, 2), null, 'metadata-only']),
  treeOf([...home.slice(0, 2), ['/', ''], null, true]),
  treeOf(ticket('%')),
  treeOf(ticket('')),
  treeOf(['', { children: [['ticketId', 'a', 'oc'], {}] }]),
  treeOf(['', { children: [['ticketId', 'a', 'nonsense'], {}] }]),
  treeOf(['', { __proto__: ['x', {}], constructor: ['x', {}], toString: ['x', {}] }]),
  treeOf(['', { a: ['x', {}], b: ['__PAGE__', {}] }]),
  treeOf(['__PAGE__?{"next":"/"}', {}]),
  treeOf(['__DEFAULT__', {}]),
  treeOf(deepTree(50)),
  treeOf(deepTree(400)),
  JSON.stringify(home),
  'garbage',
  '%',
  '%ff',
  '',
  ...['null', '[]', '{}', '[""]', '["",{}]', '["",[]]', '["",{"children":7}]', '[7,{}]'].map(
    encodeURIComponent,
  ),
];

/** What Next sends to itself, and trusts where it does. */
const nextHeaders: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['RSC', ['1', '0', '', 'x']],
  ['Next-Router-State-Tree', routerStates],
  ['Next-Router-Prefetch', ['1', '2', '3', 'x', '']],
  ['Next-Router-Segment-Prefetch', ['/_tree', '/_full', '/_head', '/_index', '/x', '..', '%', '']],
  ['Next-HMR-Refresh', ['1']],
  ['Next-Url', ['/', '/tickets/new', '%%%', '//evil.example', '/(.)x', '\\']],
  ['Next-Action', ['x', 'a'.repeat(42), 'constructor', '__proto__', '']],
  ['Next-Resume', ['1']],
  ['Next-Request-Id', ['x', '"><script>']],
  ['X-Action-Forwarded', ['1']],
  ['X-Action-Revalidated', ['[[],0,1]', 'x']],
  ['X-Nextjs-Data', ['1']],
  ['X-Nextjs-Redirect', ['//evil.example']],
  ['X-Nextjs-Postponed', ['1', '2']],
  ['X-Nextjs-Html-Request-Id', ['x']],
  ['X-Next-Cache-Tags', ['x,y']],
  ['X-Next-Revalidated-Tags', ['x']],
  ['X-Next-Resume-State-Length', ['9', '-1', 'x']],
  ['X-Middleware-Subrequest', ['src/proxy', 'proxy:proxy:proxy:proxy:proxy']],
  ['X-Middleware-Prefetch', ['1']],
  ['X-Middleware-Override-Headers', ['cookie', 'x-nonce,host', '__proto__']],
  ['X-Middleware-Request-X-Nonce', ['x']],
  ['X-Middleware-Request-X-Forwarded-For', ['6.6.6.6']],
  ['X-Middleware-Rewrite', ['http://evil.example', '/%']],
  ['X-Middleware-Next', ['1']],
  ['X-Middleware-Skip', ['1']],
  ['X-Middleware-Set-Cookie', ['session=x', '%']],
  ['X-Middleware-Invoke', ['1']],
  ['X-Invoke-Path', ['/%', '/_error', '/orders']],
  ['X-Invoke-Query', ['%', '%7B%7D', 'null']],
  ['X-Invoke-Status', ['500', 'x']],
  ['X-Invoke-Output', ['/orders', '/nothing']],
  ['X-Invoke-Error', ['{}', 'x']],
  ['X-Matched-Path', ['/%', '/orders', '/_global-error']],
  ['X-Now-Route-Matches', ['1=%', 'ticketId=a']],
  ['X-Prerender-Revalidate', ['x']],
  ['X-Prerender-Revalidate-If-Generated', ['1']],
  ['X-Nonce', ['x', '"><script>']],
  ['Content-Security-Policy', ["script-src 'nonce-x'", `script-src 'nonce-"><script>'`, ';;;']],
  ['Cookie', ['__prerender_bypass=x; __next_preview_data=%', 'next-instant-navigation-testing=1']],
  ['Purpose', ['prefetch']],
  ['Sec-Fetch-Dest', ['document', 'empty', 'image', 'iframe', 'x']],
  ['Sec-Fetch-Mode', ['navigate', 'cors', '']],
  ['Sec-Fetch-Site', ['none', 'same-origin', 'cross-site', '']],
  ['User-Agent', ['Googlebot', 'bingbot', '', 'x'.repeat(2_000), '((((((((a+)+)+)+']],
  ['Accept', ['text/x-component', 'image/avif', '']],
];

const pageBodies: readonly (readonly [type: string, body: string])[] = [
  ['multipart/form-data; boundary=x', 'x'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="$ACTION_ID_abc"\r\n\r\n\r\n--x--\r\n',
  ],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{"id":"a","bound":"$@1"}\r\n--x--\r\n',
  ],
  ['text/plain;charset=UTF-8', '["$F1"]'],
  ['text/plain;charset=UTF-8', '[{"__proto__":"$1"}]'],
];

/** Makes requests for pages, as browsers, tabs of another version and attackers send them. */
export function createPageRequests(
  random: Random,
  known: Known,
  { cookie, text }: { readonly cookie: () => string; readonly text: readonly string[] },
): () => Sent {
  const anId = '507f1f77bcf86cd799439011';
  const idOf = (ids: readonly string[]): string => (ids.length > 0 ? random.pick(ids) : anId);
  const named = (path: string, part?: string): string =>
    path
      .replace(':ticket', () => part ?? idOf(known.tickets))
      .replace(':order', () => part ?? idOf(known.orders));
  const page = (): string => named(random.pick(pages));

  const good = (path = page()): Sent => ({
    service: 'client',
    isForOperators: false,
    what: 'good page',
    method: 'GET',
    path,
    headers: random.oneIn(4) ? {} : { Cookie: cookie() },
    body: undefined,
  });

  const headersOfNext = (): Record<string, string> => {
    const several = Array.from({ length: 1 + random.number(4) }, () => random.pick(nextHeaders));
    const isRouters = random.oneIn(2);
    return {
      ...(isRouters && { RSC: '1', 'Next-Router-State-Tree': random.pick(routerStates) }),
      ...Object.fromEntries(several.map(([name, values]) => [name, random.pick(values)])),
    };
  };

  const oddPart = (): string =>
    random.oneIn(3)
      ? encodeURIComponent(random.pick(text).toWellFormed())
      : random.pick(nastyParts);
  const oddPath = (): string => {
    const path = random.pick(pages);
    return /:/.test(path) ? named(path, oddPart()) : `${path.replace(/\/$/, '')}/${oddPart()}`;
  };
  const oddQuery = (): string =>
    random.oneIn(2)
      ? random.pick(nastyQueries)
      : `?${random.pick(['next', '_rsc', 'x'])}=${encodeURIComponent(random.pick(text).toWellFormed())}`;
  const oddBody = (): Sent => {
    const [type, body] = random.pick(random.oneIn(2) ? pageBodies : nastyBodies);
    const headers = { ...good().headers, ...headersOfNext(), 'Content-Type': type };
    return { ...good(), what: 'page, odd body', method: 'POST', headers, body };
  };

  const kinds = [
    [10, () => good()],
    [
      30,
      () => ({
        ...good(),
        what: 'page, headers of Next',
        headers: { ...good().headers, ...headersOfNext() },
      }),
    ],
    [
      14,
      () => ({
        ...good(oddPath()),
        what: 'page, odd path',
        headers: random.oneIn(2) ? {} : headersOfNext(),
      }),
    ],
    [
      10,
      () => ({
        ...good(named(random.pick(others))),
        what: 'page, path of Next',
        headers: random.oneIn(2) ? {} : headersOfNext(),
      }),
    ],
    [8, () => ({ ...good(page() + oddQuery()), what: 'page, odd query' })],
    [
      8,
      () => {
        const [name, value] = random.pick(nastyHeaders);
        return {
          ...good(),
          what: 'page, odd header',
          headers: { ...good().headers, [name]: value },
        };
      },
    ],
    [
      8,
      () => ({
        ...good(),
        what: 'page, odd method',
        method: random.pick(methods),
        headers: headersOfNext(),
      }),
    ],
    [8, oddBody],
    [
      4,
      () => ({
        ...good(),
        what: 'page, broken message',
        raw: random.pick(brokenMessages).replaceAll('PATH', page()),
      }),
    ],
  ] as const satisfies readonly (readonly [number, () => Sent])[];
  const makers = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

  return () => random.pick(makers)();
}

/** Next sends what its router asks for to an address with a checksum of the headers; browsers follow. */
export function followed(sent: Sent, { status, location }: Answer): Sent | undefined {
  const isChecksum = status === 307 && location !== undefined && /[?&]_rsc=/.test(location);
  return sent.service === 'client' &&
    isChecksum &&
    location.startsWith('/') &&
    !/[?&]_rsc=/.test(sent.path)
    ? { ...sent, path: location }
    : undefined;
}
