import { setTimeout as delay } from 'node:timers/promises';

import axios from 'axios';

import type { Violation } from '../../kit/checker/judge';
import type { Client } from '../client';
import type { Entry } from '../../kit/checker/history';
import type { Rehearsal, Sale } from '../rehearsal';
import { seconds } from '../report';
import type { TcpState } from '../tcp-proxy';

const everyMs = 500;
const longestMs = 5_000;
const goodMs = 5_000;
const hopelessMs = 30_000;
const livenessMs = 2_000;
const password = 'a password of somebody';

type Ask = (client: Client, sale: Sale, index: number) => Promise<Entry>;

const email = ({ who }: Sale): string => `${who}@example.com`;

/** Every route that needs the database. */
const routes = {
  tickets: [
    (client, { who }) => client.list(who, 'tickets'),
    (client, { who, ticketId }) => client.showTicket(who, ticketId),
    (client, _sale, index) => client.sell('sue', 10 + index),
    (client, { ticketId }, index) => client.edit('sue', ticketId, 10 + index),
  ],
  orders: [
    (client, { who }) => client.list(who, 'orders'),
    (client, { who, orderId }) => client.show(who, orderId),
    (client, { who, ticketId }) => client.order(who, ticketId),
    (client, { who, orderId }) => client.cancel(who, orderId),
  ],
  payments: [
    (client, { who, orderId }) => client.showPayment(who, orderId),
    (client, { who, orderId }) => client.pay(who, orderId),
  ],
  auth: [
    (client, sale, index) => client.signUp(`${index}-${email(sale)}`, password),
    (client, sale) => client.signIn(email(sale), password),
  ],
} as const satisfies Record<string, readonly Ask[]>;

export type DatabaseOf = keyof typeof routes;
export const databases = Object.keys(routes) as DatabaseOf[];

interface Asked {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly entry: Entry;
}

/** Of both instances, past the gateway. */
async function areAlive(urls: readonly string[]): Promise<boolean> {
  const answers = await Promise.allSettled(
    urls.map((url) => axios.get(`${url}/healthz`, { timeout: livenessMs })),
  );
  return answers.every((each) => each.status === 'fulfilled');
}

/** A service's database is taken away: it says so within 5 s, stays alive, and works soon after its return. */
export async function withoutDatabase(
  stage: Rehearsal,
  service: DatabaseOf,
  state: Exclude<TcpState, 'passes'>,
  awayMs: number,
): Promise<readonly Violation[]> {
  const { stack, proxies } = stage.stage;
  const proxy = proxies.get(service);
  if (!proxy) throw new Error(`no proxy before the database of ${service}`);
  const sale = await stage.order();
  if (service === 'auth') await stage.persist(() => stage.client.signUp(email(sale), password));
  const instances = stack
    .processes()
    .filter(({ name }) => name.startsWith(service) && /-\d$/.test(name));
  const urls = instances.map(({ url, operatorUrl = url }) => operatorUrl);

  const sent: Promise<Asked>[] = [];
  let index = 0;
  let dead = 0;
  const round = (): Promise<readonly Asked[]> => {
    index += 1;
    const asked = routes[service].map(async (ask: Ask) => {
      const startedMs = performance.now();
      const entry = await ask(stage.client, sale, index);
      return { startedMs, endedMs: performance.now(), entry };
    });
    sent.push(...asked);
    return Promise.all(asked);
  };

  const awayAt = performance.now();
  proxy.set(state);
  while (performance.now() < awayAt + awayMs) {
    void round();
    const [isAlive] = await Promise.all([areAlive(urls), delay(everyMs)]);
    if (!isAlive) dead += 1;
  }
  const backAt = performance.now();
  proxy.set('passes');
  // The gateway takes turns: as many rounds as there are instances, one after the other, reach each of them.
  const enough = 2 * instances.length;
  let wellInARow = 0;
  while (wellInARow < enough && performance.now() < backAt + hopelessMs) {
    const [answers] = await Promise.all([round(), delay(everyMs / 2)]);
    wellInARow = answers.every(({ entry }) => worked(entry)) ? wellInARow + 1 : 0;
  }
  const isWell = wellInARow >= enough;

  const all = await Promise.all(sent);
  const during = all.filter(({ startedMs, endedMs }) => startedMs >= awayAt && endedMs <= backAt);
  const after = all.filter(({ startedMs }) => startedMs >= backAt);
  const since = (asked: readonly Asked[]): number[] => asked.map(({ endedMs }) => endedMs - backAt);
  const firstMs = Math.min(...since(after.filter(({ entry }) => worked(entry))));
  const lastMs = Math.max(0, ...since(after.filter(({ entry }) => !worked(entry))));
  const slowestMs = Math.max(...all.map(({ entry }) => entry.tookMs));
  const wrong = during.filter(({ entry }) => entry.status !== 503 || !entry.retryAfter);
  const slow = all.filter(({ entry }) => entry.tookMs > longestMs);
  const what = `the database of ${service} ${state === 'away' ? 'is away' : 'hangs'}`;
  console.log(
    `${what} for ${seconds(awayMs)}: ${during.length} requests, ${during.length - wrong.length} answered 503 with Retry-After, the slowest after ${seconds(slowestMs)}; not alive: ${dead} times; first success ${seconds(firstMs)} after its return, last refusal after ${seconds(lastMs)}`,
  );

  const say = (says: string, entry?: Entry): Violation => ({
    promise: '7 Errors are answers',
    says: entry ? `${entry.what} ${entry.sent} ${says} while ${what}` : `${what}: ${says}`,
    ids: entry ? [entry.at] : [],
  });
  return [
    ...wrong.map(({ entry }) => say(`was answered ${entry.status}`, entry)),
    ...slow.map(({ entry }) => say(`took ${seconds(entry.tookMs)}`, entry)),
    ...(dead > 0 ? [say(`not alive ${dead} times`)] : []),
    ...(firstMs > goodMs ? [say(`first success ${seconds(firstMs)} after its return`)] : []),
    ...(lastMs > goodMs ? [say(`still a refusal ${seconds(lastMs)} after its return`)] : []),
    ...(isWell ? [] : [say(`not all was answered within ${seconds(hopelessMs)} of its return`)]),
  ];
}

/** A refusal of what is asked is an answer by the database, too. */
const worked = ({ status }: Entry): boolean => status > 0 && status < 500;
