import type { Command } from '@commander-js/extra-typings';

import { command, runCommand } from '../kit/arguments';
import { databaseOption } from '../kit/chosen-database';
import { type LimitsChoice, under } from '../kit/limits';
import type { Where } from './platform';

/** A command of prove. */
export const proveCommand = (name: string, description: string) =>
  command(name, description).addOption(databaseOption());

interface Options extends Pick<Where, 'seed' | 'database'> {
  readonly limits?: LimitsChoice;
}

/** Runs a command of prove. If limits are raised, more than 1 % of answers with 429 fail the run. */
export const runProve = <A extends unknown[], O extends Options>(
  program: Pick<Command<A>, 'exitOverride' | 'parse' | 'processedArgs'> & { opts(): O },
  run: (where: Where, options: O, ...args: A) => Promise<boolean>,
): void =>
  runCommand(program, (options, ...args: A) => {
    const { seed, database, limits = 'raised' } = options;
    return under(limits, (answers) => run({ seed, database, answers }, options, ...args));
  });
