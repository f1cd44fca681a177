import mongoose from 'mongoose';

import { DependencyError } from '../errors/app-error';
import { withTimeout } from '../service/with-timeout';
import { DuplicateKeyError, VersionConflictError } from '../store/store';
import { withRetry } from '../store/with-retry';

// mongoose's own copy of the driver: an error of another copy would be of another class.
const { MongoBulkWriteError, MongoServerError } = mongoose.mongo;

const duplicateKey = 11_000;
/** FerretDB's code for PostgreSQL's 40P01: of writes that waited for each other one was undone, and may be done again. */
const deadlock = 16_908_292;
/**
 * The driver bounds each of its steps by itself, but not all of them together, and a command that is written to a socket
 * in the instant in which it closes is waited for without end (driver 6.20 to 7.2). Below the 5 s after which a client
 * should have its 503.
 */
const patienceMs = 4_500;

/** Codes of a server that cannot serve now: shutting down, not the primary, out of time or of disk, durability not confirmed. */
const awayCodes = new Set<unknown>([
  14_031, 50, 64, 89, 91, 189, 262, 6, 7, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** The driver's and mongoose's names of errors of a connection, a pool or a selection of a server. */
const awayNames =
  /^Mongo(ose)?(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|TopologyClosed|NotConnected|ClientClosed|WaitQueueTimeout|WriteConcern|OperationTimeout|ConnectionPool)Error$|^PoolCleared/;

/** Of the socket itself: the driver passes on what a write meets that comes just after the other side has hung up. */
const socketCodes = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** FerretDB says by this code that its PostgreSQL is away, but also what went wrong within either of them. */
const internalError = 1;
/** In the words of PostgreSQL: of two upserts that make one document at once, one is told this instead of E11000. */
const alreadyThere = /duplicate key value violates unique constraint/;
/** In the words of PostgreSQL, of its Go client, and of Go. */
const postgresAway =
  /failed to connect to|terminating connection|the database system is|unexpected EOF|connection (reset|refused)|broken pipe|conn closed|closed pool|i\/o timeout|too many clients|remaining connection slots/;
/** In the words of the operating system and of the stand-in's store: whatever code a server gives it, a full disk is no fault of ours. */
const diskFull = /No space left on device|could not extend file|disk full|This store is closed/i;

function isAway(error: Error): boolean {
  // The driver wraps what ends a bulk write, whatever it was.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error) {
    return isAway(error.errorResponse);
  }
  if (awayNames.test(error.name)) return true;
  if ('code' in error && socketCodes.has(error.code)) return true;
  if (error instanceof MongoServerError) {
    return (
      awayCodes.has(error.code) ||
      diskFull.test(error.message) ||
      (error.code === internalError && postgresAway.test(error.message))
    );
  }
  // mongoose has no class for what `bufferCommands: false` throws while there is no connection.
  return (
    error.name === 'MongooseError' &&
    /initial connection|not connected|disconnected/i.test(error.message)
  );
}

const isDuplicate = ({ code, message }: mongoose.mongo.MongoServerError): boolean =>
  code === duplicateKey || (code === internalError && alreadyThere.test(message));

/** Says a failure of the database in the words of the store. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof MongoServerError && isDuplicate(error)) {
    return new DuplicateKeyError('that value is taken', { cause: error });
  }
  if (error instanceof MongoServerError && error.code === deadlock) {
    return new VersionConflictError('other writes came across', { cause: error });
  }
  if (error.name === 'VersionError' || error.name === 'DocumentNotFoundError') {
    return new VersionConflictError('it has changed in the meantime', { cause: error });
  }
  return isAway(error) ? new DependencyError('MongoDB', { cause: error }) : error;
}

/** Longer than the driver waits for a server or a socket: by then a step of {@link prepare} is lost. */
const preparationMs = 30_000;

/** Does work on the database that may take its time, as connecting to it and building an index do. */
export async function prepare<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await withTimeout(work(), preparationMs, () => new DependencyError('MongoDB'));
  } catch (error) {
    throw translate(error);
  }
}

/** Does one operation of the database, which has an end. */
export async function ask<T>(operation: () => PromiseLike<T>): Promise<T> {
  try {
    return await withTimeout(operation(), patienceMs, () => new DependencyError('MongoDB'));
  } catch (error) {
    throw translate(error);
  }
}

/** About 1 s in all: as many as any crowd for one value needs, and short of a client's patience. */
const afterDeadlock = { tries: 8, pauseMs: 16 } as const;

/**
 * Does one write that may be done twice, and does it again where FerretDB undid it to end a deadlock; the next answer is
 * the true one.
 */
export const insist = <T>(write: () => PromiseLike<T>): Promise<T> =>
  withRetry(() => ask(write), afterDeadlock);
