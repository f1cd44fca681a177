import { setTimeout as delay } from 'node:timers/promises';

import { Option } from '@commander-js/extra-typings';

import { amount, oneOf } from '../kit/arguments';
import { everySaleIsMailedOnce } from '../kit/checker/mails';
import { limitsOption } from '../kit/limits';
import { type MailServer, startMailServer } from '../kit/mail-server';
import { createRandom } from '../kit/random';
import { lastTakersOf } from '../kit/sessions/watch';
import { sum } from '../kit/stats';
import {
  checkAll,
  comeToRest,
  Findings,
  histogramOf,
  proofFails,
  redeliveries,
  seconds,
  storms,
  table,
  watchForDoubleSales,
} from './checks';
import { proveCommand, runProve } from './command';
import { guardNames, proveGuards } from './controls';
import { startFaults } from './faults';
import { startLoad } from './load';
import { onPlatform, type Platform } from './platform';

const holdSeconds = 20;
const restMs = 120_000;
const equalWithinMs = 30_000;
/** With this many faults at least one message is redelivered. */
const manyFaults = 30;
/** Of the faults that the time allows: a target may still have an earlier one. */
const shareOfFaults = 0.75;

const total = (counts: Readonly<Record<string, number>>): number => sum(Object.values(counts));

interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly everyMs: number;
}

async function proveUnderFaults(
  platform: Platform,
  mailServer: MailServer,
  { seed, minutes, everyMs }: Options,
): Promise<boolean> {
  const since = Date.now();
  const say = (line: string): void =>
    console.log(`${((Date.now() - since) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  const { stack, stripe, reader, history } = platform;
  const findings = new Findings(history);
  say('every process has started');
  const watch = watchForDoubleSales(reader);
  stripe.isRough = true;
  const load = startLoad(platform, createRandom(seed + 2));
  const schedule = startFaults(platform, { random: createRandom(seed), everyMs, say });
  await delay(minutes * 60_000);
  stripe.isRough = false;
  const lastFault = performance.now();
  await Promise.all([schedule.stop(), load.stop()]);
  const { looks, violations: doubles } = await watch.end();
  const allThere = performance.now();
  say('load and faults have ended, every process answers');

  const rest = await comeToRest(reader, restMs);
  say(`${rest.violations.length} violations at rest`);
  const accepted = await lastTakersOf(stack, load.signedOut);
  const { facts, messages, latestMs, violations } = await checkAll(platform);
  const mails = await reader.mails();
  const { received } = mailServer;
  const { 'kill -9 auth': kills = 0, 'stop auth': stops = 0 } = schedule.counts;
  const evidence = { facts, mails, received, deaths: kills + stops };
  for (const [says, ...ids] of everySaleIsMailedOnce(evidence)) findings.say('Mails', says, ...ids);
  const again = redeliveries(stack);
  const faults = total(schedule.counts);
  findings.add(...doubles, ...violations, ...storms(again), ...rest.violations);
  for (const each of accepted) {
    findings.say('Sessions end', `the session of a person who has signed out: ${each}`);
  }
  const equalMs = allThere - lastFault + (rest.equalAfterMs ?? Infinity);
  const wanted = Math.floor((shareOfFaults * minutes * 60_000) / everyMs);
  if (faults < wanted) findings.add(proofFails(`${faults} faults, of at least ${wanted}`));
  if (again.size === 0 && faults >= manyFaults) {
    findings.add(proofFails('no service has logged that a message came again'));
  }
  if (received.size === 0 && minutes >= 1) findings.add(proofFails('no mail came'));
  if (load.admissions() === 0 && minutes >= 1)
    findings.add(proofFails('no door has admitted a buyer'));
  if (equalMs > equalWithinMs) {
    findings.add(proofFails(`replicas were equal ${seconds(equalMs)} after the last fault`));
  }

  const having = (status: string): number =>
    facts.orders.filter((order) => order.status === status).length;
  console.log(`
seed ${seed}: ${faults} faults
${table(schedule.counts)}
${total(stripe.counts)} faults of Stripe
${table(stripe.counts)}
${history.entries.length} requests
${table(history.counts())}
${facts.users.length} accounts, ${facts.tickets.length} tickets, ${facts.orders.length} orders (${having('complete')} complete, ${having('cancelled')} cancelled), ${facts.charges.length} charges, ${messages.length} messages
${load.admissions()} buyers were admitted at a door
${mails.length} mails are recorded, ${received.size} came, ${sum([...received.values()])} times
${again.size} messages came to a service again
${table(histogramOf(again))}
after the last fault everything answered within ${seconds(allThere - lastFault)}
from there: replicas equal after ${seconds(rest.equalAfterMs)}, nothing left to do after ${seconds(rest.quietAfterMs)} (holds of ${holdSeconds} s included)
${load.signedOut.length} old cookies sent to every instance: ${accepted.length} accepted
${looks} looks for two orders that stand for one ticket at one moment
the latest end of a hold: ${seconds(latestMs)} after its time`);
  return findings.print();
}

const program = proveCommand(
  'prove',
  `Runs two of each service under load. Kills, pauses and stops processes, cuts off servers, and makes Stripe fail. Then
waits until nothing is left to do, and checks every promise by what is stored everywhere.

More: npm run prove:crash-points, prove:races, prove:crowds, prove:linearizable, prove:outages, prove:soak,
prove:sign-outs, prove:mails`,
)
  .option('--minutes <number>', 'how long load and faults last', amount, 5)
  .option('--every <seconds>', 'from one fault to the next, on average', amount, 4)
  .addOption(limitsOption())
  .addOption(
    new Option(
      '--break <guard>',
      `instead: removes a guard, and must find the broken promise; all, or one of ${guardNames.join(', ')}`,
    )
      .argParser(oneOf(['all', ...guardNames]))
      .conflicts(['minutes', 'every', 'limits']),
  );

runProve(program, async (where, { minutes, every, break: guard }) => {
  if (guard !== undefined) return onPlatform(where, (platform) => proveGuards(platform, guard));
  const { seed, database } = where;
  console.log(`prove: seed ${seed}, ${minutes} minutes, database ${database}`);
  const mailServer = await startMailServer();
  const options = { holdSeconds, databasesApart: true, isPlain: true, smtpUrl: mailServer.url };
  return onPlatform({ ...where, ...options }, (platform) =>
    proveUnderFaults(platform, mailServer, { seed, minutes, everyMs: every * 1000 }),
  ).finally(() => mailServer.close());
});
