import type { IncomingMessage } from 'node:http';

/** What concerns one connection only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/** What only the gateway can know: a client's own claim is not passed on. */
const FORWARDED = new Set([
  ...['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port'],
  ...['x-forwarded-proto', 'x-real-ip'],
]);

type Headers = (readonly [name: string, value: string])[];

function pairs(raw: readonly string[]): Headers {
  const found: Headers = [];
  for (let i = 0; i + 1 < raw.length; i += 2) found.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return found.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
}

/** As the client sent them, with who it is and what it asked for. */
export function towardsService(request: IncomingMessage, bodyLength: number | undefined): string[] {
  const address = request.socket.remoteAddress ?? '';
  const host = request.headers.host ?? '';
  const own = pairs(request.rawHeaders).filter(([name]) => {
    const lower = name.toLowerCase();
    return !FORWARDED.has(lower) && (bodyLength === undefined || lower !== 'content-length');
  });
  const added: Headers = [
    ['X-Forwarded-For', address],
    ['X-Forwarded-Proto', 'http'],
    ['X-Forwarded-Host', host],
    ['X-Real-IP', address],
  ];
  const hasBody =
    'content-length' in request.headers || 'transfer-encoding' in request.headers || !!bodyLength;
  if (hasBody && bodyLength !== undefined) added.push(['Content-Length', String(bodyLength)]);
  else if (!('content-length' in request.headers) && bodyLength === undefined) {
    added.push(['Transfer-Encoding', 'chunked']);
  }
  return [...own, ...added].flat();
}

export const towardsClient = (response: IncomingMessage): string[] =>
  pairs(response.rawHeaders).flat();
