import 'server-only';

import axios, { type AxiosResponse, isAxiosError } from 'axios';

import { noAnswer } from '@/lib/api/api-error';
import type { Caller, ServiceName } from '@/lib/api/http';

const timeoutMs = 10_000;

/** The services' addresses, and the headers of the visitor's request to forward. */
export interface ServerCalls {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls a service from the server. */
export const serverSend =
  ({ baseUrls, headers }: ServerCalls): Caller =>
  (service) =>
  async (call) => {
    try {
      const response = await axios.request<string>({
        method: call.method,
        url: call.path,
        baseURL: baseUrls[service],
        data: call.body,
        headers: { ...headers, ...call.headers },
        timeout: call.timeoutMs ?? timeoutMs,
        responseType: 'text',
        transformResponse: (text: string) => text,
        validateStatus: () => true,
        proxy: false,
        // The services never redirect. So the visitor's cookie is sent to no other host.
        maxRedirects: 0,
      });
      return { status: response.status, headers: headersOf(response), text: response.data };
    } catch (error) {
      if (!isAxiosError(error)) throw error;
      throw noAnswer(error.code === 'ECONNABORTED' || error.code === 'ETIMEDOUT');
    }
  };

function headersOf({ headers }: AxiosResponse): Headers {
  const copy = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value].flat()) copy.append(name, String(each));
  }
  return copy;
}
