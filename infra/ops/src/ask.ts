import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

import { NoAnswerError, NotThereError, OpsError, exitCodes, WrongUseError } from './errors';
import type { Service } from './services';
import { addressSetting, type Settings } from './settings';

const timeoutMs = 10_000;

/** A change that an operator makes. */
export interface Change {
  readonly method?: 'POST' | 'DELETE';
  readonly path: string;
  readonly reason: string;
  /** One JSON object for each line. */
  readonly lines?: string;
}

/** Asks the services on their operators' ports. */
export interface Ask {
  /** Reads JSON. */
  get<T>(service: Service, path: string, headers?: Record<string, string>): Promise<T>;
  /** Reads JSON from every instance of the service. */
  getEach<T>(service: Service, path: string): Promise<readonly T[]>;
  /** Reads one JSON object for each line, as they come. */
  lines<T>(service: Service, path: string): AsyncGenerator<T>;
  /** Changes something. */
  change<T>(service: Service, change: Change): Promise<T>;
  /** As `change`, with an answer of one JSON object for each line, as they come. */
  changeLines<T>(service: Service, change: Change): AsyncGenerator<T>;
}

export function createAsk({ addresses, token, operator }: Settings): Ask {
  const addressesOf = (service: Service): readonly string[] => {
    const known = addresses[service];
    if (known.length > 0) return known;
    const how = `start the platform (npm start), or set ${addressSetting(service)}`;
    throw new NoAnswerError(service, `its address is not known: ${how}`);
  };

  const call = async (
    service: Service,
    address: string,
    path: string,
    options: RequestInit,
  ): Promise<Response> => {
    let answer: Response;
    try {
      answer = await fetch(new URL(path, address), options);
    } catch (error) {
      throw new NoAnswerError(service, `${address} (${causeOf(error)})`, { cause: error });
    }
    if (answer.ok) return answer;
    throw refusal(service, answer.status, await messageOf(answer));
  };

  const readJson = async <T>(
    service: Service,
    address: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await call(service, address, path, { headers, signal });
    return (await answer.json()) as T;
  };

  const first = (service: Service): string => addressesOf(service)[0] ?? '';

  const callToChange = (
    service: Service,
    { method = 'POST', path, reason, lines }: Change,
  ): Promise<Response> => {
    if (token === undefined) throw new WrongUseError('OPS_TOKEN is not set: changes need it');
    return call(service, first(service), path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'x-operator': encodeURIComponent(operator),
        'x-reason': encodeURIComponent(reason),
        ...(lines !== undefined && { 'content-type': 'application/x-ndjson' }),
      },
      ...(lines !== undefined && { body: lines }),
    });
  };

  return {
    get: async (service, path, headers) => readJson(service, first(service), path, headers),

    getEach: async (service, path) =>
      Promise.all(addressesOf(service).map((address) => readJson<never>(service, address, path))),

    async *lines<T>(service: Service, path: string) {
      yield* linesOf<T>(service, await call(service, first(service), path, {}));
    },

    async change<T>(service: Service, change: Change) {
      const text = await (await callToChange(service, change)).text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },

    async *changeLines<T>(service: Service, change: Change) {
      yield* linesOf<T>(service, await callToChange(service, change));
    },
  };
}

async function* linesOf<T>(service: Service, answer: Response): AsyncGenerator<T> {
  if (!answer.body) return;
  const input = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  let broken: unknown;
  input.once('error', (error) => (broken = error));
  for await (const line of createInterface({ input })) yield JSON.parse(line) as T;
  if (broken !== undefined)
    throw new NoAnswerError(service, 'its answer broke off', { cause: broken });
}

function refusal(service: Service, status: number, message: string): OpsError {
  if (status === 404) return new NotThereError(`${service}: ${message}`);
  if (status === 401) return new WrongUseError(`${service} refuses OPS_TOKEN: it has another one`);
  if (status === 400) return new WrongUseError(`${service}: ${message}`);
  if (status === 503) return new NoAnswerError(service, message);
  return new OpsError(`${service}: ${message}`, exitCodes.found);
}

async function messageOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { errors } = JSON.parse(text) as { readonly errors: readonly { message: string }[] };
    return errors.map(({ message }) => message).join(', ');
  } catch {
    return `${answer.status} ${text.slice(0, 200)}`;
  }
}

function causeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  return cause?.code ?? (error instanceof Error ? error.message : String(error));
}
