import { Command, Option } from 'commander';

import { durable } from './commands/durable';
import { logs } from './commands/logs';
import { ops } from './commands/ops';
import { reset } from './commands/reset';
import { seed } from './commands/seed';
import { start, type StartOptions } from './commands/start';
import { durableDir, stateDir } from './commands/state-dir';
import { status } from './commands/status';
import { stop } from './commands/stop';
import { test } from './commands/test';
import { defaultPort } from './ports';
import { databases, parseScale, type Scale } from './stack/services';

const settingsHelp = `
Settings, from the environment:
  PORT                       the gateway's port (3000)
  MONGO_URI                  a MongoDB to use instead of starting one (mongodb://host:port[/prefix]);
                             ${databases.map((name) => `${name.toUpperCase()}_MONGO_URI`).join(', ')}
                             give one database each
  NATS_URL                   a NATS Streaming server to use (NATS_CLUSTER_ID: ticketing)
  REDIS_HOST, REDIS_PORT     a Redis to use
  JWT_KEY                    signs the sessions (generated once, stored in .local)
  STRIPE_KEY                 a Stripe key; without it the Stripe stand-in is used
  STRIPE_PUBLISHABLE_KEY     shows Stripe's own card form
  STRIPE_TEST_CARDS=true     offers Stripe's test cards; on by default with the Stripe stand-in
  MADE_UP_LOCALE=true        allows the locale en-XA, which shows what is not translated; for tests
  EXPIRATION_WINDOW_SECONDS  how long an order reserves its ticket (900)
  MIN_PRICE_CENTS            the lowest price of a ticket, in cents (50, Stripe's minimum; 1 for none)
  MAX_PRICE_PERCENT_OF_FACE_VALUE
                             the highest price in percent of a ticket's face value; no cap by default
  PASS_KEY, PASS_KEY_PREVIOUS
                             sign the codes of passes; without PASS_KEY a key is made and stored in the database
  SMTP_URL, MAIL_FROM        a mail server, and the sender; without SMTP_URL a local mailbox gets all mail
  LIMITS                     off: no limit applies; for the setting of each limit see docs/limits.md
  OPS_TOKEN                  operators' commands need it to change something (generated once, stored in .local)
  LOG_LEVEL                  the log level of the services (info)
  OTEL_EXPORTER_OTLP_ENDPOINT
                             sends traces to an OpenTelemetry collector, such as http://127.0.0.1:4318
  TICKETING_CACHE            the folder for built and downloaded servers (~/.cache/ticketing)
  TICKETING_CONTAINERS       no: servers run only as programs, never in docker or podman`;

function startCommand(name: string, description: string, dev: boolean): Command {
  const command = new Command(name);
  if (dev) command.option('--inspect', "open a debugger's port for each service");
  return command
    .description(description)
    .option(
      '--scale <service=count>',
      'processes of a service, such as orders=2 (may be repeated)',
      (text: string, before: Scale | undefined) => parseScale(text, before),
    )
    .addOption(
      new Option('--port <port>', "the gateway's port").env('PORT').default(String(defaultPort)),
    )
    .option(
      '--host <address>',
      'the address that the gateway listens on; 0.0.0.0 for all networks',
      '127.0.0.1',
    )
    .option('--no-client', 'start the API only, without the web client')
    .option('--observe', 'start Prometheus too, with the metrics and the alerts of every process')
    .addHelpText('after', settingsHelp)
    .action((options: StartOptions) => start({ ...options, dev }));
}

const program = new Command('npm')
  .description('Run the whole platform on this machine.')
  .addCommand(startCommand('start', 'start everything and stay in the foreground', false))
  .addCommand(startCommand('dev', 'the same, reloading on change', true));

program
  .command('stop')
  .description('stop everything')
  .action(() => stop(stateDir));
program
  .command('status')
  .description('show every process: pid, restarts, state and addresses, and why it is degraded')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => status(options));
program
  .command('logs')
  .argument('[names...]', 'services, such as orders payments; all by default')
  .description('follow logs')
  .option('--json', 'one JSON object for each line')
  .option('--request <id>', 'only the lines of a request, in all services')
  .option('--order <id>', 'only the lines that name an order')
  .action(logs);
program.command('reset').description('stop everything and delete all data').action(reset);
program.command('seed').description('put demo tickets on sale').action(seed);
program
  .command('ops')
  .description('ask and mend the running platform; npm run ops -- --help lists the commands')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[args...]')
  .action(ops);
program
  .command('database:durable')
  .description('install and start FerretDB on PostgreSQL, one database for each service')
  .argument('[stop]', 'stop it from another terminal')
  .action((what?: string) => (what === 'stop' ? stop(durableDir) : durable()));
program
  .command('test')
  .description('run all tests; further arguments are passed to jest')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[args...]')
  .action((args: string[]) => test(args));

/** npm has these names itself. The others need `npm run`. */
const npmCommands = ['start', 'stop', 'test'];
for (const command of program.commands) {
  const name = command.name();
  const words = `npm ${npmCommands.includes(name) ? '' : 'run '}${name} --`;
  command.configureHelp({ commandUsage: () => `${words} ${command.usage()}` });
}

program.parseAsync(process.argv).then(
  () => process.exit(process.exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
