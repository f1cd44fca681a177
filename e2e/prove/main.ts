import { parseArgs } from 'node:util';

import { chaos } from './chaos';
import { guardNames, negativeControls } from './controls';
import { crashPoints } from './crash-points';
import { outages } from './outages/outages';
import { races } from './races';
import { Rehearsal } from './rehearsal';

const help = `npm run prove -- [--minutes 5] [--seed 1] [--every 4] [--database stand-in|durable|mongodb://…]
       npm run prove -- --crash-points | --races [1000] | --outages [30] | --break all

Runs two of each service under load while processes are killed, paused and stopped, databases are cut off and Stripe
fails, then lets everything come to rest and checks the promises of the design by what is stored everywhere.

  --every         seconds from one fault to the next, on average
  --break         takes a guard away (${guardNames.join(', ')}, or all), and must find the harm
  --crash-points  instead: kills whoever comes to each await between a change and its acknowledgement, one at a time
  --stages        how many platforms share the crash points
  --races [1000]  instead: so many payments each against the end of a hold, against a cancellation, and while Stripe fails
  --only          of the races: expire, cancel, or Stripe
  --outages [30]  instead: takes each database away for so many seconds, NATS Streaming for twice as many, and wipes Redis`;

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '4' },
    database: { type: 'string', default: 'stand-in' },
    break: { type: 'string' },
    'crash-points': { type: 'boolean', default: false },
    races: { type: 'boolean', default: false },
    only: { type: 'string' },
    outages: { type: 'boolean', default: false },
    stages: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});

async function rehearse(seed: number): Promise<boolean> {
  const platforms = values['crash-points'] ? Number(values.stages) : 1;
  const started = await Promise.allSettled(
    Array.from({ length: platforms }, (_, i) => Rehearsal.start(seed + i, values.database)),
  );
  const stages = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  try {
    const [first] = stages;
    if (!first || stages.length < platforms) throw new Error('a stage could not be set');
    if (values.races) {
      const { only = '' } = values;
      return await races(first, { count: Number(positionals[0] ?? 1_000), seed, only });
    }
    if (values.outages) return await outages(first, Number(positionals[0] ?? 30), seed);
    const guard = values.break === 'all' ? undefined : values.break;
    const areRight = !values['crash-points'] || (await crashPoints(stages));
    const areFound = values.break === undefined || (await negativeControls(first, guard));
    return areFound && areRight;
  } finally {
    await Promise.all(stages.map((stage) => stage.end()));
  }
}

function main(): Promise<boolean> {
  const seed = Number(values.seed);
  const isRehearsed = values['crash-points'] || values.races || values.outages;
  if (isRehearsed || values.break !== undefined) return rehearse(seed);
  return chaos({
    seed,
    minutes: Number(values.minutes),
    everyMs: Number(values.every) * 1000,
    database: values.database,
  });
}

if (values.help) {
  console.log(help);
} else {
  main().then(
    (isGood) => process.exit(isGood ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
