import { oneOf, runCommand, seedOf } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { anOwnStack } from '../kit/own-stack';
import { attacks } from './attacks';

const names = attacks.map(({ name }) => name);
const help = `npm run attack -- [--only ${names.join('|')}] [--short]
                  [--database stand-in|durable|mongodb://…]

Repeats the attacks of an audit on its own platform with the default limits. Checks whether the next user can sign in, how
many passwords are hashed, how many tickets one account reserves, and how many cards it tries.

  --short   checks counts only, not times, and takes less time`;

/** Longer in full, because the hoarder renews its reservations. */
const holdSeconds = { full: 60, short: 8 } as const;

const config = {
  options: {
    only: { type: 'string' },
    short: { type: 'boolean' },
    database: { type: 'string' },
    seed: { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  // The short proof gives a seed to each tool. No attack makes random choices.
  seedOf(values.seed);
  const isShort = values.short ?? false;
  const only = values.only === undefined ? undefined : oneOf('--only', values.only, names);
  const seconds = isShort ? holdSeconds.short : holdSeconds.full;
  const shop = await anOwnStack({
    client: false,
    database: databaseChoice(values.database),
    env: { LOG_LEVEL: 'warn', EXPIRATION_WINDOW_SECONDS: String(seconds) },
  });
  let isGood = true;
  try {
    for (const { name, summary, run } of attacks) {
      if (only !== undefined && name !== only) continue;
      console.log(`\n${name}: ${summary}`);
      const { figures, checks } = await run({ shop, holdSeconds: seconds, isShort });
      for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${figure}`);
      const broken = checks.filter(([isBroken]) => isBroken);
      for (const [, message] of broken) console.log(`  BROKEN: ${message}`);
      isGood &&= broken.length === 0;
    }
    return isGood;
  } finally {
    await shop.end();
  }
});
