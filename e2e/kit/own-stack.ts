import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Durable, startStack, type Stack, type StackOptions } from '@ticketing-dev/local';
import { startReaper } from '@ticketing-dev/local/testing';

import { chosenDatabase } from './chosen-database';
import type { Shop } from './shop';

export interface OwnStack extends Stack, Shop {
  /** The durable database, where it was chosen. */
  readonly durable: Durable | undefined;
  /** Ends it and forgets its data. */
  end(): Promise<void>;
}

/** Whatever runs on it ends, and it is gone, when `end` is called or this process dies. */
export interface StackFolder {
  /** For one stack. */
  readonly dir: string;
  /** For one more, beside it. */
  readonly beside: (name: string) => string;
  readonly end: () => Promise<void>;
}

export async function aStackFolder(): Promise<StackFolder> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), 'ticketing-e2e-')));
  const { remember, end } = startReaper();
  remember(`stack ${dir}`);
  remember(`dir ${dir}`);
  const beside = (name: string): string => {
    const stack = path.join(dir, name);
    remember(`stack ${stack}`);
    return stack;
  };
  return { dir, beside, end };
}

/** Servers of its own, whatever addresses the environment holds. */
export const ownServers: NodeJS.ProcessEnv = {
  ...process.env,
  ...Object.fromEntries(
    [
      'MONGO_URI',
      'AUTH_MONGO_URI',
      'TICKETS_MONGO_URI',
      'ORDERS_MONGO_URI',
      'PAYMENTS_MONGO_URI',
      'NATS_URL',
      'REDIS_HOST',
      'STRIPE_KEY',
      'STRIPE_PUBLISHABLE_KEY',
      'SMTP_URL',
      'MAIL_FROM',
      'PUBLIC_URL',
      'JWT_KEY',
      'JWT_KEY_PREVIOUS',
      'NODE_ENV',
    ].map((name) => [name, '']),
  ),
};

export interface OwnStackOptions extends Omit<StackOptions, 'dir'> {
  /** As {@link chosenDatabase} takes it. */
  readonly database?: string;
}

/** The whole platform, for one test file or for one run. */
export async function anOwnStack(options: OwnStackOptions = {}): Promise<OwnStack> {
  const { database = 'stand-in', ...stackOptions } = options;
  const folder = await aStackFolder();
  const { dir } = folder;
  let closeDatabase = (): Promise<void> => Promise.resolve();
  const end = async (): Promise<void> => {
    await closeDatabase();
    await folder.end();
  };
  try {
    const chosen = await chosenDatabase(database, folder);
    closeDatabase = chosen.close;
    const env = { ...ownServers, ...chosen.env, ...options.env };
    const stack = await startStack({ ...stackOptions, dir, env });
    const { stripe } = stack.addresses;
    if (stripe === undefined) throw new Error('The stand-in takes the part of Stripe in tests');
    return {
      ...stack,
      stripeUrl: stripe,
      durable: chosen.durable,
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
