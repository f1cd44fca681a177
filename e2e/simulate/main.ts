import { oneOf, refuseIgnored, runCommand, seedOf, wholeNumber } from '../kit/arguments';
import { type Answers, limitsChoice, under } from '../kit/limits';
import { type Result, run, type RunOptions } from './run';
import { randomTape, replayTape, shrink } from './tape';
import { traps } from './traps';
import type { Trap } from './traps/trap';
import type { Violation } from './world';

const help = `npm run simulate -- [--runs 20000] [--seed 1] [--break <name>] [--trap-runs 5000]
                    [--limits raised|defaults]

Plays the flow of events in one process: every run is one interleaving of the services' own rules on a bus, databases, a
Redis and a Stripe in memory, with crashes, outages, repeats and reorderings at every step. A run that breaks a promise
is shrunk and printed. Then each guard is taken away, and each known mistake put back: it must be found by the promise that
it breaks, and found again, word for word, when the same decisions are played once more.

  --runs       interleavings of the platform as it is
  --seed       the first run's seed; run i has seed + i
  --break      only this mistake: ${traps.map(({ name }) => name).join(', ')}
  --trap-runs  interleavings in which a mistake must be found; with 0 no mistake is put back
  --limits     raised (so that nobody meets one; more than 1 % of answers that are 429 fail the run), or defaults, as in a shop`;

// Most errors here are answers, and nobody reads where they were thrown.
Error.stackTraceLimit = 0;

/** What is played: the platform as it is, or with a mistake in it. */
type Played = Pick<RunOptions, 'answers' | 'trap'>;

interface Failure extends Result {
  readonly violation: Violation;
  readonly seed: number;
  readonly runs: number;
}

/** The first run that breaks a promise; with a trap, the one that the trap must break. */
async function firstFailure(
  seed: number,
  runs: number,
  { answers, trap }: Played,
): Promise<Failure | undefined> {
  for (let i = 0; i < runs; i += 1) {
    const result = await run(randomTape(seed + i), { answers, trap });
    const { violation } = result;
    if (violation && (!trap || trap.breaks === 'nothing' || violation.promise === trap.breaks)) {
      return { ...result, violation, seed: seed + i, runs: i + 1 };
    }
  }
  return undefined;
}

/** Whether the same decisions break the same promise in the same words. */
async function isReplayed(failure: Failure, played: Played): Promise<boolean> {
  const { violation } = await run(replayTape(failure.decisions), played);
  const { promise, says } = failure.violation;
  return violation?.promise === promise && violation.says === says;
}

/** The shortest story that breaks the same promise. */
async function storyOf(failure: Failure, played: Played): Promise<readonly string[]> {
  const { promise } = failure.violation;
  const shortest = await shrink(failure.decisions, async (decisions) => {
    const { violation } = await run(replayTape(decisions), played);
    return violation?.promise === promise;
  });
  const { story } = await run(replayTape(shortest), { ...played, withStory: true });
  return story;
}

async function tellFailure(failure: Failure, played: Played): Promise<void> {
  const { violation } = failure;
  console.log(`\nBroken by seed ${failure.seed}: ${violation.promise} ${violation.says}\n`);
  console.log((await storyOf(failure, played)).join('\n'));
  const { trap, answers } = played;
  const name = trap ? ` --break ${trap.name}` : '';
  const limits = answers.limits === 'raised' ? '' : ` --limits ${answers.limits}`;
  console.log(`\nAgain: npm run simulate -- --seed ${failure.seed} --runs 1${name}${limits}`);
}

async function checkPlatform(seed: number, runs: number, answers: Answers): Promise<boolean> {
  const since = performance.now();
  const failure = await firstFailure(seed, runs, { answers });
  if (failure) {
    await tellFailure(failure, { answers });
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

async function findTrap(trap: Trap, seed: number, runs: number, answers: Answers): Promise<Found> {
  const failure = await firstFailure(seed, runs, { answers, trap });
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
  const isAgain = await isReplayed(failure, { answers, trap });
  console.log(isAgain ? found : `${found} BUT NOT BY THE SAME DECISIONS AGAIN`);
  return { failure, isAsSaid: isAgain };
}

const config = {
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    break: { type: 'string' },
    'trap-runs': { type: 'string' },
    limits: { type: 'string' },
  },
} as const;

type Given = Parameters<Parameters<typeof runCommand<typeof config>>[2]>[0];

async function simulate({ values }: Given, answers: Answers): Promise<boolean> {
  const seed = seedOf(values.seed);
  const runs = wholeNumber('--runs', values.runs ?? '20000');
  const trapRuns = wholeNumber('--trap-runs', values['trap-runs'] ?? '5000', 0);
  if (values.break !== undefined) {
    refuseIgnored(values, ['seed', 'runs', 'break', 'limits'], 'with --break');
    const names = traps.map(({ name }) => name);
    const trap = traps[names.indexOf(oneOf('--break', values.break, names))];
    if (!trap) return false;
    console.log(`${trap.name}: ${trap.says}`);
    const { failure, isAsSaid } = await findTrap(trap, seed, runs, answers);
    if (failure) await tellFailure(failure, { answers, trap });
    return isAsSaid;
  }
  if (!(await checkPlatform(seed, runs, answers))) return false;
  if (trapRuns === 0) return true;
  console.log('\nWith a guard taken away, or a known mistake put back:');
  let isFound = true;
  for (const trap of traps) {
    isFound = (await findTrap(trap, seed, trapRuns, answers)).isAsSaid && isFound;
  }
  return isFound;
}

runCommand(help, config, (given) =>
  under(limitsChoice(given.values.limits), (answers) => simulate(given, answers)),
);
