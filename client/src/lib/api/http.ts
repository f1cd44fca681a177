import axios, { type AxiosInstance } from 'axios';

import { toApiError } from './api-error';

export type ServiceName = 'auth' | 'tickets' | 'orders' | 'payments';

/** For whom the server asks: where the services are, and what of the visitor's request is passed on. */
export interface Caller {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const serverTimeoutMs = 10_000;
/** A payment may take its 15 seconds at Stripe; give up only well after that. */
const browserTimeoutMs = 40_000;

/** Without a caller this is the browser, which asks its own origin and adds the cookie itself. */
export function http(service: ServiceName, caller?: Caller): AxiosInstance {
  const client = axios.create(
    caller
      ? {
          baseURL: caller.baseUrls[service],
          headers: { ...caller.headers },
          timeout: serverTimeoutMs,
          proxy: false,
          // Our services answer themselves: the visitor's cookie goes nowhere else.
          maxRedirects: 0,
        }
      : { timeout: browserTimeoutMs },
  );
  client.interceptors.response.use(undefined, (error: unknown) => {
    throw toApiError(error);
  });
  return client;
}
