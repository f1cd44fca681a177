import { Option } from '@commander-js/extra-typings';

import { command, oneOf, runCommand, wholeNumber } from '../kit/arguments';
import { Answers, limitsOption, under } from '../kit/limits';
import { randomChoices, recordedChoices, shrink } from './choices';
import type { Violation } from './platform';
import { run, type RunOptions } from './scheduler';
import { type Trap, traps } from './traps';

// Most errors here are answers, whose stack traces have no reader.
Error.stackTraceLimit = 0;

interface Wanted extends RunOptions {
  readonly seed: number;
  readonly runs: number;
}

interface Failure extends Violation {
  readonly decisions: readonly number[];
  readonly seed: number;
  readonly runs: number;
}

const same = (a: Violation | undefined, b: Violation | undefined): boolean =>
  a?.promise === b?.promise && a?.message === b?.message;

/** The first run that breaks a promise; with a trap, the promise that the trap breaks. */
async function firstFailure({ seed, runs, ...options }: Wanted): Promise<Failure | undefined> {
  const expected = options.trap?.breaks ?? 'nothing';
  for (let i = 0; i < runs; i += 1) {
    const { violation, decisions } = await run(randomChoices(seed + i), options);
    if (violation && (expected === 'nothing' || violation.promise === expected)) {
      return { ...violation, decisions, seed: seed + i, runs: i + 1 };
    }
  }
  return undefined;
}

/** Prints the shortest run that breaks the same promise. */
async function print(failure: Failure, { answers, trap }: RunOptions): Promise<void> {
  const { promise, message, seed } = failure;
  console.log(`\nBroken by seed ${seed}: ${promise}: ${message}\n`);
  const shortest = await shrink(failure.decisions, async (decisions) => {
    const { violation } = await run(recordedChoices(decisions), { answers, trap });
    return violation?.promise === promise;
  });
  const { log } = await run(recordedChoices(shortest), { answers, trap, withLog: true });
  console.log(log.join('\n'));
  const name = trap ? ` --break ${trap.name}` : '';
  const limits = answers.limits === 'raised' ? '' : ` --limits ${answers.limits}`;
  console.log(`\nAgain: npm run simulate -- --seed ${seed} --runs 1${name}${limits}`);
}

async function checkPlatform(wanted: Wanted): Promise<boolean> {
  const since = performance.now();
  const failure = await firstFailure(wanted);
  if (failure) await print(failure, wanted);
  const { runs, seed } = wanted;
  const perSecond = (runs / ((performance.now() - since) / 1000)).toFixed(0);
  const result = `0 promises broken, ${perSecond} interleavings per second`;
  if (!failure) console.log(`${runs} interleavings from seed ${seed}: ${result}`);
  return !failure;
}

/** @returns whether the trap has the result that the table names */
async function checkTrap(trap: Trap, wanted: Wanted, isPrinted = false): Promise<boolean> {
  const options = { answers: wanted.answers, trap };
  const failure = await firstFailure({ ...wanted, trap });
  const replay = failure && (await run(recordedChoices(failure.decisions), options));
  const isReplayed = same(failure, replay?.violation);
  const found = failure && `${failure.promise}: ${failure.message}`;
  const result = ((): string => {
    if (trap.breaks === 'nothing') {
      return failure
        ? `BREAKS A PROMISE ALONE: seed ${failure.seed}: ${found}`
        : `harmless alone: ${wanted.runs} runs, 0 promises broken`;
    }
    if (!failure) return `NOT FOUND within ${wanted.runs} runs: ${trap.breaks}`;
    const again = isReplayed ? '' : ' BUT NOT BY THE SAME DECISIONS AGAIN';
    return `found within ${String(failure.runs).padStart(4)} runs: ${found}${again}`;
  })();
  console.log(`${trap.name.padEnd(23)} ${result}`);
  if (failure && isPrinted) await print(failure, options);
  return trap.breaks === 'nothing' ? !failure : failure !== undefined && isReplayed;
}

const program = command(
  'simulate',
  `Runs the services' own rules in one process, with the bus, the databases, Redis and Stripe in memory. Each run is one
interleaving, with crashes, outages, repetition and reordering at every step. A run that breaks a promise is shrunk and
printed. Then each guard is removed, and each known mistake is made. The promise that it breaks must show it, and the same
decisions must show it again. Run i has the seed + i.`,
)
  .option('--runs <count>', 'interleavings of the platform as it is', wholeNumber(), 20_000)
  .addOption(
    new Option('--break <name>', 'only this mistake')
      .argParser(oneOf(traps.map(({ name }) => name)))
      .conflicts('trapRuns'),
  )
  .option(
    '--trap-runs <count>',
    'interleavings in which a mistake must be found; with 0 no mistake is made',
    wholeNumber(0),
    5_000,
  )
  .addOption(limitsOption());

runCommand(program, ({ seed, runs, trapRuns, limits, break: name }) => {
  const trap = traps.find((each) => each.name === name);
  if (trap) {
    console.log(`${trap.name}: ${trap.mistake}`);
    // The mistake is found or not; how many answers are 429 decides nothing.
    return checkTrap(trap, { seed, runs, answers: new Answers(limits) }, true);
  }
  return under(limits, async (answers) => {
    if (!(await checkPlatform({ seed, runs, answers }))) return false;
    if (trapRuns === 0) return true;
    console.log('\nWith one guard removed, or one known mistake:');
    const results = [];
    for (const each of traps) {
      results.push(await checkTrap(each, { seed, runs: trapRuns, answers }));
    }
    return results.every(Boolean);
  });
});
