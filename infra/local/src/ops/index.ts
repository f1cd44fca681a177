import { Command } from 'commander';

import { stateDir } from '../commands/state-dir';
import { databaseUri, readDatabase } from './database';
import { describeDuplicates, findDuplicates } from './duplicates';

const settingsHelp = `
The commands read the platform that runs here (npm start), or another one:
  ORDERS_MONGO_URI  the database of orders, as in its service's setting; likewise for the other services
  MONGO_URI         the same, or a server that holds the databases of all services`;

async function duplicates({ json = false }: { readonly json?: boolean }): Promise<void> {
  const uri = databaseUri('orders', process.env, stateDir);
  const found = await readDatabase(uri, findDuplicates);
  console.log(json ? JSON.stringify(found) : describeDuplicates(found));
  if (found.tickets.length > 0 || found.strays.length > 0) process.exitCode = 1;
}

/** Commands for the operator of a running platform: see docs/runbook. */
export function opsCommand(): Command {
  const ops = new Command('ops')
    .description('read-only commands for operators')
    .addHelpText('after', settingsHelp);
  ops
    .command('duplicates')
    .description('list tickets that have more than one order; exits with 1 if there are any')
    .option('--json', 'as JSON')
    .action(duplicates);
  return ops;
}
