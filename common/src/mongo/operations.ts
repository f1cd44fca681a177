import mongoose from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import { withTimeout } from '../base/with-timeout';
import { DuplicateKeyError, VersionConflictError } from '../store/store';
import { withRetry } from '../store/with-retry';
import { meaningOf } from './ferretdb';

// From mongoose's own copy of the driver, because another copy has other error classes.
const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;

/** The code of a write that a unique index refuses. */
export const duplicateKey = 11_000;
/**
 * The time-out of one operation. The driver has time-outs for each of its steps, but none for all of them. It also waits
 * without end for a command that is written to a socket in the instant in which that closes (driver 6.20 to 7.2). Below
 * the 5 s after which a client should have its 503.
 */
const operationTimeoutMs = 4_500;

/**
 * Codes of a server that cannot serve now. It shuts down, is not the primary, timed out, has a full disk, or did not
 * confirm durability.
 */
const unavailableCodes = new Set<unknown>([
  14_031, 50, 64, 89, 91, 189, 262, 6, 7, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** The names of the driver's and mongoose's errors of a connection, a pool or the server selection. */
const unavailableNames =
  /^Mongo(ose)?(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|TopologyClosed|NotConnected|ClientClosed|WaitQueueTimeout|WriteConcern|OperationTimeout|ConnectionPool)Error$|^PoolCleared/;

/** Codes of socket errors. The driver passes them on if a write comes just after the other side has disconnected. */
const socketCodes = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** Messages of the operating system and of the stand-in's store for a full disk. Servers use various codes for it. */
const diskFull = /No space left on device|could not extend file|disk full|This store is closed/i;

function isUnavailable(error: Error): boolean {
  // The driver wraps every error that ends a bulk write.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error) {
    return isUnavailable(error.errorResponse);
  }
  if (unavailableNames.test(error.name)) return true;
  if ('code' in error && socketCodes.has(error.code)) return true;
  if (error instanceof MongoServerError) {
    return unavailableCodes.has(error.code) || diskFull.test(error.message);
  }
  // mongoose has no class for what `bufferCommands: false` throws while there is no connection.
  return (
    error.name === 'MongooseError' &&
    /initial connection|not connected|disconnected/i.test(error.message)
  );
}

/** Converts an error of the driver or of mongoose to an error of the store's port or to {@link DependencyError}. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const meaning = meaningOf(error);
  if (
    meaning === 'duplicate key' ||
    (error instanceof MongoServerError && error.code === duplicateKey)
  ) {
    return new DuplicateKeyError('that value is taken', { cause: error });
  }
  if (meaning === 'deadlock') {
    return new VersionConflictError('other writes came across', { cause: error });
  }
  if (error.name === 'VersionError' || error.name === 'DocumentNotFoundError') {
    return new VersionConflictError('it has changed in the meantime', { cause: error });
  }
  const isAway = meaning === 'unavailable' || isUnavailable(error);
  return isAway ? new DependencyError('MongoDB', { cause: error }) : error;
}

/** Longer than the driver waits for a server or a socket: a step of {@link runSetup} that takes longer never ends. */
const setupTimeoutMs = 30_000;

async function run<T>(work: () => PromiseLike<T>, timeoutMs: number): Promise<T> {
  try {
    return await withTimeout(work(), timeoutMs, () => new DependencyError('MongoDB'));
  } catch (error) {
    throw translateError(error);
  }
}

/** Up to about 1 s in total, which is enough for any contention and below the time-out of clients. */
const afterDeadlock = { tries: 8, pauseMs: 16 } as const;

/**
 * Runs one step of the set-up, such as connecting or building an index, with a time-out of 30 s. A step must be safe to
 * repeat: instances that build the same index concurrently may end in a deadlock.
 */
export const runSetup = <T>(step: () => PromiseLike<T>): Promise<T> =>
  withRetry(() => run(step, setupTimeoutMs), afterDeadlock);

/** Runs one database operation, with a time-out of 4.5 s. */
export const runOperation = <T>(operation: () => PromiseLike<T>): Promise<T> =>
  run(operation, operationTimeoutMs);

/** Whether the server lost the connection or its role, so that a repeated read can succeed at once. */
const isRepeatable = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  (error instanceof MongoServerError && unavailableCodes.has(error.code));

/** Runs one read, and repeats it once if the connection was lost, as the driver does for its own reads. */
export const runRead = <T>(read: () => PromiseLike<T>): Promise<T> =>
  runOperation(async () => {
    try {
      return await read();
    } catch (error) {
      if (!isRepeatable(error)) throw error;
      return read();
    }
  });

/** Runs one write, and repeats it after a deadlock. The write must be safe to repeat. */
export const retryOnDeadlock = <T>(write: () => PromiseLike<T>): Promise<T> =>
  withRetry(() => runOperation(write), afterDeadlock);
