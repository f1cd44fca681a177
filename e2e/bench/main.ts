import path from 'node:path';

import { repository } from '@ticketing-dev/local';

import { oneOf, refuseIgnored, runCommand, seedOf, UsageError } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { limitsChoice } from '../kit/limits';
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
import { hashing, refusals, refusalsUnderFlood } from './sign-in';
import { sustained } from './sustained';

const help = `npm run bench -- [--quick] [--database durable|stand-in|mongodb://…] [--against URL|self] [--only routes] [--out DIR]
       npm run bench -- --limits defaults [--database durable|stand-in|mongodb://…]

Measures every route against the least that the same servers can do, then the flows of events and what a sign-in tells and
costs, and writes a table and charts into docs/performance. One wrong answer voids the run, such as a 429: limits are
raised, so that nobody meets one.

  --quick      a few minutes, to see that it works; goes to .local/bench
  --database   durable (FerretDB on PostgreSQL, made if need be), stand-in (what npm start finds), or a MongoDB's address
  --against    another platform of this contract, by its gateway's address: the same work, in turns;
               or self: this one against itself, to see which differences are none
  --only       routes, or flows; goes to .local/bench, too
  --no-home    without the client and its home page
  --out        where the figures go
  --limits     defaults: some seconds of sales and purchases by people who keep within what a shop allows; writes nothing`;

const parts = ['routes', 'flows'] as const;
type Part = (typeof parts)[number];

const quick = {
  effort: { rounds: 2, seconds: 2, warmUpSeconds: 1, burst: 200 } satisfies Effort,
  seconds: 4,
  sizes: [1_000, 10_000],
  rates: [25, 50],
};
const full = {
  effort: { rounds: 8, seconds: 4, warmUpSeconds: 3, burst: 500 } satisfies Effort,
  seconds: 20,
  sizes: [1_000, 10_000, 50_000, 100_000],
  rates: [25, 50, 75, 100, 150, 200, 300, 400],
};

const say = (line: string): void => console.log(`  ${line}`);

interface Wanted {
  readonly isQuick: boolean;
  readonly only: Part | undefined;
  readonly withHome: boolean;
  readonly against: string | undefined;
}

async function results(platform: Platform, wanted: Wanted): Promise<Results> {
  const { isQuick, only, withHome, against } = wanted;
  const { effort, seconds, sizes, rates } = isQuick ? quick : full;
  const wants = (part: Part): boolean => only === undefined || only === part;
  const other = against === 'self' ? platform.stack.url : against;
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
    isQuick,
    readySeconds: platform.readySeconds,
    publish,
    figures,
    refusals: await refusals(platform, 300),
    refusalsUnderFlood: await refusalsUnderFlood(platform, 100),
    hashing: await hashing(effort.rounds, 2),
    propagation: spread,
    hotTicket: await hotTicket(platform, 200),
    purchases: await purchases(platform, { perSecond: 10, seconds }),
    sustained: flows ? await sustained(platform, { rates, seconds: seconds / 2 }) : [],
    expiry: flows ? await expiryLateness(platform, isQuick ? 50 : 200) : none,
    growth: flows ? await growth(platform, sizes, effort.seconds) : [],
    duels: other === undefined ? [] : await duel(platform.stack.url, other, effort, say),
    // After all that is above.
    memory: usage(platform.roots()),
  };
}

/** People who keep within what a shop allows are served as with raised limits. */
async function playAtDefaults(platform: Platform): Promise<void> {
  const seconds = 5;
  const { p50 } = await propagation(platform, { perSecond: 20, seconds });
  say(`tickets put on sale, 20 a second: known to orders after ${p50.toFixed(0)} ms (p50)`);
  const { latency } = await purchases(platform, { perSecond: 5, seconds });
  say(`purchases, 5 a second and 16 at once: ${latency.p50.toFixed(0)} ms (p50)`);
  const crowd = await hotTicket(platform, 200);
  say(`${crowd.buyers} buyers of one ticket: ${crowd.latency.p50.toFixed(0)} ms (p50)`);
  console.log('limits defaults: no answer was 429, nor wrong in another way');
}

const config = {
  options: {
    quick: { type: 'boolean' },
    database: { type: 'string' },
    against: { type: 'string' },
    only: { type: 'string' },
    'no-home': { type: 'boolean' },
    out: { type: 'string' },
    limits: { type: 'string' },
    seed: { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  // Nothing is left to chance here; the short proof gives one to each of its parts.
  seedOf(values.seed);
  const {
    quick: isQuick = false,
    against,
    out = isQuick || values.only !== undefined ? '.local/bench' : 'docs/performance',
  } = values;
  const only = values.only === undefined ? undefined : oneOf('--only', values.only, parts);
  const withHome = values['no-home'] !== true;
  if (against !== undefined && against !== 'self' && !URL.canParse(against)) {
    throw new UsageError(
      `--against takes a gateway's address or self, not ${JSON.stringify(against)}`,
    );
  }
  const database = databaseChoice(values.database ?? 'durable');
  const limits = limitsChoice(values.limits);
  const isAtDefaults = limits === 'defaults';
  if (isAtDefaults) {
    refuseIgnored(values, ['limits', 'database', 'seed'], 'with --limits defaults');
  }
  const platform = await startPlatform(database, {
    client: withHome && !isAtDefaults,
    limits,
    say,
  });
  try {
    if (isAtDefaults) {
      await playAtDefaults(platform);
      return true;
    }
    const folder = path.resolve(repository, out);
    writeReport(await results(platform, { isQuick, only, withHome, against }), folder);
    console.log(`Written to ${path.relative(process.cwd(), folder) || '.'}`);
  } finally {
    await platform.end();
  }
  return true;
});
