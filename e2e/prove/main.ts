import { parseArgs } from 'node:util';

import { chaos } from './chaos';
import { guardNames, negativeControls } from './controls';
import { crashPoints } from './crash-points';
import { Rehearsal } from './rehearsal';

const help = `npm run prove -- [--minutes 5] [--seed 1] [--every 4] [--database stand-in|durable|mongodb://…]

Runs two of each service under load while processes are killed, paused and stopped, databases are cut off and Stripe
fails, then lets everything come to rest and checks the promises of the design by what is stored everywhere.

  --every         seconds from one fault to the next, on average
  --break         takes a guard away (${guardNames.join(', ')}, or all), and must find the harm
  --crash-points  instead: kills whoever comes to each await between a change and its acknowledgement, one at a time
  --stages        how many platforms share the crash points`;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '4' },
    database: { type: 'string', default: 'stand-in' },
    break: { type: 'string' },
    'crash-points': { type: 'boolean', default: false },
    stages: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});

async function rehearse(seed: number): Promise<boolean> {
  const count = values['crash-points'] ? Number(values.stages) : 1;
  const started = await Promise.allSettled(
    Array.from({ length: count }, (_, i) => Rehearsal.start(seed + i, values.database)),
  );
  const stages = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  try {
    const [first] = stages;
    if (!first || stages.length < count) throw new Error('a stage could not be set');
    const only = values.break === 'all' ? undefined : values.break;
    const areRight = !values['crash-points'] || (await crashPoints(stages));
    const areFound = values.break === undefined || (await negativeControls(first, only));
    return areFound && areRight;
  } finally {
    await Promise.all(stages.map((stage) => stage.end()));
  }
}

function main(): Promise<boolean> {
  const seed = Number(values.seed);
  if (values.break !== undefined || values['crash-points']) return rehearse(seed);
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
