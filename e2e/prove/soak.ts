import { setTimeout as delay } from 'node:timers/promises';

import type { Stack } from '@ticketing-dev/local';

import { History } from '../kit/checker/history';
import type { Violation } from '../kit/checker/judge';
import type { Answers } from '../kit/limits';
import { openFiles, residentMb } from '../kit/process';
import { createRandom } from '../kit/random';
import { Client } from './client';
import { growthOf, type Sample } from './growth';
import { startLoad } from './load';
import { redeliveries } from './redeliveries';
import { printViolations, proofFails, seconds, table } from './report';
import { comeToRest, unrest } from './rest';
import { setStage } from './stage';
import { verdictOn } from './verdict';

export interface SoakOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly database: string;
  readonly answers: Answers;
}

const watched = ['auth', 'tickets', 'orders', 'expiration', 'payments'].flatMap((service) => [
  `${service}-1`,
  `${service}-2`,
]);
const holdSeconds = 20;
const restMs = 120_000;
const traders = 5;
const readsPerSecond = 12;
/** At least; here it is about twice as many. */
const wantedPerSecond = 30;
const sampleEveryMs = 5_000;

/** In a new process caches fill and code is compiled: what it grows by then is no leak. */
const warmUpMinutes = 5;
/** In less, how steep the line through the samples is depends on when the garbage went. */
const judgedFromMinutes = 20;

/** Memory and open files of each process, from its start until it is over. */
async function sizesOf(stack: Stack, over: AbortSignal): Promise<Map<string, Sample[]>> {
  const since = performance.now();
  const samples = new Map<string, Sample[]>(watched.map((name) => [name, []]));
  while (!over.aborted) {
    const minute = (performance.now() - since) / 60_000;
    for (const { name, pid } of stack.processes()) {
      if (pid === null) continue;
      samples.get(name)?.push({ minute, megabytes: residentMb(pid), files: openFiles(pid) });
    }
    await delay(sampleEveryMs);
  }
  return samples;
}

/** People who only look, at a fixed rate, until it is over. */
async function read(client: Client, over: AbortSignal): Promise<void> {
  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let index = 0; !over.aborted; index += 1) {
    await delay(Math.max(0, start + (index * 1000) / readsPerSecond - performance.now()));
    sent.push(client.list(`buyer-${index % 500}`, index % 2 === 0 ? 'tickets' : 'orders'));
  }
  await Promise.all(sent);
}

/** Two of each service under a steady load without faults: no process may grow, end, or answer wrongly. */
export async function soak({ seed, minutes, database, answers }: SoakOptions): Promise<boolean> {
  console.log(`prove: a soak, seed ${seed}, ${minutes} minutes, database ${database}`);
  const stage = await setStage({
    database,
    random: createRandom(seed + 1),
    holdSeconds,
    databasesApart: false,
    limits: answers.limits,
  });
  const { stack, reader } = stage;
  try {
    const history = new History();
    const client = new Client(stack.url, stack.jwtKey, history, answers, createRandom(seed + 3));
    const since = performance.now();
    const over = AbortSignal.timeout(Math.round(minutes * 60_000));
    const load = startLoad(client, createRandom(seed + 2), traders);
    const [samples] = await Promise.all([sizesOf(stack, over), read(client, over)]);
    await load.stop();
    const perSecond = history.entries.length / ((performance.now() - since) / 1000);

    const rest = await comeToRest(reader, restMs);
    await client.close();
    const { facts, messages, violations: broken } = await verdictOn(stage, history);
    const again = redeliveries(stack);
    const violations: Violation[] = [...broken, ...unrest(rest)];
    const found = (promise: string, says: string, ...ids: string[]): void =>
      void violations.push({ promise, says, ids });
    const isLong = minutes >= judgedFromMinutes;
    const sizes: Record<string, string> = {};
    for (const [name, seen] of samples) {
      const from = isLong ? warmUpMinutes : minutes / 4;
      const { figures, isFine } = growthOf(seen.filter(({ minute }) => minute >= from));
      sizes[name] = figures;
      if (isLong && !isFine) found('Nothing grows', `${name}: ${figures}`, name);
    }
    // A rejection that nobody handles ends a process.
    for (const { name, restarts } of stack.processes()) {
      if (restarts > 0) found('Nobody ends', `${name} ended ${restarts} times`, name);
    }
    for (const { outcome, who, what, sent, status } of history.entries) {
      if (outcome !== 'unknown') continue;
      const end = status === 0 ? 'was not answered' : `was answered ${status}`;
      found('7 Errors are answers', `${who} ${what} ${sent} ${end}`, who);
    }
    for (const id of again.keys()) found('No storm of redeliveries', `${id} came again`, id);
    if (perSecond < wantedPerSecond) {
      violations.push(proofFails(`${perSecond.toFixed(1)} requests a second are too few`));
    }

    console.log(
      `${history.entries.length} requests, ${perSecond.toFixed(1)} a second\n${table(history.counts())}`,
    );
    console.log(
      `${facts.orders.length} orders, ${messages.length} messages, ${again.size} of them came again`,
    );
    console.log(table(sizes));
    if (!isLong) console.log(`growth is judged from ${judgedFromMinutes} minutes on`);
    console.log(
      `nothing left to do after ${seconds(rest.quietAfterMs)} (holds of ${holdSeconds} s included)`,
    );
    printViolations(violations, history);
    return violations.length === 0;
  } finally {
    await stage.end();
  }
}
