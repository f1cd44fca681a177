import { act } from '@testing-library/react';
import type { ErrorItem } from '@ticketing-dev/common/contracts';
import axios, { AxiosError, AxiosHeaders, type AxiosResponse } from 'axios';

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

  axios.defaults.adapter = async (config) => {
    const route = `${(config.method ?? 'get').toUpperCase()} ${config.url ?? ''}`;
    const body: unknown = typeof config.data === 'string' ? JSON.parse(config.data) : undefined;
    const call = { route, body, header: (name: string) => config.headers.get(name)?.toString() };
    calls.push(call);

    const handler = routes[route] ?? refusal(404, { message: 'Not Found' });
    const reply = typeof handler === 'function' ? await handler(call) : handler;
    if (reply === 'lost') throw new AxiosError('Network Error', AxiosError.ERR_NETWORK, config);

    const response: AxiosResponse = {
      config,
      status: reply.status,
      statusText: '',
      data: reply.body,
      headers: new AxiosHeaders(reply.headers),
    };
    if (reply.status < 400) return response;
    throw new AxiosError('Refused', AxiosError.ERR_BAD_REQUEST, config, null, response);
  };

  return {
    on: (route: string, handler: Handler) => {
      routes[route] = handler;
    },
    callsTo: (route: string) => calls.filter((call) => call.route === route),
  };
}

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
