import { setTimeout as delay } from 'node:timers/promises';

import { Pool } from 'undici';

const patienceMs = 30_000;
const againMs = 10;

/** One request, and what its answer must be. */
export interface Work {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly cookie?: string;
  readonly body?: unknown;
  /** What is wrong with an answer; undefined where nothing is. */
  readonly fault: (status: number, body: string) => string | undefined;
}

/** A run with a wrong answer in it is void. */
export class VoidRun extends Error {
  override readonly name = 'VoidRun';
}

/** Sends work to one address over kept-alive connections, and checks every answer. */
export class Client {
  readonly #pool: Pool;

  constructor(url: string, connections: number) {
    this.#pool = new Pool(url, {
      connections,
      pipelining: 1,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    });
  }

  /** @throws VoidRun where the answer is wrong */
  async send({ method, path, cookie, body, fault }: Work): Promise<string> {
    const answer = await this.#pool.request({
      method,
      path,
      headers: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const wrong = fault(answer.statusCode, text);
    if (wrong !== undefined) {
      throw new VoidRun(
        `${method} ${path}: ${wrong}, but ${answer.statusCode} ${text.slice(0, 200)}`,
      );
    }
    return text;
  }

  /** Sends work about something of which the answering service may yet have to hear: until then it says 404. */
  async sendWhenKnown(work: Work): Promise<string> {
    let isKnown = true;
    const fault: Work['fault'] = (status, body) => {
      isKnown = status !== 404;
      return isKnown ? work.fault(status, body) : undefined;
    };
    return this.#repeat({ ...work, fault }, () => isKnown);
  }

  /** Sends work until its answer tells of what is still on its way. */
  sendUntil(work: Work, tells: (body: string) => boolean): Promise<string> {
    return this.#repeat(work, tells);
  }

  async #repeat(work: Work, isLast: (body: string) => boolean): Promise<string> {
    const end = performance.now() + patienceMs;
    while (performance.now() < end) {
      const body = await this.send(work);
      if (isLast(body)) return body;
      await delay(againMs);
    }
    throw new VoidRun(`${work.method} ${work.path}: no other answer in ${patienceMs / 1000} s`);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** The answer has this status, and a body that `is` finds right. */
export const expects =
  (status: number, is: (body: string) => boolean): Work['fault'] =>
  (actual, body) =>
    actual !== status ? `expected ${status}` : is(body) ? undefined : 'expected another body';

/** The answer has this status, and is JSON that `is` finds right. */
export const expectsJson = <T>(
  status: number,
  is: (answer: Partial<T>) => boolean,
): Work['fault'] =>
  expects(status, (body) => {
    try {
      return is(JSON.parse(body) as Partial<T>);
    } catch {
      return false;
    }
  });
