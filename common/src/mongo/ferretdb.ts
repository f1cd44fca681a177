import mongoose, { type Connection, type mongo } from 'mongoose';

// All that our code does for FerretDB 2 on PostgreSQL. docs/databases.md explains why it is needed.

const { MongoServerError } = mongoose.mongo;

/** FerretDB's code for PostgreSQL's 40P01: of writes that waited for each other, one was undone. */
const deadlock = 16_908_292;
/** FerretDB's code when PostgreSQL is unavailable, and also for faults within either of them. */
const internalError = 1;
/** PostgreSQL's message: of two concurrent upserts of one document, one gets this instead of E11000. */
const alreadyThere = /duplicate key value violates unique constraint/;
/** Messages of PostgreSQL, of its Go client and of Go. */
const postgresUnavailable =
  /failed to connect to|terminating connection|the database system is|unexpected EOF|connection (reset|refused)|broken pipe|conn closed|closed pool|i\/o timeout|too many clients|remaining connection slots/;

/** What FerretDB's own error means; undefined when it means what MongoDB's does. */
export function meaningOf(error: Error): 'duplicate key' | 'deadlock' | 'unavailable' | undefined {
  if (!(error instanceof MongoServerError)) return undefined;
  if (error.code === deadlock) return 'deadlock';
  if (error.code !== internalError) return undefined;
  if (alreadyThere.test(error.message)) return 'duplicate key';
  return postgresUnavailable.test(error.message) ? 'unavailable' : undefined;
}

/** How the server that we are connected to differs from MongoDB. */
export interface ServerQuirks {
  /** Only the index of `_id` gives an order; behind any other index, all that is found is sorted. */
  sortsByIdOnly: boolean;
}

export const noQuirks = (): ServerQuirks => ({ sortsByIdOnly: false });

export async function quirksOf(connection: Connection): Promise<ServerQuirks> {
  const info = await connection.db?.admin().command({ buildInfo: 1 });
  return { sortsByIdOnly: info?.['ferretdb'] !== undefined };
}

/**
 * A condition that holds once the date in `field` has passed, by the database's clock. FerretDB would look up
 * `$lte: [field, '$$NOW']` in an index, and fail; it does not do so for its negation.
 */
export const hasPassed = (field: string): mongo.Filter<mongo.BSON.Document> => ({
  $expr: { $not: [{ $gt: [`$${field}`, '$$NOW'] }] },
});
