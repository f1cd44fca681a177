import path from 'node:path';

import { repository } from '@ticketing-dev/local';

import { refuseIgnored, runCommand, seedOf, UsageError } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { limitsChoice } from '../kit/limits';
import { against } from './against';
import { flows, growth, sustained, withinLimits } from './flows';
import { efforts, type Row, type Scenarios } from './measure';
import { startPlatform } from './platform';
import { lineOf, writeReport } from './report';
import { routes } from './routes';
import { signIn } from './sign-in';

const help = `npm run bench -- [--quick] [--only TEXT] [--database durable|stand-in|mongodb://…] [--against URL|self]
       npm run bench -- --limits defaults [--database durable|stand-in|mongodb://…]

Measures every route in turns with a baseline, then the flows of events, sign-in, a sustained rate and growth. Writes
the figures to docs/performance, or to .local/bench if the run is quick or partial. One wrong answer makes the run void.
A 429 is a wrong answer: the limits are raised.

  --quick      a few minutes, to see that it works
  --only       a section (routes, flows, sign-in, sustained, growth, against), or a part of a scenario's name
  --database   durable (FerretDB on PostgreSQL, the default), stand-in, or the address of a MongoDB
  --against    also another platform of this contract, by its gateway's address, in turns with this one;
               self compares this one with itself, to see which differences are noise
  --limits     defaults: some sales and purchases within the limits of a real shop; writes nothing`;

const config = {
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    database: { type: 'string' },
    against: { type: 'string' },
    limits: { type: 'string' },
    seed: { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  // Nothing here is random. The short proof passes a seed to every tool.
  seedOf(values.seed);
  const { quick: isQuick = false, only = '', against: other } = values;
  if (other !== undefined && other !== 'self' && !URL.canParse(other)) {
    throw new UsageError(`--against takes a gateway's address or self, not "${other}"`);
  }
  const choice = databaseChoice(values.database ?? 'durable');
  const limits = limitsChoice(values.limits);
  const isLimited = limits === 'defaults';
  if (isLimited) refuseIgnored(values, ['limits', 'database', 'seed'], 'with --limits defaults');
  const all = { routes, flows, 'sign-in': signIn, sustained, growth, against: against(other) };
  const sections: Readonly<Record<string, Scenarios>> = isLimited ? { flows: withinLimits } : all;
  const wanted = Object.entries(sections).flatMap(([section, scenarios]) =>
    Object.entries(scenarios)
      .filter(([name]) => section === only || name.includes(only))
      .map(([name, run]) => ({ section, name, run })),
  );
  if (wanted.length === 0) throw new UsageError(`--only ${JSON.stringify(only)} names nothing`);

  const say = (line: string): void => console.log(`  ${line}`);
  const client = wanted.some(({ name }) => name.startsWith('GET / '));
  const effort = isQuick || isLimited ? efforts.quick : efforts.full;
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const platform = await startPlatform(choice, { client, limits, say }, closers);
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
    const folder = isQuick || only !== '' ? '.local/bench' : 'docs/performance';
    writeReport(platform, isQuick, rows, path.join(repository, folder));
    console.log(`Written to ${folder}`);
    return true;
  } finally {
    for (const close of closers.toReversed()) await close();
  }
});
