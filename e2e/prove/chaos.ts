import { setTimeout as delay } from 'node:timers/promises';

import { createRandom } from '../kit/random';
import { Client } from './client';
import { History } from '../kit/checker/history';
import type { Answers } from '../kit/limits';
import { lastTakersOf } from '../kit/sessions/watch';
import { watchForDoubleSales } from './double-sales';
import { startLoad } from './load';
import { startNemesis } from './nemesis';
import { histogramOf, redeliveries, storms } from './redeliveries';
import { printViolations, proofFails, seconds, table } from './report';
import { comeToRest, unrest } from './rest';
import { setStage } from './stage';
import { verdictOn } from './verdict';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly everyMs: number;
  readonly database: string;
  readonly answers: Answers;
}

const holdSeconds = 20;
const restMs = 120_000;
const equalWithinMs = 30_000;
/** Among so many there is one that makes messages come again. */
const manyFaults = 30;
/** Of the faults that the time allows: some targets are busy with an earlier one. */
const shareOfFaults = 0.75;

/** The real processes under load and faults, then quiet, then the promises. */
export async function chaos({
  seed,
  minutes,
  everyMs,
  database,
  answers,
}: ChaosOptions): Promise<boolean> {
  const since = Date.now();
  const say = (line: string): void =>
    console.log(`${((Date.now() - since) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  console.log(`prove: seed ${seed}, ${minutes} minutes, database ${database}`);
  const stage = await setStage({
    database,
    random: createRandom(seed + 1),
    holdSeconds,
    databasesApart: true,
    limits: answers.limits,
  });
  const { stack, stripe, reader } = stage;
  try {
    say('everything is there');
    const history = new History();
    const client = new Client(stack.url, stack.jwtKey, history, answers, createRandom(seed + 3));
    const watch = watchForDoubleSales(reader);
    stripe.isRough = true;
    const load = startLoad(client, createRandom(seed + 2));
    const nemesis = startNemesis(stage, { random: createRandom(seed), everyMs, say });
    await delay(minutes * 60_000);
    stripe.isRough = false;
    const lastFault = performance.now();
    await Promise.all([nemesis.stop(), load.stop()]);
    const { looks, violations: doubles } = await watch.end();
    const allThere = performance.now();
    say('load and faults have ended, everything is there');

    const rest = await comeToRest(reader, restMs);
    say(`${rest.violations.length} violations at rest`);
    await client.close();
    const takers = await lastTakersOf(stack, load.signedOut);
    const { facts, messages, latestMs, violations: broken } = await verdictOn(stage, history);
    const again = redeliveries(stack);
    const faults = Object.values(nemesis.counts).reduce((sum, count) => sum + count, 0);
    const stripeFaults = Object.values(stripe.counts).reduce((sum, count) => sum + count, 0);

    const equalMs = allThere - lastFault + (rest.equalAfterMs ?? Infinity);
    const wanted = Math.floor((shareOfFaults * minutes * 60_000) / everyMs);
    const violations = [
      ...doubles,
      ...broken,
      ...storms(again),
      ...(again.size === 0 && faults >= manyFaults
        ? [proofFails('no service has logged that a message came again')]
        : []),
      ...unrest(rest),
      ...takers.map((taker) => ({
        promise: 'Sessions end',
        says: `a cookie of somebody who has signed out: ${taker}`,
        ids: [],
      })),
      ...(equalMs > equalWithinMs
        ? [proofFails(`replicas were equal ${seconds(equalMs)} after the last fault`)]
        : []),
      ...(faults < wanted ? [proofFails(`${faults} faults, of at least ${wanted}`)] : []),
    ];

    console.log(`\nseed ${seed}: ${faults} faults\n${table(nemesis.counts)}`);
    console.log(`${stripeFaults} faults of Stripe\n${table(stripe.counts)}`);
    console.log(`${history.entries.length} requests\n${table(history.counts())}`);
    const byStatus = (status: string): number =>
      facts.orders.filter((order) => order.status === status).length;
    console.log(
      `${facts.users.length} accounts, ${facts.tickets.length} tickets, ${facts.orders.length} orders (${byStatus('complete')} complete, ${byStatus('cancelled')} cancelled), ${facts.charges.length} charges, ${messages.length} messages`,
    );
    console.log(`${again.size} messages came to a service again\n${table(histogramOf(again))}`);
    console.log(`after the last fault everything answered within ${seconds(allThere - lastFault)}`);
    console.log(
      `from there: replicas equal after ${seconds(rest.equalAfterMs)}, nothing left to do after ${seconds(rest.quietAfterMs)} (holds of ${holdSeconds} s included)`,
    );
    console.log(
      `${load.signedOut.length} old cookies shown to every instance: ${takers.length} taken`,
    );
    console.log(`${looks} looks for two orders that stand for one ticket at one moment`);
    console.log(`the latest end of a hold: ${seconds(latestMs)} after its time`);
    printViolations(violations, history);
    return violations.length === 0;
  } finally {
    await stage.end();
  }
}
