import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { signedIn } from '@ticketing-dev/common/testing';

/** The words of a text, with backslashes as they are written. */
const words = ({ raw }: TemplateStringsArray): string[] => raw.join('').trim().split(/\s+/);
const json = (value: unknown): string => JSON.stringify(value);
const offer = '{"title":"a","price":1}';
const anId = '507f1f77bcf86cd799439011';

/** JSON values that are known to cause 5xx in apps of this kind. A space is written as \u0020. */
export const values: readonly string[] = [
  ...words`
    null true 0 -1 123 1e308 0.001 0.30000000000000004 9007199254740993 -0 1e309 -1e309 1e-400
    0.1000000000000000055511151231257827 "" "\u0020" "0" "-1" "10.999" "1e308" "Infinity" "NaN" "0x10"
    "1_000" "１０" "zzz" "null" "undefined" "__proto__" "constructor" "../../etc/passwd" "acct_1"
    "$\u007b7*7}{{7*7}}" "<script>alert(1)</script>" "';\u0020db.dropDatabase();\u0020//"
    "507f1f77bcf86cd799439011" "507F1F77BCF86CD799439011" "twelve\u0020bytes"
    [] ["a@b.c"] ["507f1f77bcf86cd799439011"] [[[[[]]]]] {} {"$gt":""} {"$ne":null} {"$in":[]}
    {"$where":"sleep(10000)"} {"$regex":".*"} {"$gt":"","$gt":1} {"$date":"now"} {"toString":1}
    {"toString":"x","valueOf":"y"} {"length":1e9} {"constructor":{"prototype":{"isAdmin":true}}}
    {"__proto__":{"isAdmin":true}} {"__proto__":null} {"_bsontype":"ObjectId","id":"x"}`,
  // Prices, and how people write them.
  ...words`".5" "0000019.99" "19,99" "$20" "0.49"`,
  // Card numbers, which no answer may contain.
  ...words`
    "4242424242424242" "4242\u00204242\u00204242\u00204242" "5555-5555-5555-4444" "378282246310005"
    "4222222222222" "Row\u00201\u00204242.4242.4242.4242\u002012/27" "４２４２４２４２４２４２４２４２"
    "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢" "4242424242424242@example.com" "tok_4242424242424242"`,
  // Text that is not well-formed, that draws nothing, or that shows another text.
  ...words`
    "\u0000" "a\u0000b" "\ud800" "x\udc00y" "\u202e\u200b\ufeff" "\u3164\u115f\u1160\uffa0" "\u2800"
    "\u180e\ufe0f\udb40\udc41" "\u0301\u20e3" "a\u200bb" "Jazz\u0020\u202e99.1$\u0020-\u0020Jazz"
    "line\r\nbreak\u2028" "e\u0301"`,
  // Addresses that mean one mailbox, or none.
  ...words`
    "someone@dömäin.com" "Someone@xn--dmin-moa0i.COM" "cafe\u0301@example.com" "caf\u00e9@example.com"
    "\"someone\"@example.com" "\"some\u0020one\"@example.com" "some\u200bone@example.com"
    "someone@exam\u00adple.com" "someone@xn--zzzz.com" "someone@ex%61mple.com/x?y#z" "someone@127.1"
    "someone@[::1]"`,
  json(`${'ä'.repeat(64)}@${'ö'.repeat(63)}.com`),
  json('👨‍👩‍👧‍👦'.repeat(201)),
  json(`x${'\u0301'.repeat(3_000)}`),
  json('😀'.repeat(50)),
  json('9'.repeat(5_000)),
  json('a'.repeat(129)),
  json('a'.repeat(70_000)),
];

/** Names that no caller may set. */
export const fieldNames = words`userId version status orderId id _id $set __proto__`;

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const form = (...names: readonly (readonly [string, string])[]): string =>
  `${names.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`;

type Body = readonly [type: string, body: string | Buffer, encoding?: string];

/** Bodies that are not an object of ours, with their type and encoding. */
export const bodies: readonly Body[] = [
  ...[
    ...words`
      { {"title": {"a":1}} [] null "text" 42 {"__proto__":{"x":1},"title":"a","price":1}
      {"constructor":{"prototype":{"x":1}},"email":"a@b.c","password":"12345678"}
      {"title":"a","title":{"$gt":""},"price":1}`,
    '',
    '\u0000',
    `{"title":${deep(2_000)},"price":1}`,
    `{"title":${deep(40_000)},"price":1}`,
    `{"title":"${'x'.repeat(101_000)}","price":1}`,
    `{"title":"${'x'.repeat(1024 * 1024)}","price":1}`,
    Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
    Buffer.from('{"title":"\xff\xfe","price":1}', 'latin1'),
  ].map((body): Body => ['application/json', body]),
  ...[
    'application/json; charset=utf8',
    'application/json; charset=nonsense',
    'application/json; charset="x-unicode20utf8',
    'application/json; charset="',
    'application/json; charset=4242424242424242',
    'application/json;;;',
    'application/vnd.api+json',
    'application/4242424242424242+json',
    '4242424242424242',
    'text/plain',
    'multipart/form-data',
    '',
  ].map((type): Body => [type, offer]),
  ['application/json; charset=utf-16', Buffer.from(offer, 'utf16le')],
  ['application/x-www-form-urlencoded', 'title=a&price=1&a[b][c]=d&__proto__[x]=1'],
  ['multipart/form-data; boundary=x', form(['a', '1'])],
  ['application/json', gzipSync(offer), 'gzip'],
  ['application/json', gzipSync(Buffer.alloc(20_000_000, ' ')), 'gzip'],
  ...['gzip', 'br', 'deflate', 'nonsense', 'identity, gzip'].map((encoding): Body => [
    'application/json',
    offer,
    encoding,
  ]),
];

/** Bodies for pages, such as those of server actions. */
export const pageBodies: readonly Body[] = [
  ['multipart/form-data; boundary=x', 'x'],
  ['multipart/form-data; boundary=x', form(['$ACTION_ID_abc', ''])],
  [
    'multipart/form-data; boundary=x',
    form(['$ACTION_REF_1', ''], ['$ACTION_1:0', '{"id":"a","bound":"$@1"}']),
  ],
  ['text/plain;charset=UTF-8', '["$F1"]'],
  ['text/plain;charset=UTF-8', '[{"__proto__":"$1"}]'],
];

/** Parts of a path, as they are sent. */
export const pathParts: readonly string[] = [
  ...words`
    zzz 0 %00 %ff % %zz %E0%A4%A ..%2f..%2fetc%2fpasswd .. . %2e%2e __proto__ constructor toString
    507f1f77bcf86cd799439011 507F1F77BCF86CD799439011 507f1f77bcf86cd79943901 twelve%20bytes
    4242424242424242 4242-4242-4242-4242 [object%20Object] %7B%22%24gt%22%3A%22%22%7D null -1
    %F0%9F%98%80 ;a=b a;b x%0d%0aSet-Cookie:%20a=b * '%20or%201=1--`,
  'a'.repeat(5_000),
];

export const queries: readonly string[] = [
  ...words`
    ? ?limit=0 ?limit=-1 ?limit=1e9 ?limit=101 ?limit=NaN ?limit=1&limit=2 ?limit[]=1 ?limit[$gt]=1
    ?limit[$ne]= ?limit=4242424242424242 ?limit=%ff ?after=zzz ?after=4242424242424242 ?after[$gt]=
    ?after=%00 ?after=507f1f77bcf86cd799439011 ?__proto__[x]=1 ?constructor[prototype][x]=1
    ?a[b][c][d][e][f][g][h]=1 ?% ?= ?&&& ?where=1;sleep(5) #fragment`,
  `?${'a[]=1&'.repeat(1_500)}`,
  `?x=${'y'.repeat(7_000)}`,
];

export type Header = readonly [name: string, value: string];

/** Headers, written as `name:value|value`. */
const headerWords = (text: TemplateStringsArray): Header[] =>
  words(text).flatMap((word) => {
    const [name = '', ...rest] = word.split(':');
    return rest
      .join(':')
      .split('|')
      .map((value): Header => [name, value]);
  });

export const headers: readonly Header[] = [
  ...headerWords`
    X-Request-Id:"><script>|4242424242424242|4242-4242-4242-4242 X-Forwarded-Proto:https,http,gopher
    X-Forwarded-Host:][::: X-HTTP-Method-Override:DELETE Sec-Fetch-Site:cross-site|
    Origin:null|https://evil.example Accept:*/*;q=nonsense|text/ÿ Accept-Encoding:br;q=x,,
    Range:bytes=0-0,-1,9- If-None-Match:* If-Modified-Since:yesterday
    Idempotency-Key:{"$gt":""}||4242424242424242|507f1f77bcf86cd799439011 Content-Length:0
    Expect:100-continue Content-Encoding:4242424242424242 Upgrade:websocket TE:trailers
    Host:|evil.example:99999`,
  ['X-Request-Id', 'x'.repeat(5_000)],
  ['X-Forwarded-For', '1.2.3.4, 5.6.7.8, unknown'],
  ['Accept-Language', '*'.repeat(500)],
  ['Authorization', 'Bearer x'],
  ['Idempotency-Key', '4242 4242 4242 4242'],
  ['Idempotency-Key', 'a'.repeat(256)],
  ['Connection', 'Upgrade, HTTP2-Settings'],
  ['Big', 'b'.repeat(10_000)],
];

export const methods = words`GET HEAD POST PUT DELETE PATCH OPTIONS TRACE PROPFIND LINK SEARCH`;

/** Bytes that are hardly HTTP. `PATH` is replaced by a route, and `⏎` by the end of a line. */
export const brokenMessages: readonly string[] = [
  '⏎',
  'GET⏎⏎',
  'GET PATH⏎⏎',
  'GET PATH HTTP/9.9⏎⏎',
  'GET PATH HTTP/1.1⏎⏎',
  'GET PATH HTTP/1.0⏎⏎',
  'FOO PATH HTTP/1.1⏎Host: x⏎⏎',
  'get PATH HTTP/1.1⏎Host: x⏎⏎',
  'GET PATH with spaces HTTP/1.1⏎Host: x⏎⏎',
  'GET http://evil.example/PATH HTTP/1.1⏎Host: x⏎⏎',
  'GET //PATH HTTP/1.1⏎Host: x⏎⏎',
  'GET * HTTP/1.1⏎Host: x⏎⏎',
  'OPTIONS * HTTP/1.1⏎Host: x⏎Connection: close⏎⏎',
  'CONNECT PATH HTTP/1.1⏎Host: x⏎⏎',
  'CONNECT evil.example:80 HTTP/1.1⏎Host: x⏎⏎',
  'PRI * HTTP/2.0⏎⏎SM⏎⏎',
  'GET PATH HTTP/1.1⏎Host: a⏎Host: b⏎Connection: close⏎⏎',
  'GET PATH HTTP/1.1⏎Host: x⏎NoColon⏎⏎',
  'GET PATH HTTP/1.1⏎Host: x⏎: empty⏎⏎',
  'GET PATH HTTP/1.1⏎Host: x⏎A: \u0000⏎⏎',
  'GET PATH HTTP/1.1\nHost: x\nConnection: close\n\n',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Length: -1⏎⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Length: 99999999999999999999⏎⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Length: 5⏎Content-Length: 6⏎⏎hello',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Type: application/json⏎Content-Length: 100⏎⏎{"title"',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Length: 4⏎Transfer-Encoding: chunked⏎⏎0⏎⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Transfer-Encoding: chunked⏎⏎zz⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Transfer-Encoding: chunked⏎Content-Type: application/json⏎⏎2⏎{}⏎0⏎⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Transfer-Encoding: chunked⏎Content-Type: application/json⏎⏎5⏎{"a":',
  'POST PATH HTTP/1.1⏎Host: x⏎Transfer-Encoding: gzip, chunked⏎⏎0⏎⏎',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Type: application/json⏎Content-Length: 2⏎Expect: 100-continue⏎Connection: close⏎⏎{}',
  'POST PATH HTTP/1.1⏎Host: x⏎Content-Length: 2⏎Expect: nonsense⏎Connection: close⏎⏎{}',
  `GET PATH HTTP/1.1⏎Host: x⏎Big: ${'b'.repeat(20_000)}⏎⏎`,
  `GET PATH HTTP/1.1⏎Host: x⏎${'A: b⏎'.repeat(2_500)}⏎`,
  `GET PATH?${'q'.repeat(20_000)} HTTP/1.1⏎Host: x⏎⏎`,
  'GET PATH HTTP/1.1⏎Host: x⏎⏎GET PATH HTTP/1.1⏎Host: x⏎Connection: close⏎⏎',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
].map((message) => message.replaceAll('⏎', '\r\n'));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** Cookies that are no session, or almost one. */
export function brokenCookies(jwtKey: string): string[] {
  const sign = (claims: object, header: object = {}, algorithm = 'sha256'): string => {
    const signed = `${base64url(json({ alg: 'HS256', ...header }))}.${base64url(json(claims))}`;
    return `${signed}.${createHmac(algorithm, jwtKey).update(signed).digest('base64url')}`;
  };
  const claims = { id: 'ann', email: 'ann@example.com', iat: 1_700_000_000 };
  const jwts = [
    `${base64url('{"alg":"none"}')}.${base64url(json(claims))}.`,
    sign(claims, { alg: 'HS512' }, 'sha512'),
    sign(claims, { kid: '../../etc/passwd' }),
    sign({ ...claims, exp: 1 }),
    sign({}),
    ...[{ $gt: '' }, '', 'x'.repeat(3_000)].map((id) => sign({ ...claims, id })),
    ...['a.b.c', '..', '', null, 7, {}, []],
  ].map((jwt) => json({ jwt }));
  const sessions = words`not\u0020json null [] "text" {"jwt": {"__proto__":{"jwt":"x"}}`;
  return [
    ...[...jwts, ...sessions].map((session) => `session=${base64(session)}`),
    signedIn('ann', jwtKey).slice(0, -3),
    signedIn('ann', jwtKey).slice(0, 40),
    `session=${'A'.repeat(4_000)}`,
    'session=a; session=b',
    '__proto__=x; constructor=y',
    ...words`session= session=% session=%ff ;;;=;=;`,
  ];
}

/** Paths of Next beside the pages, or that it might have. */
export const pathsOfNext = words`
  /icon.svg /favicon.ico /_not-found /_global-error /_global-error/_not-found /%5Fglobal-error /_error
  /_document /400 /404 /500 /_next /_next/static /_next/static/ /_next/static/chunks/main.js
  /_next/data/build/index.json /_next/data/build/tickets/:ticket.json /_next/hmr
  /_next/image?url=%2Ficon.svg&w=64&q=75 /_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75
  /__nextjs_original-stack-frames /index /index.rsc /tickets/:ticket.rsc
  /tickets/:ticket.segments/_tree.segment.rsc /api /api/nothing // ///evil.example /\evil.example
  /..//evil.example /auth/signin?next=/.//evil.example/x /auth/signin?next=a&next=b /auth/signup?next=%`;

const deepTree = (levels: number): unknown =>
  levels === 0 ? ['__PAGE__', {}] : ['a', { children: deepTree(levels - 1) }];
const home = ['', { children: ['(home)', { children: ['__PAGE__', {}] }] }];
const ticket = (id: string, kind = 'd', page: object = { children: ['__PAGE__', {}] }) => [
  '',
  { children: ['tickets', { children: [['ticketId', id, kind], page] }] },
];

/** The router state that an open tab sends: good, of another version, or nonsense. */
export const routerStates: readonly string[] = [
  ...[
    [...home, null, null, true],
    [...home, null, 'refetch'],
    [...home, '/orders', 'refetch', true],
    [...home, null, 'inside-shared-layout'],
    [...home, null, 'metadata-only'],
    [...home, ['/', ''], null, true],
    ...[anId, '%', ''].map((id) => ticket(id)),
    ticket('a', 'oc', {}),
    ticket('a', 'nonsense', {}),
    ['', { __proto__: ['x', {}], constructor: ['x', {}], toString: ['x', {}] }],
    ['', { a: ['x', {}], b: ['__PAGE__', {}] }],
    ['__PAGE__?{"next":"/"}', {}],
    ['__DEFAULT__', {}],
    deepTree(50),
    deepTree(400),
  ].map((tree) => encodeURIComponent(json(tree))),
  ...words`null [] {} [""] ["",{}] ["",[]] ["",{"children":7}] [7,{}]`.map(encodeURIComponent),
  json([...home, null, null, true]),
  ...['garbage', '%', '%ff', ''],
];

/** Headers that Next sends to itself, and trusts where it does. */
export const headersOfNext: readonly Header[] = [
  ...headerWords`
    RSC:1|0||x Next-HMR-Refresh:1 Next-Resume:1 Next-Request-Id:x|"><script>
    Next-Router-Prefetch:1|2|3|x| Next-Router-Segment-Prefetch:/_tree|/_full|/_head|/_index|/x|..|%|
    Next-Url:/|/tickets/new|%%%|//evil.example|/(.)x|\ Next-Action:x|constructor|__proto__|
    X-Action-Forwarded:1 X-Action-Revalidated:[[],0,1]|x X-Nextjs-Data:1
    X-Nextjs-Redirect://evil.example X-Nextjs-Postponed:1|2 X-Nextjs-Html-Request-Id:x
    X-Next-Cache-Tags:x,y X-Next-Revalidated-Tags:x X-Next-Resume-State-Length:9|-1|x
    X-Middleware-Subrequest:src/proxy|proxy:proxy:proxy:proxy:proxy X-Middleware-Prefetch:1
    X-Middleware-Override-Headers:cookie|x-nonce,host|__proto__ X-Middleware-Request-X-Nonce:x
    X-Middleware-Request-X-Forwarded-For:6.6.6.6 X-Middleware-Rewrite:http://evil.example|/%
    X-Middleware-Next:1 X-Middleware-Skip:1 X-Middleware-Set-Cookie:session=x|%
    X-Middleware-Invoke:1 X-Invoke-Path:/%|/_error|/orders X-Invoke-Query:%|%7B%7D|null
    X-Invoke-Status:500|x X-Invoke-Output:/orders|/nothing X-Invoke-Error:{}|x
    X-Matched-Path:/%|/orders|/_global-error X-Now-Route-Matches:1=%|ticketId=a
    X-Prerender-Revalidate:x X-Prerender-Revalidate-If-Generated:1 X-Nonce:x|"><script>
    Content-Security-Policy:;;; Cookie:next-instant-navigation-testing=1 Purpose:prefetch
    Sec-Fetch-Dest:document|empty|image|iframe|x Sec-Fetch-Mode:navigate|cors|
    Sec-Fetch-Site:none|same-origin|cross-site| User-Agent:Googlebot|bingbot||((((((((a+)+)+)+
    Accept:text/x-component|image/avif|`,
  ['Next-Action', 'a'.repeat(42)],
  ['Content-Security-Policy', "script-src 'nonce-x'"],
  ['Content-Security-Policy', `script-src 'nonce-"><script>'`],
  ['Cookie', '__prerender_bypass=x; __next_preview_data=%'],
  ['User-Agent', 'x'.repeat(2_000)],
  ...routerStates.map((state): Header => ['Next-Router-State-Tree', state]),
];
