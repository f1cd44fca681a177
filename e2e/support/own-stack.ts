import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startStack, type Stack, type StackOptions } from '@ticketing-dev/local';
import { startReaper } from '@ticketing-dev/local/testing';

import type { Shop } from './shop';

export interface OwnStack extends Stack, Shop {
  /** Ends it and forgets its data. */
  end(): Promise<void>;
}

/** A folder for a stack, or for one in each of some subfolders. Whatever runs on it ends, and it is gone, when `end` is called or this process dies. */
export async function aStackFolder(
  ...subfolders: readonly string[]
): Promise<{ dir: string; end: () => Promise<void> }> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), 'ticketing-e2e-')));
  const { remember, end } = startReaper();
  for (const stack of [dir, ...subfolders.map((name) => path.join(dir, name))]) {
    remember(`stack ${stack}`);
  }
  remember(`dir ${dir}`);
  return { dir, end };
}

/** Servers of its own, whatever addresses the environment holds. */
export const ownServers: NodeJS.ProcessEnv = {
  ...process.env,
  ...Object.fromEntries(
    ['MONGO_URI', 'NATS_URL', 'REDIS_HOST', 'STRIPE_KEY', 'STRIPE_PUBLISHABLE_KEY', 'NODE_ENV'].map(
      (name) => [name, ''],
    ),
  ),
};

/** The whole platform, for one test file or for one run. */
export async function anOwnStack(options: Omit<StackOptions, 'dir'> = {}): Promise<OwnStack> {
  const { dir, end } = await aStackFolder();
  try {
    const stack = await startStack({ ...options, dir, env: { ...ownServers, ...options.env } });
    const { stripe } = stack.addresses;
    if (stripe === undefined) throw new Error('The stand-in takes the part of Stripe in tests');
    return {
      ...stack,
      stripeUrl: stripe,
      end: async () => {
        await stack.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
