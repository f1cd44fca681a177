import { setTimeout as delay } from 'node:timers/promises';

import { amount } from '../kit/arguments';
import { limitsOption } from '../kit/limits';
import { openFiles, residentMb } from '../kit/process';
import { createRandom } from '../kit/random';
import {
  checkAll,
  comeToRest,
  Findings,
  growthOf,
  proofFails,
  redeliveries,
  type Sample,
  seconds,
  table,
} from './checks';
import { proveCommand, runProve } from './command';
import { startLoad } from './load';
import { onPlatform, type Platform } from './platform';

const instance = /^(auth|tickets|orders|expiration|payments)-\d$/;
const holdSeconds = 20;
const restMs = 120_000;
const traders = 5;
const readsPerSecond = 12;
/** The usual rate is about twice as high. */
const wantedPerSecond = 30;
const sampleEveryMs = 5_000;
/** A new process fills its caches and compiles its code. Growth in this time is no leak. */
const warmUpMinutes = 5;
/** In a shorter run the slope depends on when garbage was collected. */
const judgedFromMinutes = 20;

/** Memory and open files of each process, from its start until the run is over. */
async function sizesOf({ stack }: Platform, over: AbortSignal): Promise<Map<string, Sample[]>> {
  const since = performance.now();
  const samples = new Map<string, Sample[]>();
  while (!over.aborted) {
    const minute = (performance.now() - since) / 60_000;
    for (const { name, pid } of stack.processes()) {
      if (!instance.test(name)) continue;
      const seen = samples.get(name) ?? [];
      samples.set(name, seen);
      if (pid === null) continue;
      seen.push({ minute, megabytes: residentMb(pid), files: openFiles(pid) });
    }
    await delay(sampleEveryMs);
  }
  return samples;
}

/** People who only read, at a fixed rate. */
async function read(platform: Platform, over: AbortSignal): Promise<void> {
  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let index = 0; !over.aborted; index += 1) {
    await delay(Math.max(0, start + (index * 1000) / readsPerSecond - performance.now()));
    const reader = platform.signedIn(`buyer-${index % 500}`);
    sent.push(reader.list(index % 2 === 0 ? 'tickets' : 'orders'));
  }
  await Promise.all(sent);
}

async function soak(platform: Platform, seed: number, minutes: number): Promise<boolean> {
  const { stack, reader, history } = platform;
  const findings = new Findings(history);
  const since = performance.now();
  const over = AbortSignal.timeout(Math.round(minutes * 60_000));
  const load = startLoad(platform, createRandom(seed + 2), traders);
  const [samples] = await Promise.all([sizesOf(platform, over), read(platform, over)]);
  await load.stop();
  const perSecond = history.entries.length / ((performance.now() - since) / 1000);

  const rest = await comeToRest(reader, restMs);
  const { facts, messages, violations } = await checkAll(platform);
  const again = redeliveries(stack);
  findings.add(...violations, ...rest.violations);
  const isLong = minutes >= judgedFromMinutes;
  const sizes: Record<string, string> = {};
  for (const [name, seen] of samples) {
    const from = isLong ? warmUpMinutes : minutes / 4;
    const { figures, isFine } = growthOf(seen.filter(({ minute }) => minute >= from));
    sizes[name] = figures;
    if (isLong && !isFine) findings.say('Nothing grows', `${name}: ${figures}`, name);
  }
  // An unhandled rejection ends a process.
  for (const { name, restarts } of stack.processes()) {
    if (restarts > 0) findings.say('No process ends', `${name} ended ${restarts} times`, name);
  }
  for (const { outcome, who, what, sent, status } of history.entries) {
    if (outcome !== 'unknown') continue;
    const end = status === 0 ? 'was not answered' : `was answered ${status}`;
    findings.say('7 Errors are answers', `${who} ${what} ${sent} ${end}`, who);
  }
  for (const id of again.keys()) findings.say('No storm of redeliveries', `${id} came again`, id);
  if (perSecond < wantedPerSecond) {
    findings.add(proofFails(`${perSecond.toFixed(1)} requests a second are too few`));
  }

  console.log(`${history.entries.length} requests, ${perSecond.toFixed(1)} a second
${table(history.counts())}
${facts.orders.length} orders, ${messages.length} messages, ${again.size} of them came again
${table(sizes)}`);
  if (!isLong) console.log(`growth is judged from ${judgedFromMinutes} minutes on`);
  console.log(
    `nothing left to do after ${seconds(rest.quietAfterMs)} (holds of ${holdSeconds} s included)`,
  );
  return findings.print();
}

const program = proveCommand(
  'prove:soak',
  `Steady load without faults, on two of each service. No process may grow, end or return an error. Growth is judged from
${judgedFromMinutes} minutes on.`,
)
  .argument('[minutes]', 'how long', amount, 30)
  .addOption(limitsOption());

runProve(program, (where, _options, minutes) => {
  const { seed, database } = where;
  console.log(`prove:soak: seed ${seed}, ${minutes} minutes, database ${database}`);
  return onPlatform({ ...where, holdSeconds, isPlain: true }, (platform) =>
    soak(platform, seed, minutes),
  );
});
