import path from 'node:path';
import { parseArgs } from 'node:util';

import { repository } from '@ticketing-dev/local';

import { duel } from './against';
import { usage } from './cpu';
import { expiryLateness, growth, hotTicket, propagation, purchases } from './flows';
import { thisMachine } from './machine';
import type { Effort } from './measure';
import { type Platform, startPlatform } from './platform';
import { publishFloor } from './publish-floor';
import { writeReport } from './report';
import type { Results } from './results';
import { measureRoutes } from './scenarios';
import { sustained } from './sustained';

const help = `npm run bench -- [--quick] [--database durable|stand-in|mongodb://…] [--against URL|self] [--only routes] [--out DIR]

Measures every route against the least that the same servers can do, then the flows of events, and writes a table and
charts into docs/performance. One wrong answer voids the run.

  --quick      a few minutes, to see that it works; goes to .local/bench
  --database   durable (FerretDB on PostgreSQL, made if need be), stand-in (what npm start finds), or a MongoDB's address
  --against    another platform of this contract, by its gateway's address: the same work, in turns;
               or self: this one against itself, to see which differences are none
  --only       routes, or flows
  --no-home    without the client and its home page
  --out        where the figures go`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    database: { type: 'string', default: 'durable' },
    against: { type: 'string' },
    only: { type: 'string' },
    'no-home': { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const effort: Effort = values.quick
  ? { rounds: 2, seconds: 2, warmUpSeconds: 1, burst: 200 }
  : { rounds: 8, seconds: 4, warmUpSeconds: 3, burst: 500 };
const seconds = values.quick ? 4 : 20;
const sizes = values.quick ? [1_000, 10_000] : [1_000, 10_000, 50_000, 100_000];
const rates = values.quick ? [25, 50] : [25, 50, 75, 100, 150, 200, 300, 400];

const say = (line: string): void => console.log(`  ${line}`);

async function results(platform: Platform): Promise<Results> {
  const wants = (part: string): boolean => values.only === undefined || values.only === part;
  const withHome = !values['no-home'];
  const other = values.against === 'self' ? platform.stack.url : values.against;
  const nats = platform.stack.addresses.nats;
  const publish = {
    oneByOne: await publishFloor(nats, { window: 1, seconds: effort.seconds }),
    window64: await publishFloor(nats, { window: 64, seconds: effort.seconds }),
  };
  const figures = wants('routes') ? await measureRoutes(platform, effort, { withHome, say }) : [];
  const none = { p50: NaN, p95: NaN, p99: NaN, max: NaN };
  const flows = wants('flows');
  const spread = flows ? await propagation(platform, { perSecond: 50, seconds }) : none;
  say(`events: p50 ${spread.p50.toFixed(0)} ms, p99 ${spread.p99.toFixed(0)} ms`);
  return {
    at: new Date().toISOString(),
    command: [
      'npm run bench',
      ...(process.argv.length > 2 ? ['--'] : []),
      ...process.argv.slice(2),
    ].join(' '),
    machine: thisMachine(),
    database: platform.database,
    isQuick: values.quick,
    readySeconds: platform.readySeconds,
    publish,
    figures,
    propagation: spread,
    hotTicket: await hotTicket(platform, 200),
    purchases: await purchases(platform, { perSecond: 10, seconds }),
    sustained: flows ? await sustained(platform, { rates, seconds: seconds / 2 }) : [],
    expiry: flows ? await expiryLateness(platform, values.quick ? 50 : 200) : none,
    growth: flows ? await growth(platform, sizes, effort.seconds) : [],
    duels: other === undefined ? [] : await duel(platform.stack.url, other, effort, say),
    // After all that is above.
    memory: usage(platform.roots()),
  };
}

async function main(): Promise<void> {
  if (values.help) {
    console.log(help);
    return;
  }
  const platform = await startPlatform(values.database, { client: !values['no-home'], say });
  try {
    const folder = values.quick ? '.local/bench' : 'docs/performance';
    const out = path.resolve(repository, values.out ?? folder);
    writeReport(await results(platform), out);
    console.log(`Written to ${path.relative(process.cwd(), out) || '.'}`);
  } finally {
    await platform.end();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? `void: ${error.stack ?? error.message}` : error);
    process.exit(1);
  },
);
