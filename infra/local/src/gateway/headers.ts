import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Headers for one connection only (RFC 9110 §7.6.1). */
const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
];

/** Headers that only the gateway may set: those that a visitor sends are dropped. */
const forwarded = [
  ...['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port'],
  ...['x-forwarded-proto', 'x-real-ip'],
];

/** A request needs these: the end of its body, and its host. A `Connection` header cannot remove them. */
const essential = new Set(['content-length', 'transfer-encoding', 'host']);

/** Also removes the headers that `Connection` lists, such as `HTTP2-Settings`, which are for one connection only. */
function without(names: readonly string[], headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const listed = (headers.connection ?? '').toLowerCase().split(',');
  const named = listed.map((name) => name.trim()).filter((name) => !essential.has(name));
  const removed = new Set([...names, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !removed.has(name)));
}

/** The head of a request, without the headers that ask for another protocol. */
export function withoutUpgrade({ method, url, httpVersion, headers }: IncomingMessage): string {
  const kept = Object.entries(without(['connection', 'upgrade'], headers));
  const lines = kept.map(([name, value]) => `${name}: ${String(value)}`);
  return [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n');
}

/** Who sends requests: `visitors` from outside, or `pods`, our own processes, whose forwarding headers are trusted. */
export type From = 'visitors' | 'pods';

/**
 * The client's headers. For visitors the gateway adds the forwarding headers (address, protocol, host).
 *
 * @param bodyLength in bytes, if it is known
 */
export function towardsService(
  { headers, socket }: IncomingMessage,
  bodyLength: number | undefined,
  from: From,
): IncomingHttpHeaders {
  const address = socket.remoteAddress ?? '';
  const sent: IncomingHttpHeaders =
    from === 'pods'
      ? without(hopByHop, headers)
      : {
          ...without([...hopByHop, ...forwarded], headers),
          'x-forwarded-for': address,
          'x-forwarded-proto': 'http',
          'x-forwarded-host': headers.host ?? '',
          'x-real-ip': address,
        };
  const hasLength = 'content-length' in headers;
  if (bodyLength === undefined)
    return hasLength ? sent : { ...sent, 'transfer-encoding': 'chunked' };
  const hasBody = hasLength || 'transfer-encoding' in headers;
  return hasBody ? { ...sent, 'content-length': String(bodyLength) } : sent;
}

/** The service's headers. */
export const towardsClient = ({ headers }: IncomingMessage): IncomingHttpHeaders =>
  without(hopByHop, headers);
