import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { theShop } from '../../kit/shop';

/** Sends the path as it is written. Other clients normalize it. */
export async function raw(path: string, options: { method?: string; headers?: object } = {}) {
  const { hostname, port } = new URL(theShop.url);
  const headers = { ...options.headers };
  const sent = request({ hostname, port, path, timeout: 30_000, ...options, headers });
  sent.once('timeout', () => sent.destroy(new Error(`no answer to ${path}`)));
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
}

/** Follows redirects, as a browser does. */
export async function get(path: string): ReturnType<typeof raw> {
  const answer = await raw(path);
  const { location } = answer.headers;
  if (location === undefined) return answer;
  const { pathname, search } = new URL(location, theShop.url);
  return get(pathname + search);
}
