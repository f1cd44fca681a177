import { act } from '@testing-library/react';
import type { ErrorItem } from '@ticketing-dev/common/contracts';
import axios, { AxiosError, AxiosHeaders } from 'axios';

export interface Call {
  readonly route: string;
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Reply = Answer | 'lost';
export type Handler = Reply | ((call: Call) => Reply | Promise<Reply>);

/** Stands where the network is: `'POST /api/orders'` → what it answers, `'lost'` for no answer at all. */
export function fakeApi(routes: Record<string, Handler>) {
  const calls: Call[] = [];

  const answer = async (route: string, sent: unknown, header: Call['header']): Promise<Reply> => {
    const body: unknown = typeof sent === 'string' ? JSON.parse(sent) : undefined;
    const call = { route, body, header };
    calls.push(call);
    const handler = routes[route] ?? refusal(404, { message: 'Not Found' });
    return typeof handler === 'function' ? handler(call) : handler;
  };

  globalThis.fetch = async (path, { method = 'GET', body, headers } = {}) => {
    const header = (name: string) => new Headers(headers).get(name) ?? undefined;
    const reply = await answer(`${method} ${addressOf(path)}`, body, header);
    if (reply === 'lost') throw new TypeError('Failed to fetch');
    return responseOf(reply);
  };

  axios.defaults.adapter = async (config) => {
    const route = `${(config.method ?? 'get').toUpperCase()} ${config.url ?? ''}`;
    const reply = await answer(route, config.data, (name) => config.headers.get(name)?.toString());
    if (reply === 'lost') throw new AxiosError('Network Error', AxiosError.ERR_NETWORK, config);
    return {
      config,
      status: reply.status,
      statusText: '',
      data: textOf(reply),
      headers: new AxiosHeaders(reply.headers),
    };
  };

  return {
    on: (route: string, handler: Handler) => {
      routes[route] = handler;
    },
    callsTo: (route: string) => calls.filter((call) => call.route === route),
  };
}

const addressOf = (path: RequestInfo | URL): string =>
  typeof path === 'object' && 'url' in path ? path.url : String(path);

const textOf = ({ body }: Answer): string =>
  typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);

/** What the shop reads of a response; jsdom has no `Response`. */
const responseOf = (reply: Answer) =>
  ({
    status: reply.status,
    headers: new Headers(reply.headers),
    text: () => Promise.resolve(textOf(reply)),
  }) as Response;

export function refusal(status: number, ...errors: ErrorItem[]): Answer {
  return { status, body: { errors } };
}

/** An answer that comes when the test says so. */
export function laterAnswer() {
  let resolveReply: (reply: Reply) => void = () => undefined;
  const awaited = new Promise<Reply>((resolve) => {
    resolveReply = resolve;
  });
  const answer = (reply: Reply) =>
    act(async () => {
      resolveReply(reply);
      await awaited;
      // The rest of the way to the page takes some turns more, but no time.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    });
  return { handler: () => awaited, answer };
}
