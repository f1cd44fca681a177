import { randomUUID } from 'node:crypto';

import { type Clock, systemClock } from '../base/clock';
import type { Id } from '../contracts';
import { Database } from '../mongo/database';
import { silentLogger } from '../base/logger';
import type { Outbox } from '../outbox/outbox';

/** The servers that the test run has started; see infra/local/src/testing. */
export type TestServer = 'MONGO' | 'NATS' | 'REDIS' | 'STRIPE';

/**
 * The address of a server of the test run.
 *
 * @throws Error if the run has not started it
 */
export function testServer(name: TestServer): string {
  const url = process.env[`TEST_${name}_URL`];
  if (url === undefined)
    throw new Error(`TEST_${name}_URL is not set: run the tests with npm test`);
  return url;
}

/** A new database for one test on the run's MongoDB. It is not open yet. */
export function testDatabase(now: Clock = systemClock): Database {
  const uri = `${testServer('MONGO')}/test-${randomUUID()}?w=majority&journal=true`;
  return new Database(uri, { logger: silentLogger(), now });
}

/** Ends a test's use of its database. */
export async function dropAndClose(database: Database): Promise<void> {
  await database.connection.dropDatabase();
  await database.close();
}

/** Reads the unpublished events of aggregates, oldest first: what was published if no relay runs. */
export const eventsIn =
  (store: Pick<Outbox, 'pendingOf'>) =>
  async (...ids: readonly Id[]): Promise<{ subject: string; data: object }[]> => {
    const events = await store.pendingOf(ids);
    return events.map(({ subject, data }) => ({ subject, data }));
  };
