import {
  amount,
  oneOf,
  refuseIgnored,
  runCommand,
  seedOf,
  UsageError,
  wholeNumber,
} from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { type Answers, limitsChoice, under } from '../kit/limits';
import { chaos } from './chaos';
import { guardNames, negativeControls } from './controls';
import { crashPoints } from './crash-points';
import { crowds } from './crowds';
import { outages } from './outages/outages';
import { familyNames, races } from './races';
import { Rehearsal } from './rehearsal';
import { proveSignOuts } from './sign-outs';
import { soak } from './soak';

const help = `npm run prove -- [--minutes 5] [--seed 1] [--every 4] [--database stand-in|durable|mongodb://…]
       npm run prove -- --crash-points | --races [1000] | --crowds [50] | --outages [30] | --soak [30]
                          | --sign-outs [200] | --break all

Runs two of each service under load while processes are killed, paused and stopped, databases are cut off and Stripe
fails, then lets everything come to rest and checks the promises of the design by what is stored everywhere.

  --every         seconds from one fault to the next, on average
  --limits        raised (so that nobody meets one; more than 1 % of answers that are 429 fail any run), or defaults, as in
                  a shop: with faults, --soak and --sign-outs
  --break         takes a guard away (${guardNames.join(', ')}, or all), and must find the harm
  --crash-points  instead: kills whoever comes to each await between a change and its acknowledgement, one at a time
  --stages        how many platforms share the crash points
  --races [1000]  instead: so many payments each against the end of a hold, against a cancellation, and while Stripe fails
  --only          of the races: ${familyNames.join(', ')}; a word that no other has will do
  --crowds [50]   instead: 200 buyers at once for each of so many tickets
  --outages [30]  instead: takes each database away for so many seconds, NATS Streaming for twice as many, and wipes Redis
  --soak [30]     instead: so many minutes of a steady load without a fault, in which nothing may grow (judged from 20 on)
  --sign-outs     instead: 200 (or so many) people sign out, an instance restarts, the bus is away, and JWT_KEY changes`;

type Run = (stages: readonly [Rehearsal, ...Rehearsal[]]) => Promise<boolean>;

async function rehearse(
  run: Run,
  {
    seed,
    database,
    answers,
    platforms = 1,
  }: { seed: number; database: string; answers: Answers; platforms?: number },
): Promise<boolean> {
  const started = await Promise.allSettled(
    Array.from({ length: platforms }, (_, i) => Rehearsal.start(seed + i, database, answers)),
  );
  const stages = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  try {
    const [first, ...others] = stages;
    if (!first || stages.length < platforms) throw new Error('a stage could not be set');
    return await run([first, ...others]);
  } finally {
    await Promise.all(stages.map((stage) => stage.end()));
  }
}

const config = {
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    every: { type: 'string' },
    database: { type: 'string' },
    break: { type: 'string' },
    'crash-points': { type: 'boolean' },
    races: { type: 'boolean' },
    only: { type: 'string' },
    crowds: { type: 'boolean' },
    outages: { type: 'boolean' },
    soak: { type: 'boolean' },
    'sign-outs': { type: 'boolean' },
    stages: { type: 'string' },
    limits: { type: 'string' },
  },
} as const;

type Given = Parameters<Parameters<typeof runCommand<typeof config>>[2]>[0];

async function prove({ values, positionals }: Given, answers: Answers): Promise<boolean> {
  const where = { seed: seedOf(values.seed), database: databaseChoice(values.database), answers };
  const always = ['seed', 'database'];
  const refuseBeside = (mode: string, ...options: readonly string[]): void =>
    refuseIgnored(values, [...always, mode, ...options], `with --${mode}`);
  const [given, ...tooMany] = positionals;
  const counted = [values.races, values.crowds, values.outages, values.soak, values['sign-outs']];
  const isCounted = counted.includes(true);
  const [unread] = isCounted ? tooMany : positionals;
  if (unread !== undefined) throw new UsageError(`nobody reads ${JSON.stringify(unread)}`);

  if (values.races) {
    refuseBeside('races', 'only');
    const count = wholeNumber('--races', given ?? '1000');
    const only = values.only === undefined ? '' : oneOf('--only', values.only, familyNames);
    return rehearse(([stage]) => races(stage, { ...where, count, only }), where);
  }
  if (values.crowds) {
    refuseBeside('crowds');
    const tickets = wholeNumber('--crowds', given ?? '50');
    return rehearse(([stage]) => crowds(stage, tickets), where);
  }
  if (values.outages) {
    refuseBeside('outages');
    const seconds = wholeNumber('--outages', given ?? '30');
    return rehearse(([stage]) => outages(stage, seconds, where.seed), where);
  }
  if (values.soak) {
    refuseBeside('soak', 'limits');
    return soak({ ...where, minutes: amount('--soak', given ?? '30') });
  }
  if (values['sign-outs']) {
    refuseBeside('sign-outs', 'limits');
    return proveSignOuts(wholeNumber('--sign-outs', given ?? '200'), where);
  }
  const named =
    values.break === undefined ? undefined : oneOf('--break', values.break, [...guardNames, 'all']);
  const guard = named === 'all' ? undefined : named;
  if (values['crash-points']) {
    refuseBeside('crash-points', 'stages', 'break');
    const platforms = wholeNumber('--stages', values.stages ?? '3');
    const run: Run = async (stages) => {
      const areRight = await crashPoints(stages);
      const areFound = named === undefined || (await negativeControls(stages[0], guard));
      return areFound && areRight;
    };
    return rehearse(run, { ...where, platforms });
  }
  if (named !== undefined) {
    refuseBeside('break');
    return rehearse(([stage]) => negativeControls(stage, guard), where);
  }
  refuseIgnored(
    values,
    [...always, 'minutes', 'every', 'limits'],
    'without --races or --crash-points',
  );
  const minutes = amount('--minutes', values.minutes ?? '5');
  const everyMs = amount('--every', values.every ?? '4') * 1000;
  return chaos({ ...where, minutes, everyMs });
}

runCommand(help, config, (given) =>
  under(limitsChoice(given.values.limits), (answers) => prove(given, answers)),
);
