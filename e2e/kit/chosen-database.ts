import { randomBytes } from 'node:crypto';

import { type Durable, startDurable } from '@ticketing-dev/local';
import { MongoClient } from 'mongodb';

import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { StackFolder } from './own-stack';

/** The database that `--database` asks for. */
export interface ChosenDatabase {
  readonly durable: Durable | undefined;
  /** The settings that make a stack use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Once nobody uses it any more. */
  readonly close: () => Promise<void>;
}

const address = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/;

/** As long as is waited for a server, to drop what was made there. */
const awayMs = 5_000;

function databaseChoice(given: string): string {
  if (given === 'durable' || given === 'stand-in' || address.test(given)) return given;
  throw new InvalidArgumentError(
    'It takes one of durable, stand-in, mongodb://host:port, mongodb+srv://host.',
  );
}

export const databaseOption = (byDefault: 'stand-in' | 'durable' = 'stand-in') =>
  new Option('--database <name>', 'durable, stand-in, or the address of a MongoDB')
    .argParser(databaseChoice)
    .default<string>(byDefault);

/**
 * @param choice `durable`, the address of a MongoDB, or `stand-in` for what `npm start` finds
 * @param folder where the durable one is kept
 */
export async function chosenDatabase(
  choice: string,
  folder: Pick<StackFolder, 'beside'>,
  say: (line: string) => void = () => undefined,
): Promise<ChosenDatabase> {
  const [, server, prefix, query = ''] = address.exec(databaseChoice(choice)) ?? [];
  if (server !== undefined) return databasesOn(server, prefix, query);
  const durable =
    choice === 'durable' ? await startDurable({ dir: folder.beside('durable'), say }) : undefined;
  return { durable, env: durable?.env ?? {}, close: async () => durable?.close() };
}

/**
 * Databases on somebody's server, for one stack. It shares them neither with their owner nor with another run, whose
 * orders it would take for its own.
 */
function databasesOn(server: string, prefix: string | undefined, query: string): ChosenDatabase {
  const run = `proof-${randomBytes(4).toString('hex')}`;
  const ours = prefix ? `${prefix}-${run}` : run;
  return {
    durable: undefined,
    env: { MONGO_URI: `${server}/${ours}${query}` },
    async close() {
      const client = new MongoClient(`${server}/${query}`, { serverSelectionTimeoutMS: awayMs });
      try {
        const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
        const names = databases.map(({ name }) => name);
        for (const name of names.filter((each) => each.startsWith(`${ours}-`))) {
          await client.db(name).dropDatabase();
        }
      } catch (error) {
        // Whoever closes has more to end, and may be telling why it failed.
        console.error(`The databases ${ours}-… are left behind: ${String(error)}`);
      } finally {
        await client.close();
      }
    },
  };
}
