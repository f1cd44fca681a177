import { type Durable, startDurable } from '@ticketing-dev/local';

import type { StackFolder } from './own-stack';

/** The database that `--database` asks for. */
export interface ChosenDatabase {
  readonly durable: Durable | undefined;
  /** The settings that make a stack use it. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * @param choice `durable`, the address of a MongoDB, or `stand-in` for what `npm start` finds
 * @param folder where the durable one is kept
 */
export async function chosenDatabase(
  choice: string,
  folder: Pick<StackFolder, 'beside'>,
  say: (line: string) => void = () => undefined,
): Promise<ChosenDatabase> {
  const durable =
    choice === 'durable' ? await startDurable({ dir: folder.beside('durable'), say }) : undefined;
  return {
    durable,
    env: durable?.env ?? (choice.startsWith('mongodb') ? { MONGO_URI: choice } : {}),
    close: async () => durable?.close(),
  };
}
