import { oneOf, runCommand, seedOf, UsageError } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { limitsChoice, under } from '../kit/limits';
import type { Where } from './platform';

export interface Given extends Where {
  readonly values: Readonly<Record<string, string | undefined>>;
  /** The number without a name, as it was written. */
  readonly count: string | undefined;
}

const common = `
  --seed 1         repeats the random choices
  --database NAME  durable, stand-in (the default), or the address of a MongoDB: mongodb://host:port`;

/**
 * Defines a command of prove. If limits are raised, more than 1 % of answers with 429 fail the run.
 *
 * @param options its own options; each takes a text
 * @param takesCount whether it takes a number without a name
 */
export function proveCommand(
  help: string,
  { options = [], takesCount = false }: { options?: readonly string[]; takesCount?: boolean },
  run: (given: Given) => Promise<boolean>,
): void {
  const names = ['seed', 'database', ...options];
  const config = {
    allowPositionals: takesCount,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  };
  runCommand(`npm run ${help}${common}`, config, ({ values, positionals: [count, more] }) => {
    if (more !== undefined) throw new UsageError(`one number is enough: ${more} is not used`);
    const seed = seedOf(values.seed);
    const database = databaseChoice(values.database);
    return under(limitsChoice(values.limits), (answers) =>
      run({ seed, database, answers, values, count }),
    );
  });
}

/** The items that have this name, or a name with this word; all of them without a name. */
export function chosen<T>(
  option: string,
  given: string | undefined,
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  if (given === undefined || given === 'all') return items;
  const name = oneOf(option, given, items.map(nameOf));
  return items.filter((item) => nameOf(item) === name);
}
