import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';

import type { paths } from './paths';

export type { components, paths } from './paths';

/** A client of the API: `client.GET('/api/tickets/{id}', { params: { path: { id } } })`. */
export type ApiClient = Client<paths>;

/** Keeps the cookies of the answers and sends them with the next requests, as a browser does by itself. */
function cookieJar(): Middleware {
  const cookies = new Map<string, string>();
  return {
    onRequest({ request }) {
      const pairs = [...cookies].map(([name, value]) => `${name}=${value}`);
      if (pairs.length > 0) request.headers.set('Cookie', pairs.join('; '));
    },
    onResponse({ response }) {
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
    },
  };
}

/**
 * Creates a typed client. Its types come from `docs/openapi.yaml`.
 *
 * @param baseUrl where the platform is, such as `https://ticketing.dev`
 * @returns a client with a session of its own: after `POST /api/users/signin` its requests are signed in. A request
 *   resolves to `{ data }`, or to `{ error }` with the body of an error answer, and to the `response` of fetch. It
 *   rejects if there is no answer.
 */
export function createClient(baseUrl: string): ApiClient {
  const client = createFetchClient<paths>({ baseUrl });
  client.use(cookieJar());
  return client;
}
