import { randomUUID } from 'node:crypto';

import { testServer } from '@ticketing-dev/common/testing';
import mongoose, { type Connection } from 'mongoose';

/** An empty database; its clients wait for as long as a busy machine takes. */
export const aDatabase = (): Promise<Connection> =>
  mongoose
    .createConnection(`${testServer('MONGO')}/test-${randomUUID()}?w=majority&journal=true`)
    .asPromise();

export async function drop(database: Connection): Promise<void> {
  await database.dropDatabase();
  await database.close();
}
