import path from 'node:path';

import { assertObtainable, findServerHere, kinds, type ServerName } from '../servers';
import type { Found } from '../servers/find-server';
import { mailboxServer } from '../mailbox/spec';
import { mongoServers } from '../servers/mongo';
import { natsServer } from '../servers/nats';
import { redisServer } from '../servers/redis';
import { stripeServer } from '../stripe/spec';
import type { ProcessSpec } from '../supervisor/process-spec';
import { databases } from './services';
import type { Addresses } from './settings';

export type FoundServers = Readonly<Record<ServerName, Found>>;

type Say = (line: string) => void;

/**
 * Finds or installs MongoDB, NATS Streaming and Redis.
 *
 * @throws ServerNotFound that names all that are missing
 */
export async function findServers(env: NodeJS.ProcessEnv, say: Say): Promise<FoundServers> {
  const find = async (name: ServerName): Promise<Found> => {
    const found = await findServerHere(name, say, { env });
    const where = found.how === 'address' ? `given by ${found.where}` : found.where;
    say(`${kinds[name].title}: ${where}`);
    return found;
  };
  await assertObtainable(['mongo', 'nats', 'redis'], { env });
  const [mongo, nats, redis] = await Promise.all([find('mongo'), find('nats'), find('redis')]);
  return { mongo, nats, redis };
}

export interface Servers {
  readonly specs: readonly ProcessSpec[];
  readonly addresses: Addresses;
}

export interface ServersOptions {
  readonly dir: string;
  readonly stackId: string;
  readonly env: NodeJS.ProcessEnv;
  readonly databasesApart: boolean;
  readonly mailbox: boolean;
}

/** The servers to start and the addresses of all: the databases, NATS Streaming, Redis, Stripe's stand-in, the mailbox. */
export async function planServers(
  found: FoundServers,
  { dir, stackId, env, databasesApart, mailbox: withMailbox }: ServersOptions,
): Promise<Servers> {
  const at = (name: string) => ({ name, dir: path.join(dir, 'data', name), stackId });
  const data = path.join(dir, 'data');
  const mongo = await mongoServers(found.mongo, databases, {
    dir: data,
    stackId,
    env,
    apart: databasesApart,
  });
  const nats = await natsServer(found.nats, at('nats'));
  const redis = await redisServer(found.redis, at('redis'), env);
  const stripe = env['STRIPE_KEY'] ? undefined : await stripeServer(at('stripe').dir);
  const mailbox =
    withMailbox && !env['SMTP_URL'] ? await mailboxServer(at('mailbox').dir) : undefined;
  return {
    specs: [
      ...mongo.specs,
      ...nats.specs,
      ...redis.specs,
      ...(stripe?.specs ?? []),
      ...(mailbox?.specs ?? []),
    ],
    addresses: {
      mongo: mongo.at,
      nats: nats.at,
      redis: redis.at,
      ...(stripe && { stripe: stripe.at }),
      ...(mailbox && { mailbox: mailbox.at }),
    },
  };
}
