import type { IncomingMessage } from 'node:http';

/** Headers for one connection only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/** Headers that only the gateway may set: those that a visitor sends are dropped. */
const FORWARDED = new Set([
  ...['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port'],
  ...['x-forwarded-proto', 'x-real-ip'],
]);

/** A request needs these: the end of its body, and its host. A `Connection` header cannot remove them. */
const ESSENTIAL = new Set(['content-length', 'host']);

type Headers = (readonly [name: string, value: string])[];

function pairs(raw: readonly string[]): Headers {
  const found: Headers = [];
  for (let i = 0; i + 1 < raw.length; i += 2) found.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return found;
}

/** Further headers for one connection only, which its `Connection` headers list, such as `HTTP2-Settings`. */
function namedByConnection(headers: Headers): ReadonlySet<string> {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim());
  return new Set(named.filter((name) => !ESSENTIAL.has(name)));
}

function endToEnd(raw: readonly string[]): Headers {
  const headers = pairs(raw);
  const named = namedByConnection(headers);
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !HOP_BY_HOP.has(lower) && !named.has(lower);
  });
}

/** The head of a request as it was sent, without the headers that ask for another protocol. */
export function withoutUpgrade(request: IncomingMessage): string {
  const headers = pairs(request.rawHeaders);
  const named = namedByConnection(headers);
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return lower !== 'upgrade' && lower !== 'connection' && !named.has(lower);
  });
  const lines = kept.map(([name, value]) => `${name}: ${value}`);
  const { method = '', url = '', httpVersion } = request;
  return [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n');
}

/** Who sends requests: `visitors` from outside, or `pods`, our own processes, whose forwarding headers are trusted. */
export type From = 'visitors' | 'pods';

/** The client's headers. For visitors the gateway adds the forwarding headers (address, protocol, host). */
export function towardsService(
  request: IncomingMessage,
  bodyLength: number | undefined,
  from: From,
): string[] {
  const address = request.socket.remoteAddress ?? '';
  const host = request.headers.host ?? '';
  const own = endToEnd(request.rawHeaders).filter(([name]) => {
    const lower = name.toLowerCase();
    const isClaim = from === 'visitors' && FORWARDED.has(lower);
    return !isClaim && (bodyLength === undefined || lower !== 'content-length');
  });
  const known: Headers = [
    ['X-Forwarded-For', address],
    ['X-Forwarded-Proto', 'http'],
    ['X-Forwarded-Host', host],
    ['X-Real-IP', address],
  ];
  const added: Headers = from === 'visitors' ? known : [];
  const hasBody =
    'content-length' in request.headers || 'transfer-encoding' in request.headers || !!bodyLength;
  if (hasBody && bodyLength !== undefined) added.push(['Content-Length', String(bodyLength)]);
  else if (!('content-length' in request.headers) && bodyLength === undefined) {
    added.push(['Transfer-Encoding', 'chunked']);
  }
  return [...own, ...added].flat();
}

export const towardsClient = (response: IncomingMessage): string[] =>
  endToEnd(response.rawHeaders).flat();
