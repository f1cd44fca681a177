import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Wrong arguments. A run that ignored one of them would pass, but prove something else. */
export class UsageError extends Error {}

type Given = Readonly<Record<string, string | boolean | undefined>>;

/** The arguments, without defaults. */
type Parsed<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/**
 * Reads the arguments, runs, and ends the process. The exit code is 0 if the run passed, 1 if it failed, and 2 if the
 * arguments are wrong.
 *
 * @param run checks its arguments before it starts anything
 */
export function runCommand<const T extends ParseArgsConfig>(
  help: string,
  config: T,
  run: (parsed: Parsed<T>) => Promise<boolean>,
): void {
  const command = async (): Promise<number> => {
    const parsed = parse(config);
    if ((parsed.values as Given)['help'] !== true) return (await run(parsed)) ? 0 : 1;
    console.log(help);
    return 0;
  };
  command().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const isUsage = error instanceof UsageError;
      console.error(isUsage ? error.message : error);
      process.exit(isUsage ? 2 : 1);
    },
  );
}

function parse<const T extends ParseArgsConfig>(config: T): Parsed<T> {
  const options = { ...config.options, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ ...config, options }) as Parsed<T>;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.replaceAll('\n', ' '));
  }
}

function numberOf(name: string, given: string, pattern: RegExp, least: number, kind: string) {
  const number = pattern.test(given) ? Number(given) : NaN;
  if (number >= least && number <= Number.MAX_SAFE_INTEGER) return number;
  throw new UsageError(`${name} takes ${kind}, not ${JSON.stringify(given)}`);
}

/** A whole number of at least `least`. */
export const wholeNumber = (name: string, given: string, least = 1): number =>
  numberOf(name, given, /^\d+$/, least, `a whole number, ${least} or more`);

/** A number above 0, of minutes or of seconds. */
export const amount = (name: string, given: string): number =>
  numberOf(name, given, /^\d+(\.\d+)?$/, Number.MIN_VALUE, 'a number above 0');

export const seedOf = (given = '1'): number => wholeNumber('--seed', given, 0);

/** The value with this name, or the only one with this word in its name. Case is ignored. */
export function oneOf<T extends string>(name: string, given: string, allowed: readonly T[]): T {
  const wanted = given.toLowerCase();
  const exact = allowed.find((each) => each.toLowerCase() === wanted);
  const [having, ...more] = allowed.filter((each) =>
    each.toLowerCase().split(/\W/).includes(wanted),
  );
  const found = exact ?? (more.length === 0 ? having : undefined);
  if (found !== undefined) return found;
  throw new UsageError(`${name} takes one of ${allowed.join(', ')}; not ${JSON.stringify(given)}`);
}

/** Refuses every option that is not in `used`, because the command would ignore it. */
export function refuseIgnored(values: Given, used: readonly string[], where: string): void {
  const [ignored] = Object.keys(values).filter((name) => !used.includes(name));
  if (ignored === undefined) return;
  throw new UsageError(`--${ignored} has no effect ${where}`);
}
