import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Arguments that cannot be meant: a run that left one of them out would pass and have proved something else. */
export class UsageError extends Error {}

type Given = Readonly<Record<string, string | boolean | undefined>>;

/** What was given, without the defaults: what was not given is undefined. */
type Parsed<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/**
 * Reads the arguments, runs, and ends the process: with 0 where all is well, 1 where it is not, and 2, after one line,
 * where the arguments are wrong.
 *
 * @param run checks what it was given before it starts anything
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

/** The one that is named, or that alone has this word in its name; capitals do not count. */
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

/** Refuses what was given beside `used`, because nobody would read it. */
export function refuseIgnored(values: Given, used: readonly string[], where: string): void {
  const [ignored] = Object.keys(values).filter((name) => !used.includes(name));
  if (ignored === undefined) return;
  throw new UsageError(`--${ignored} says nothing ${where}`);
}
