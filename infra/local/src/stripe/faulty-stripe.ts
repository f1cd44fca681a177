import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { type StripeAnswer, type StripeRequest, type Transport, withFailure } from './http';
import { serve } from './server';

/** The faults between payments and Stripe, and how often of a hundred requests each happens while `isRough`. */
const shares = {
  'answer lost': 30,
  'reset before': 10,
  '500 before': 5,
  '500 after': 5,
  '409': 10,
  '429': 10,
  'late by 15 s': 5,
} as const;
type Fault = keyof typeof shares;

/** Longer than payments waits for an answer. */
const lateMs = 15_500;
const timeoutMs = 30_000;
const hopByHop = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

/** A server in front of the stand-in. */
export interface FaultyStripe {
  readonly url: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Whether requests fail at random. */
  isRough: boolean;
  /** The next charge is made, and its answer is lost, also if the client sends the request again. */
  loseNext(): void;
  /** Returns no answers to new charges until its result is called. */
  hold(): () => void;
  close(): void;
}

/**
 * @param upstream the address of the stand-in, once it is known
 * @param random from 0 to 1, seeded
 */
export async function faultyStripe(
  upstream: () => string,
  random: () => number,
): Promise<FaultyStripe> {
  const counts: Record<string, number> = {};
  const send = transportAt(upstream);
  let held: Promise<void> | undefined;
  let toLose = 0;

  const chooseFault = (): Fault | undefined => {
    let chosen = random() * 100;
    const fault = Object.entries(shares).find(([, share]) => (chosen -= share) < 0)?.[0];
    if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
    return fault as Fault | undefined;
  };

  const sendCharge = async (request: StripeRequest): Promise<StripeAnswer> => {
    const answer = await send(request);
    if (request.method !== 'POST' || request.path !== '/v1/charges') return answer;
    await held;
    if (toLose === 0) return answer;
    toLose -= 1;
    throw new Error('the answer is lost');
  };

  const server = serve(async (request) => {
    const fault = faulty.isRough ? chooseFault() : undefined;
    switch (fault) {
      case 'reset before':
        throw new Error(fault);
      case 'answer lost':
        await send(request);
        throw new Error(fault);
      case 'late by 15 s':
        await delay(lateMs);
        return sendCharge(request);
      case undefined:
        return sendCharge(request);
      default:
        return send(withFailure(request, fault));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const faulty: FaultyStripe = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    isRough: false,
    loseNext: () => {
      toLose = 2;
    },
    hold() {
      let letGo: () => void = () => undefined;
      held = new Promise((resolve) => {
        letGo = resolve;
      });
      return () => {
        held = undefined;
        letGo();
      };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return faulty;
}

const transportAt =
  (url: () => string): Transport =>
  async ({ method, path, headers, body }) => {
    const response = await fetch(url() + path, {
      method,
      headers: endToEnd(Object.entries(headers)),
      signal: AbortSignal.timeout(timeoutMs),
      ...(method === 'GET' ? {} : { body }),
    });
    const { status } = response;
    return { status, headers: endToEnd([...response.headers]), body: await response.text() };
  };

const endToEnd = (headers: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(headers.filter(([name]) => !hopByHop.includes(name)));
