import { type Durable, startDurable } from '@ticketing-dev/local';

/** The database that `--database` asks for. */
export interface ChosenDatabase {
  readonly durable: Durable | undefined;
  /** The settings that make a stack use it. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * @param choice `durable`, the address of a MongoDB, or `stand-in` for what `npm start` finds
 * @param dir where the durable one is kept
 */
export async function chosenDatabase(
  choice: string,
  dir: string,
  say: (line: string) => void = () => undefined,
): Promise<ChosenDatabase> {
  const durable = choice === 'durable' ? await startDurable({ dir, say }) : undefined;
  return {
    durable,
    env: durable?.env ?? (choice.startsWith('mongodb') ? { MONGO_URI: choice } : {}),
    close: async () => durable?.close(),
  };
}
