import axios, { type AxiosInstance } from 'axios';

import { toApiError } from './api-error';

export type ServiceName = 'auth' | 'tickets' | 'orders' | 'payments';

/** The context of a server-side call: the services' addresses, and the headers of the visitor's request to forward. */
export interface Caller {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const serverTimeoutMs = 10_000;
const browserTimeoutMs = 15_000;
/** A payment may take 15 seconds at Stripe. This time-out is well above that. */
const paymentTimeoutMs = 40_000;

/** Without a caller the code runs in the browser, which calls its own origin and adds the cookie itself. */
export function http(service: ServiceName, caller?: Caller): AxiosInstance {
  const client = axios.create(
    caller
      ? {
          baseURL: caller.baseUrls[service],
          headers: { ...caller.headers },
          timeout: serverTimeoutMs,
          proxy: false,
          // The services never redirect. So the visitor's cookie is sent to no other host.
          maxRedirects: 0,
        }
      : { timeout: service === 'payments' ? paymentTimeoutMs : browserTimeoutMs },
  );
  client.interceptors.response.use(undefined, (error: unknown) => {
    throw toApiError(error);
  });
  return client;
}
