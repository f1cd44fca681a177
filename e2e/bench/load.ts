import { setTimeout as delay } from 'node:timers/promises';

import type { Client, Work } from './client';

/** What a load was answered with. */
export interface Answered {
  readonly requests: number;
  readonly seconds: number;
  /** From when a request was due (open) or sent (closed) to its answer. */
  readonly latenciesMs: readonly number[];
}

export type Next = () => Work;

/** What somebody does: one request, or some that belong together. */
export type Act = () => Promise<unknown>;

export const sending =
  (client: Client, next: Next): Act =>
  () =>
    client.send(next());

/** As much as the server takes: each of `atOnce` acts again when it has been answered. */
export async function closed(
  act: Act,
  limit: { readonly atOnce: number; readonly seconds?: number; readonly requests?: number },
): Promise<Answered> {
  const latenciesMs: number[] = [];
  const start = performance.now();
  const end = start + (limit.seconds ?? Infinity) * 1000;
  let left = limit.requests ?? Infinity;
  const worker = async (): Promise<void> => {
    while (left > 0 && performance.now() < end) {
      left -= 1;
      const sent = performance.now();
      await act();
      latenciesMs.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: limit.atOnce }, worker));
  const seconds = (performance.now() - start) / 1000;
  return { requests: latenciesMs.length, seconds, latenciesMs };
}

/** People who come at a fixed rate, whether others have been answered or not: a stall counts for all who came in it. */
export async function open(
  act: Act,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Answered> {
  const latenciesMs: number[] = [];
  const failures: unknown[] = [];
  const pending = new Set<Promise<void>>();
  const start = performance.now();
  const total = Math.round(perSecond * seconds);
  for (let i = 0; i < total; i += 1) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait);
    const sent = act()
      .then(() => void latenciesMs.push(performance.now() - due))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => pending.delete(sent));
    pending.add(sent);
  }
  await Promise.all(pending);
  if (failures.length > 0) throw failures[0] as Error;
  return { requests: total, seconds: (performance.now() - start) / 1000, latenciesMs };
}
