import { refused } from './api-error';
import { browserSend } from './browser-send';

export type ServiceName = 'auth' | 'tickets' | 'orders' | 'payments';

/** A call of a service. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** What came back, also an error of the service. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Answer<T = unknown> extends Omit<Received, 'text'> {
  /** What the JSON contained, or the text if it is not JSON. */
  readonly data: T;
}

/** Sends a call. It throws an `ApiError` if there was no answer. */
export type Send = (call: Call) => Promise<Received>;

/** How a page calls a service on the server, for the request of a visitor. */
export type Caller = (service: ServiceName) => Send;

type Options = Pick<Call, 'headers' | 'timeoutMs'>;

/** Without a caller the code runs in the browser, which calls its own origin and adds the cookie itself. */
export function http(service: ServiceName, caller: Caller = browserSend) {
  const send = caller(service);
  const call = async <T>(wanted: Call): Promise<Answer<T>> => {
    const { text, ...received } = await send(wanted);
    const answer = { ...received, data: contentOf(text) };
    if (answer.status < 200 || answer.status >= 300) throw refused(answer);
    return answer as Answer<T>;
  };
  return {
    get: <T>(path: string, options?: Options) => call<T>({ method: 'GET', path, ...options }),
    post: <T>(path: string, body: object, options?: Options) =>
      call<T>({ method: 'POST', path, body, ...options }),
    put: <T>(path: string, body: object) => call<T>({ method: 'PUT', path, body }),
    delete: <T>(path: string, body?: object) => call<T>({ method: 'DELETE', path, body }),
  };
}

/** The content of a body. Only a proxy sends one that is not JSON. */
function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
