import { systemClock } from '@ticketing-dev/common';
import { Command, CommanderError } from 'commander';

import { createAsk } from './ask';
import { backup } from './commands/backup';
import { charged } from './commands/charged';
import { doctor } from './commands/doctor';
import { duplicates } from './commands/duplicates';
import { expiry } from './commands/expiry';
import { discardParked, listParked, retryParked, showParked } from './commands/parked';
import { reconcile, type ReconcileOptions } from './commands/reconcile';
import { refund } from './commands/refund';
import { replicas } from './commands/replicas';
import { restore } from './commands/restore';
import { replay, type ReplayOptions } from './commands/replay';
import { timeline } from './commands/timeline';
import { exitCodes, OpsError } from './errors';
import type { Outcome, Tools } from './outcome';
import type { Settings } from './settings';

const settingsHelp = `
The commands ask the services on their operators' ports: those of the platform that runs here (npm start), or
  AUTH_OPERATORS_URL, TICKETS_OPERATORS_URL, ORDERS_OPERATORS_URL, EXPIRATION_OPERATORS_URL, PAYMENTS_OPERATORS_URL
  OPS_TOKEN  authorises changes
  OPERATOR   your name, for the services' logs

Exit codes: 0 fine, 1 something was found or failed, 2 wrong use, 3 a service did not answer.
See docs/runbook/ten-questions.md.`;

interface Common {
  readonly json?: boolean;
}

interface WithReason extends Common {
  readonly reason: string;
}

/**
 * The commands of operators. Each one sets the process' exit code.
 *
 * @param name how the operator calls it, for the help
 * @param settings read when a command runs
 */
export function createOps(name: string, settings: () => Settings): Command {
  const ops = new Command(name)
    .description('ask and mend a running platform: see docs/runbook')
    .exitOverride(endWith)
    .addHelpText('after', settingsHelp);

  const run = async ({ json }: Common, work: (tools: Tools) => Promise<Outcome>): Promise<void> => {
    try {
      const say = (line: string): void => void process.stderr.write(`${line}\n`);
      const {
        lines,
        json: value,
        isFound,
        missing = [],
      } = await work({
        ask: createAsk(settings()),
        now: systemClock,
        say,
      });
      for (const line of missing) console.error(line);
      console.log(json ? JSON.stringify(value) : lines.join('\n'));
      if (missing.length > 0) process.exitCode = exitCodes.noAnswer;
      else if (isFound) process.exitCode = exitCodes.found;
    } catch (error) {
      if (!(error instanceof OpsError)) throw error;
      console.error(error.message);
      process.exitCode = error.exitCode;
    }
  };

  const add = (parent: Command, usage: string, description: string, example: string): Command =>
    parent
      .command(usage)
      .description(description)
      .option('--json', 'as JSON')
      .exitOverride(endWith)
      .addHelpText('after', `\nExample: ${name} ${example}`);
  const change = (command: Command): Command =>
    command.requiredOption('--reason <text>', 'why you change this, for the log');

  add(
    ops,
    'timeline <id>',
    'what happened to an order, a ticket or a user',
    `timeline ${anId}`,
  ).action((id: string, options: Common) => run(options, (tools) => timeline(tools, id)));

  add(
    ops,
    'charged <user>',
    'every payment of a user, given by id or e-mail address',
    'charged ann@example.com',
  ).action((user: string, options: Common) => run(options, (tools) => charged(tools, user)));

  const parked = ops
    .command('parked')
    .exitOverride(endWith)
    .description('messages that listeners could not handle');
  add(parked, 'list', 'list them, of all services', 'parked list').action((options: Common) =>
    run(options, listParked),
  );
  add(parked, 'show <message>', 'show one, with its data', `parked show ${aMessage}`).action(
    (name: string, options: Common) => run(options, (tools) => showParked(tools, name)),
  );
  change(
    add(
      parked,
      'retry <message...>',
      'handle them again',
      `parked retry ${aMessage} --reason 'fixed in 1.2.3'`,
    ),
  ).action((names: readonly string[], { reason, ...options }: WithReason) =>
    run(options, (tools) => retryParked(tools, names, reason)),
  );
  change(
    add(
      parked,
      'discard <message>',
      'delete one that can never succeed',
      `parked discard ${aMessage} --reason 'of a test'`,
    ),
  ).action((name: string, { reason, ...options }: WithReason) =>
    run(options, (tools) => discardParked(tools, name, reason)),
  );

  change(
    add(
      ops,
      'replay <owner>',
      'publish events again, from the log of the service that owns them',
      `replay tickets --since 2026-01-31T09:00:00Z --reason 'bus restored'`,
    ),
  )
    .option('--subject <subject...>', 'only these, such as ticket:updated')
    .option('--since <time>', 'from this time, ISO 8601 in UTC')
    .option('--until <time>', 'before this time')
    .option('--aggregate <id>', 'only those of one ticket, order, payment or user')
    .action((owner: string, { json, ...options }: ReplayOptions & Common) =>
      run({ ...(json && { json }) }, (tools) => replay(tools, owner, options)),
    );

  const copies = ops
    .command('replicas')
    .exitOverride(endWith)
    .description('copies of other services’ data, compared with the logs of their owners');
  add(
    copies,
    'verify [replica]',
    'list the rows that differ: of one service or replica, or of all',
    'replicas verify orders/tickets',
  ).action((which: string | undefined, options: Common) =>
    run(options, (tools) =>
      replicas(tools, which, { how: 'verify', removeUnknown: false, reason: 'verify' }),
    ),
  );
  change(
    add(
      copies,
      'rebuild [replica]',
      'mend them in place, and what was derived from them',
      `replicas rebuild tickets/orders --reason 'restored a backup'`,
    ),
  )
    .option('--remove-unknown', 'delete rows that the owner does not know')
    .action(
      (which: string | undefined, options: WithReason & { readonly removeUnknown?: boolean }) =>
        run(options, (tools) =>
          replicas(tools, which, {
            how: 'rebuild',
            removeUnknown: options.removeUnknown ?? false,
            reason: options.reason,
          }),
        ),
    );

  add(ops, 'expiry', 'how late unpaid holds end', 'expiry --last 100')
    .option('--last <count>', 'how many expiries to look at', '20')
    .action(({ last, ...options }: Common & { readonly last: string }) =>
      run(options, (tools) => expiry(tools, Number(last))),
    );

  change(
    add(
      ops,
      'refund <order>',
      'refund the whole price of a complete order',
      `refund ${anId} --reason 'event cancelled, ticket #123'`,
    ),
  ).action((orderId: string, { reason, ...options }: WithReason) =>
    run(options, (tools) => refund(tools, orderId, reason)),
  );

  add(
    ops,
    'reconcile',
    'compare orders with Stripe’s charges, in both directions',
    `reconcile --record --reason 'refunds of October in the dashboard'`,
  )
    .option(
      '--record',
      'record refunds that were made at Stripe, and charges whose payment is lost',
    )
    .option('--refund', 'refund what was charged without a complete order')
    .option('--reason <text>', 'why you do this, for the log')
    .action((options: Common & ReconcileOptions) =>
      run(options, (tools) => reconcile(tools, options)),
    );

  change(
    add(
      ops,
      'backup <folder>',
      'write the databases of all services to a folder',
      `backup /backups/2026-01-31 --reason nightly`,
    ),
  ).action((folder: string, { reason, ...options }: WithReason) =>
    run(options, (tools) => backup(tools, { folder, reason })),
  );

  change(
    add(
      ops,
      'restore <folder>',
      'write a backup into the empty databases of a new platform',
      `restore /backups/2026-01-31 --reason 'lost the cluster'`,
    ),
  ).action((folder: string, { reason, ...options }: WithReason) =>
    run(options, (tools) => restore(tools, { folder, reason })),
  );

  add(ops, 'doctor', 'examine all services, and name the page of each problem', 'doctor').action(
    (options: Common) => run(options, doctor),
  );

  add(ops, 'duplicates', 'tickets with more than one order', 'duplicates').action(
    (options: Common) => run(options, duplicates),
  );

  return ops;
}

const anId = '68b1c0ffee0123456789abcd';
const aMessage = 'orders/payment:created-7';

/** commander exits with 1 if a command is used wrongly. */
function endWith(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongUse);
}
