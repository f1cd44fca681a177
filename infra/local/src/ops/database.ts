import { optional } from '@ticketing-dev/common';
import { MongoClient, type Db } from 'mongodb';

import { mongoUri } from '../servers/mongo-uri';
import { readAddresses } from '../stack/addresses-file';
import type { ServiceName } from '../stack/services';
import { isRunning, readState } from '../supervisor/state-file';

const connectTimeoutMs = 5_000;

/**
 * The URI of a service's database: `<SERVICE>_MONGO_URI`, else the one of `MONGO_URI`, else the running stack's.
 *
 * @param dir the stack's folder
 * @throws Error if there is none of them
 */
export function databaseUri(owner: ServiceName, env: NodeJS.ProcessEnv, dir: string): string {
  const own = optional(env, `${owner.toUpperCase()}_MONGO_URI`);
  if (own !== undefined) return own;
  const base = optional(env, 'MONGO_URI');
  // With the database's name as in the services' manifests, or without it as for `npm start`.
  if (base) return base.split('?')[0]?.endsWith(`/${owner}`) ? base : mongoUri(base, owner);
  const uri = isRunning(readState(dir)) ? readAddresses(dir)?.mongo[owner] : undefined;
  if (uri !== undefined) return uri;
  throw new Error(
    `Nothing is running here (npm start), and neither ${owner.toUpperCase()}_MONGO_URI nor MONGO_URI is set`,
  );
}

/** Reads a database and closes the connection, also after an error. */
export async function readDatabase<T>(uri: string, read: (database: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: connectTimeoutMs,
    connectTimeoutMS: connectTimeoutMs,
  });
  try {
    return await read(client.db());
  } finally {
    await client.close();
  }
}
