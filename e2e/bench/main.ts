import path from 'node:path';

import { InvalidArgumentError } from '@commander-js/extra-typings';
import { repository } from '@ticketing-dev/local';

import { amount, command, runCommand } from '../kit/arguments';
import { databaseOption } from '../kit/chosen-database';
import { limitsOption } from '../kit/limits';
import { against } from './against';
import { flows, growth, withinLimits } from './flows';
import { idle } from './idle';
import { live } from './live';
import { efforts, type Row, type Scenarios } from './measure';
import { outage } from './outage';
import { startPlatform } from './platform';
import { purchases } from './purchases';
import { lineOf, writeReport } from './report';
import { routes } from './routes';
import { search } from './search';
import { signIn } from './sign-in';
import { sustained } from './sustained';

function aPlatform(given: string): string {
  if (given === 'self' || URL.canParse(given)) return given;
  throw new InvalidArgumentError("It takes a gateway's address or self.");
}

const program = command(
  'bench',
  `Measures every route in turns with a baseline, then the flows of events, sign-in, a sustained rate and growth. Writes
the figures to docs/performance, or to .local/bench if the run is quick or partial. One wrong answer makes the run void.
A 429 is a wrong answer: the limits are raised. With --limits defaults, there are some sales and purchases within the
limits of a real shop, and nothing is written.`,
)
  .option('--quick', 'a few minutes, to see that it works', false)
  .option(
    '--only <text>',
    "a section (routes, flows, search, sign-in, sustained, growth, outage, idle, live, against), or a part of a scenario's name",
    '',
  )
  .option(
    '--rate <purchases>',
    'whole purchases at this rate a second, without a search for the highest',
    amount,
  )
  .option('--minutes <n>', 'how long whole purchases keep the rate (10)', amount)
  .addOption(databaseOption('durable'))
  .option(
    '--against <address>',
    `also another platform of this contract, by its gateway's address, in turns with this one;
self compares this one with itself, to see which differences are noise`,
    aPlatform,
  )
  .addOption(limitsOption().conflicts(['quick', 'only', 'against']));

runCommand(program, async (options) => {
  const { quick: isQuick, only, rate, minutes, against: other, database, limits } = options;
  const isLimited = limits === 'defaults';
  const all = {
    routes,
    flows,
    search,
    'sign-in': signIn,
    sustained: { ...sustained, ...purchases },
    growth,
    outage,
    idle,
    live,
    against: against(other),
  };
  const sections: Readonly<Record<string, Scenarios>> = isLimited
    ? { flows: withinLimits, sustained: purchases }
    : all;
  const wanted = Object.entries(sections).flatMap(([section, scenarios]) =>
    Object.entries(scenarios)
      .filter(([name]) => section === only || name.includes(only))
      .map(([name, run]) => ({ section, name, run })),
  );
  if (wanted.length === 0) throw new InvalidArgumentError(`--only ${only} names nothing`);

  const say = (line: string): void => console.log(`  ${line}`);
  const client = wanted.some(({ name }) => name.startsWith('GET / '));
  const effort = {
    ...(isQuick || isLimited ? efforts.quick : efforts.full),
    ...(isLimited && { purchaseRates: [10] }),
    ...(rate !== undefined && { purchaseRates: [rate] }),
    ...(minutes !== undefined && { sustainedSeconds: minutes * 60 }),
  };
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const platform = await startPlatform(database, { client, limits, say }, closers);
    const rows: Record<string, Row[]> = {};
    for (const { section, name, run } of wanted) {
      const measured = [await run(platform, effort)].flat().map((row) => ({ name, ...row }));
      (rows[section] ??= []).push(...measured);
      for (const row of measured) say(lineOf(row));
    }
    if (isLimited) {
      console.log('limits defaults: no answer was 429, nor wrong in another way');
      return true;
    }
    const isPart = only !== '' || rate !== undefined || minutes !== undefined;
    const folder = isQuick || isPart ? '.local/bench' : 'docs/performance';
    writeReport(platform, isQuick, rows, path.join(repository, folder));
    console.log(`Written to ${folder}`);
    return true;
  } finally {
    for (const close of closers.toReversed()) await close();
  }
});
