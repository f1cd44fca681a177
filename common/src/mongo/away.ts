import mongoose from 'mongoose';

import { DependencyError } from '../errors/app-error';
import { DuplicateKeyError, VersionConflictError } from '../store/store';

// mongoose's own copy of the driver: an error of another copy would be of another class.
const { MongoServerError } = mongoose.mongo;

const duplicateKey = 11_000;

/** Codes of a server that cannot serve now: shutting down, not the primary, out of time, durability not confirmed. */
const awayCodes = new Set<unknown>([
  50, 64, 89, 91, 189, 262, 6, 7, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** The driver's and mongoose's names of errors of a connection, a pool or a selection of a server. */
const awayNames =
  /^Mongo(ose)?(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|TopologyClosed|NotConnected|ClientClosed|WaitQueueTimeout|WriteConcern|OperationTimeout|ConnectionPool)Error$|^PoolCleared/;

function isAway(error: Error): boolean {
  if (awayNames.test(error.name)) return true;
  if (error instanceof MongoServerError && awayCodes.has(error.code)) return true;
  // mongoose has no class for what `bufferCommands: false` throws while there is no connection.
  return (
    error.name === 'MongooseError' &&
    /initial connection|not connected|disconnected/i.test(error.message)
  );
}

/** Says a failure of the database in the words of the store. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof MongoServerError && error.code === duplicateKey) {
    return new DuplicateKeyError('that value is taken', { cause: error });
  }
  if (error.name === 'VersionError' || error.name === 'DocumentNotFoundError') {
    return new VersionConflictError('it has changed in the meantime', { cause: error });
  }
  return isAway(error) ? new DependencyError('MongoDB', { cause: error }) : error;
}

/** Does one operation of the database. */
export async function ask<T>(operation: () => PromiseLike<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw translate(error);
  }
}
