import { oneOf, refuseIgnored, runCommand, seedOf, wholeNumber } from '../support/arguments';
import { type Result, run } from './run';
import { randomTape, replayTape, shrink } from './tape';
import { traps } from './traps';
import type { Trap } from './traps/trap';
import type { Violation } from './world';

const help = `npm run simulate -- [--runs 20000] [--seed 1] [--break <name>] [--trap-runs 5000]

Plays the flow of events in one process: every run is one interleaving of the services' own rules on a bus, databases, a
Redis and a Stripe in memory, with crashes, outages, repeats and reorderings at every step. A run that breaks a promise
is shrunk and printed. Then each guard is taken away, and each known mistake put back: it must be found by the promise that
it breaks, and found again, word for word, when the same decisions are played once more.

  --runs       interleavings of the platform as it is
  --seed       the first run's seed; run i has seed + i
  --break      only this mistake: ${traps.map(({ name }) => name).join(', ')}
  --trap-runs  interleavings in which a mistake must be found`;

// Most errors here are answers, and nobody reads where they were thrown.
Error.stackTraceLimit = 0;

interface Failure extends Result {
  readonly violation: Violation;
  readonly seed: number;
  readonly runs: number;
}

/** The first run that breaks a promise; with a trap, the one that the trap must break. */
async function firstFailure(
  seed: number,
  runs: number,
  trap: Trap | undefined,
): Promise<Failure | undefined> {
  for (let i = 0; i < runs; i += 1) {
    const result = await run(randomTape(seed + i), { trap });
    const { violation } = result;
    if (violation && (!trap || trap.breaks === 'nothing' || violation.promise === trap.breaks)) {
      return { ...result, violation, seed: seed + i, runs: i + 1 };
    }
  }
  return undefined;
}

/** Whether the same decisions break the same promise in the same words. */
async function isReplayed(failure: Failure, trap: Trap | undefined): Promise<boolean> {
  const { violation } = await run(replayTape(failure.decisions), { trap });
  const { promise, says } = failure.violation;
  return violation?.promise === promise && violation.says === says;
}

/** The shortest story that breaks the same promise. */
async function storyOf(failure: Failure, trap: Trap | undefined): Promise<readonly string[]> {
  const { promise } = failure.violation;
  const shortest = await shrink(failure.decisions, async (decisions) => {
    const { violation } = await run(replayTape(decisions), { trap });
    return violation?.promise === promise;
  });
  const { story } = await run(replayTape(shortest), { trap, withStory: true });
  return story;
}

async function tellFailure(failure: Failure, trap: Trap | undefined): Promise<void> {
  const { violation } = failure;
  console.log(`\nBroken by seed ${failure.seed}: ${violation.promise} ${violation.says}\n`);
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

interface Found {
  readonly failure: Failure | undefined;
  /** Found, and again by the same decisions; not found, where another guard stands behind the one that is away. */
  readonly isAsSaid: boolean;
}

async function findTrap(trap: Trap, seed: number, runs: number): Promise<Found> {
  const failure = await firstFailure(seed, runs, trap);
  const name = trap.name.padEnd(23);
  if (trap.breaks === 'nothing') {
    const { promise = '', says = '' } = failure?.violation ?? {};
    console.log(
      failure
        ? `${name} IS NOT ENOUGH ALONE: seed ${failure.seed}: ${promise} ${says}`
        : `${name} harmless alone: ${runs} runs, 0 promises broken`,
    );
    return { failure, isAsSaid: !failure };
  }
  if (!failure) {
    console.log(`${name} NOT FOUND within ${runs} runs: ${trap.breaks}`);
    return { failure, isAsSaid: false };
  }
  const { promise, says } = failure.violation;
  const found = `${name} found within ${String(failure.runs).padStart(4)} runs: ${promise} ${says}`;
  const isAgain = await isReplayed(failure, trap);
  console.log(isAgain ? found : `${found} BUT NOT BY THE SAME DECISIONS AGAIN`);
  return { failure, isAsSaid: isAgain };
}

const config = {
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    break: { type: 'string' },
    'trap-runs': { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  const seed = seedOf(values.seed);
  const runs = wholeNumber('--runs', values.runs ?? '20000');
  const trapRuns = wholeNumber('--trap-runs', values['trap-runs'] ?? '5000');
  if (values.break !== undefined) {
    refuseIgnored(values, ['seed', 'runs', 'break'], 'with --break');
    const names = traps.map(({ name }) => name);
    const trap = traps[names.indexOf(oneOf('--break', values.break, names))];
    if (!trap) return false;
    console.log(`${trap.name}: ${trap.says}`);
    const { failure, isAsSaid } = await findTrap(trap, seed, runs);
    if (failure) await tellFailure(failure, trap);
    return isAsSaid;
  }
  if (!(await checkPlatform(seed, runs))) return false;
  console.log('\nWith a guard taken away, or a known mistake put back:');
  let isFound = true;
  for (const trap of traps) {
    isFound = (await findTrap(trap, seed, trapRuns)).isAsSaid && isFound;
  }
  return isFound;
});
