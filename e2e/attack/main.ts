import { command, oneOf, runCommand } from '../kit/arguments';
import { databaseOption } from '../kit/chosen-database';
import { anOwnStack } from '../kit/own-stack';
import { attacks } from './attacks';

/** Longer in full, because the hoarder renews its reservations. */
const holdSeconds = { full: 60, short: 8 } as const;

const program = command(
  'attack',
  `Repeats the attacks of an audit on its own platform with the default limits. Checks whether the next user can sign in, how
many passwords are hashed, how many tickets one account reserves, and how many cards it tries.`,
)
  .option('--only <name>', 'only this attack', oneOf(attacks.map(({ name }) => name)))
  .option('--short', 'checks counts only, not times, and takes less time', false)
  .addOption(databaseOption());

runCommand(program, async ({ only, short: isShort, database }) => {
  const seconds = isShort ? holdSeconds.short : holdSeconds.full;
  const shop = await anOwnStack({
    client: false,
    database,
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
