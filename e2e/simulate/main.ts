import { parseArgs } from 'node:util';

import { type Result, run } from './run';
import { randomTape, replayTape, shrink } from './tape';
import { trapNamed, traps } from './traps';
import type { Trap } from './traps/trap';

const help = `npm run simulate -- [--runs 20000] [--seed 1] [--break <name>] [--trap-runs 5000]

Plays the flow of events in one process: every run is one interleaving of the services' own rules on a bus, databases, a
Redis and a Stripe in memory, with crashes, outages, repeats and reorderings at every step. A run that breaks a promise
is shrunk and printed. Then each guard is taken away, and each known mistake put back, and must be found.

  --runs       interleavings of the platform as it is
  --seed       the first run's seed; run i has seed + i
  --break      only this mistake: ${traps.map(({ name }) => name).join(', ')}
  --trap-runs  interleavings in which a mistake must be found`;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    break: { type: 'string' },
    'trap-runs': { type: 'string', default: '5000' },
    help: { type: 'boolean', default: false },
  },
});

// Most errors here are answers, and nobody reads where they were thrown.
Error.stackTraceLimit = 0;

interface Failure extends Result {
  readonly seed: number;
  readonly runs: number;
}

async function firstFailure(
  seed: number,
  runs: number,
  trap: Trap | undefined,
): Promise<Failure | undefined> {
  for (let i = 0; i < runs; i += 1) {
    const result = await run(randomTape(seed + i), { trap });
    if (result.violation) return { ...result, seed: seed + i, runs: i + 1 };
  }
  return undefined;
}

/** The shortest story that breaks the same promise. */
async function storyOf(failure: Failure, trap: Trap | undefined): Promise<readonly string[]> {
  const promise = failure.violation?.promise;
  const shortest = await shrink(failure.decisions, async (decisions) => {
    const { violation } = await run(replayTape(decisions), { trap });
    return violation?.promise === promise;
  });
  const { story } = await run(replayTape(shortest), { trap, withStory: true });
  return story;
}

async function tellFailure(failure: Failure, trap: Trap | undefined): Promise<void> {
  const { violation } = failure;
  console.log(`\nBroken by seed ${failure.seed}: ${violation?.promise} ${violation?.says}\n`);
  console.log((await storyOf(failure, trap)).join('\n'));
  const name = trap ? ` --break ${trap.name}` : '';
  console.log(`\nAgain: npm run simulate -- --seed ${failure.seed} --runs 1${name}`);
}

async function checkPlatform(seed: number, runs: number): Promise<boolean> {
  const since = performance.now();
  const failure = await firstFailure(seed, runs, undefined);
  if (failure) {
    await tellFailure(failure, undefined);
    return false;
  }
  const perSecond = runs / ((performance.now() - since) / 1000);
  console.log(
    `${runs} interleavings from seed ${seed}: 0 promises broken, ${perSecond.toFixed(0)} interleavings per second`,
  );
  return true;
}

async function checkTrap(trap: Trap, seed: number, runs: number): Promise<boolean> {
  const failure = await firstFailure(seed, runs, trap);
  const found = failure
    ? `found within ${String(failure.runs).padStart(4)} runs: ${failure.violation?.promise} ${failure.violation?.says}`
    : `NOT FOUND within ${runs} runs`;
  console.log(`${trap.name.padEnd(23)} ${found}`);
  return failure !== undefined;
}

async function main(): Promise<boolean> {
  const seed = Number(values.seed);
  const runs = Number(values.runs);
  if (values.break !== undefined) {
    const trap = trapNamed(values.break);
    if (!trap) throw new Error(`--break knows ${traps.map(({ name }) => name).join(', ')}`);
    console.log(`${trap.name}: ${trap.says}`);
    const failure = await firstFailure(seed, runs, trap);
    if (failure) await tellFailure(failure, trap);
    console.log(failure ? `Found within ${failure.runs} runs` : `Not found within ${runs} runs`);
    return failure !== undefined;
  }
  if (!(await checkPlatform(seed, runs))) return false;
  console.log('\nWith a guard taken away, or a known mistake put back:');
  let isFound = true;
  for (const trap of traps) {
    isFound = (await checkTrap(trap, seed, Number(values['trap-runs']))) && isFound;
  }
  return isFound;
}

if (values.help) {
  console.log(help);
} else {
  main().then(
    (isGood) => {
      process.exitCode = isGood ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
