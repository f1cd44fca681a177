import mongoose from 'mongoose';

import { DependencyError } from '../../src/errors/unavailable-error';
import { runOperation, runRead, translateError } from '../../src/mongo/operations';
import { DuplicateKeyError, VersionConflictError } from '../../src/store/store';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;

const serverError = (code: number, errmsg: string): Error => new MongoServerError({ code, errmsg });

/** As the driver makes it of an error that ends a bulk write. */
const ofBulkWrite = (error: Error): Error =>
  new (MongoBulkWriteError as unknown as new (error: Error, result: object) => Error)(error, {});

describe('an error of the database', () => {
  it.each([
    ['a broken connection', new MongoNetworkError('connection 7 to 127.0.0.1:27017 closed')],
    [
      'a socket that the other side has ended, which the driver passes on as it is',
      Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
    ],
    ['a shutdown', serverError(91, 'The server is in quiesce mode and will shut down')],
    [
      'a bulk write that lost its connection',
      ofBulkWrite(new MongoNetworkError('read ECONNRESET')),
    ],
    [
      "FerretDB's PostgreSQL that is gone",
      serverError(1, 'pool.go:90: failed to connect to `user=postgres database=postgres`'),
    ],
    [
      "FerretDB's PostgreSQL that starts",
      ofBulkWrite(serverError(1, 'the database system is starting up')),
    ],
    [
      "FerretDB's PostgreSQL that was killed",
      serverError(1, 'terminating connection due to unexpected postmaster exit'),
    ],
    ["FerretDB's PostgreSQL that hung up", serverError(1, 'unexpected EOF')],
    ['a full disk', serverError(14_031, 'Not enough disk space')],
    [
      "FerretDB's PostgreSQL on a full disk",
      serverError(1, 'could not extend file "base/5/16402": No space left on device'),
    ],
    ["the stand-in's store, which a full disk has closed", serverError(0, 'This store is closed')],
  ])('is an unavailable database: %s', (_what, error) => {
    expect(translateError(error)).toBeInstanceOf(DependencyError);
  });

  it('is a version conflict, which is retried, if FerretDB reports a deadlock', () => {
    expect(translateError(serverError(16_908_292, 'deadlock detected'))).toBeInstanceOf(
      VersionConflictError,
    );
  });

  it.each([
    ['E11000', 11_000, 'E11000 duplicate key error collection: orders.orders index: slot_1'],
    ["PostgreSQL's word for it", 1, 'duplicate key value violates unique constraint "pk_2"'],
  ])('is a duplicate value: %s', (_what, code, message) => {
    expect(translateError(serverError(code, message))).toBeInstanceOf(DuplicateKeyError);
  });

  it('is not changed if the server itself failed', () => {
    const error = serverError(1, 'a document is nested too deeply');

    expect(translateError(error)).toBe(error);
  });
});

describe('an operation that the driver waits for too long', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends with the error of an unavailable database', async () => {
    const never = runOperation(() => new Promise<never>(() => undefined));
    const outcome = expect(never).rejects.toBeInstanceOf(DependencyError);

    await jest.advanceTimersByTimeAsync(4_500);

    await outcome;
  });
});

describe('a read', () => {
  /** Fails with these errors, one after the other, and then returns its number. */
  function failing(...errors: Error[]) {
    let calls = 0;
    return () => {
      const error = errors[calls];
      calls += 1;
      return error ? Promise.reject(error) : Promise.resolve(calls);
    };
  }
  const broken = () => new MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');

  it.each([
    ['the connection was lost', broken()],
    ['the server is not the primary any more', serverError(10_107, 'not primary')],
  ])('is repeated once if %s', async (_, error) => {
    expect(await runRead(failing(error))).toBe(2);
  });

  it('is not repeated a second time, nor after another error', async () => {
    await expect(runRead(failing(broken(), broken()))).rejects.toBeInstanceOf(DependencyError);
    await expect(runRead(failing(serverError(2, 'bad value')))).rejects.toThrow('bad value');
  });
});
