import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';

/**
 * A command of the proof: `npm run <name> -- [options]`.
 *
 * @param description paragraphs; the help breaks their lines itself
 */
export const command = (name: string, description: string) =>
  new Command(`npm run ${name} --`)
    .description(description.replace(/\b\n\b|([.,])\n\b/g, '$1 '))
    .addOption(
      // The short proof gives a seed to each tool, also to those that make no random choices.
      new Option('--seed <number>', 'repeats the random choices')
        .argParser(wholeNumber(0))
        .default(1),
    );

/**
 * Reads the arguments, runs, and ends the process. The exit code is 0 if the run passed, 1 if it failed, and 2 if the
 * arguments are wrong: a run that ignored one of them would pass, but prove something else.
 *
 * @param run checks its arguments before it starts anything
 */
export function runCommand<A extends unknown[], O extends object>(
  program: Pick<Command<A>, 'exitOverride' | 'parse' | 'processedArgs'> & { opts(): O },
  run: (options: O, ...args: A) => Promise<boolean>,
): void {
  program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)).parse();
  run(program.opts(), ...program.processedArgs).then(
    (isGood) => process.exit(isGood ? 0 : 1),
    (error: unknown) => {
      const isUsage = error instanceof InvalidArgumentError;
      console.error(isUsage ? error.message : error);
      process.exit(isUsage ? 2 : 1);
    },
  );
}

const numberAs =
  (pattern: RegExp, least: number, kind: string) =>
  (given: string): number => {
    const number = pattern.test(given) ? Number(given) : NaN;
    if (number >= least && number <= Number.MAX_SAFE_INTEGER) return number;
    throw new InvalidArgumentError(`It takes ${kind}.`);
  };

/** Parses a whole number of at least `least`. */
export const wholeNumber = (least = 1) =>
  numberAs(/^\d+$/, least, `a whole number, ${least} or more`);

/** Parses a number above 0, of minutes or of seconds. */
export const amount = numberAs(/^\d+(\.\d+)?$/, Number.MIN_VALUE, 'a number above 0');

/** Finds the name, or the only one with this word in it. Case is ignored. */
export const oneOf =
  <T extends string>(allowed: readonly T[]) =>
  (given: string): T => {
    const wanted = given.toLowerCase();
    const exact = allowed.find((each) => each.toLowerCase() === wanted);
    const [having, ...more] = allowed.filter((each) =>
      each.toLowerCase().split(/\W/).includes(wanted),
    );
    const found = exact ?? (more.length === 0 ? having : undefined);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`It takes one of ${allowed.join(', ')}.`);
  };
