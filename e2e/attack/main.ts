import { oneOf, refuseIgnored, runCommand, seedOf, UsageError } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { anOwnStack } from '../kit/own-stack';
import { abandoned } from './abandoned';
import { cardTesting } from './cards';
import { guesses } from './guesses';
import { hoarder } from './hoarder';
import type { Attack, Scene } from './scene';

const attacks = [abandoned, guesses, hoarder, cardTesting];

const help = `npm run attack -- [--only ${attacks.map(({ name }) => name).join('|')}] [--short]
                  [--database stand-in|durable|mongodb://…] [--url http://… --hold 900]

Attacks a platform of its own, with limits as they are in a shop, in the ways that an audit found: whether the next one
can sign in, how many passwords are hashed, how many tickets one account holds, how many cards it tries.

  --short   only what can be counted, not how long it takes; in less time
  --url     attacks what runs there instead; --hold says how many seconds an order holds its ticket there`;

/** Longer in full: an attack that renews must have something to renew. */
const holdSeconds = { full: 60, short: 8 } as const;

async function attackAll(scene: Scene, chosen: readonly Attack[]): Promise<boolean> {
  let isGood = true;
  for (const { name, says, run } of chosen) {
    console.log(`\n${name}: ${says}`);
    const { figures, broken } = await run(scene);
    for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${figure}`);
    for (const each of broken) console.log(`  BROKEN: ${each}`);
    isGood &&= broken.length === 0;
  }
  return isGood;
}

const config = {
  options: {
    only: { type: 'string' },
    short: { type: 'boolean' },
    database: { type: 'string' },
    url: { type: 'string' },
    hold: { type: 'string' },
    seed: { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  // Nothing is left to chance here; the short proof gives one to each of its parts.
  seedOf(values.seed);
  const isShort = values.short ?? false;
  const names = attacks.map(({ name }) => name);
  const only = values.only === undefined ? undefined : oneOf('--only', values.only, names);
  const chosen = attacks.filter(({ name }) => only === undefined || name === only);
  const hold = isShort ? holdSeconds.short : holdSeconds.full;
  const { url } = values;
  if (url !== undefined) {
    refuseIgnored(values, ['only', 'short', 'url', 'hold', 'seed'], 'with --url');
    if (!URL.canParse(url)) throw new UsageError(`--url takes an address, not ${url}`);
    return attackAll({ url, isShort, holdSeconds: Number(values.hold ?? '900') }, chosen);
  }
  refuseIgnored(values, ['only', 'short', 'database', 'seed'], 'without --url');
  const stack = await anOwnStack({
    client: false,
    database: databaseChoice(values.database),
    env: { LOG_LEVEL: 'warn', EXPIRATION_WINDOW_SECONDS: String(hold) },
  });
  try {
    return await attackAll({ url: stack.url, isShort, holdSeconds: hold }, chosen);
  } finally {
    await stack.end();
  }
});
