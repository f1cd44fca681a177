import { Command, Option } from 'commander';

import { durable, stopDurable } from './commands/durable';
import { logs } from './commands/logs';
import { reset } from './commands/reset';
import { seed } from './commands/seed';
import { start, type StartOptions } from './commands/start';
import { status } from './commands/status';
import { stop } from './commands/stop';
import { test } from './commands/test';
import { opsCommand } from './ops';
import { DEFAULT_PORT } from './ports';
import { parseScale, type Scale } from './stack/services';

const SETTINGS = `
Settings, from the environment:
  PORT                       the gateway's port (3000)
  MONGO_URI                  a MongoDB to use instead of starting one (mongodb://host:port[/prefix]);
                             AUTH_MONGO_URI, TICKETS_MONGO_URI, ORDERS_MONGO_URI, PAYMENTS_MONGO_URI
                             give one database each
  NATS_URL                   a NATS Streaming server to use (NATS_CLUSTER_ID: ticketing)
  REDIS_HOST, REDIS_PORT     a Redis to use
  JWT_KEY                    signs the sessions (made once, kept in .local)
  STRIPE_KEY                 a key of Stripe's; without it the stand-in takes Stripe's part
  STRIPE_PUBLISHABLE_KEY     shows Stripe's own form for the card
  STRIPE_TEST_CARDS=true     offers Stripe's test cards; on where the stand-in takes Stripe's part
  EXPIRATION_WINDOW_SECONDS  how long an order holds its ticket (900)
  MIN_PRICE_CENTS            the lowest price of a ticket, in cents (50, which is Stripe's; 1 for none)
  LIMITS                     off: no limit refuses anybody; each one's own setting: docs/limits.md
  LOG_LEVEL                  of the services (info)
  TICKETING_CACHE            where servers that were built or downloaded are kept (~/.cache/ticketing)
  TICKETING_CONTAINERS       no: servers run as programs only, never in docker or podman`;

function startCommand(name: string, description: string, dev: boolean): Command {
  return new Command(name)
    .description(description)
    .option(
      '--scale <service=count>',
      'processes of a service, such as orders=2 (may be repeated)',
      (text: string, before: Scale | undefined) => parseScale(text, before),
    )
    .addOption(
      new Option('--port <port>', "the gateway's port").env('PORT').default(String(DEFAULT_PORT)),
    )
    .option(
      '--host <address>',
      'where the gateway listens; 0.0.0.0 for all the network',
      '127.0.0.1',
    )
    .option('--no-client', 'without the web client: the API only')
    .addHelpText('after', SETTINGS)
    .action((options: StartOptions) => start({ ...options, dev }));
}

const program = new Command('npm')
  .description('Runs the whole platform on this machine.')
  .addCommand(startCommand('start', 'start everything and stay in the foreground', false))
  .addCommand(startCommand('dev', 'the same, reloading on change', true));

program
  .command('stop')
  .description('end everything')
  .action(() => stop());
program
  .command('status')
  .description('name, pid, restarts and address of every process')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => status(options));
program
  .command('logs')
  .argument('[name]', 'such as orders')
  .description('follow a log')
  .action(logs);
program.command('reset').description('stop, and wipe all data').action(reset);
program.command('seed').description('put demo tickets on sale').action(seed);
program.addCommand(opsCommand());
program
  .command('database:durable')
  .description('make and start FerretDB on PostgreSQL, a database for each service')
  .argument('[stop]', 'ends it from elsewhere')
  .action((what?: string) => (what === 'stop' ? stopDurable() : durable()));
program
  .command('test')
  .description('run all tests; what follows is passed on to jest')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[args...]')
  .action((args: string[]) => test(args));

program.parseAsync(process.argv).then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
