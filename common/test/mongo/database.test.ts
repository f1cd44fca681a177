import { aggregateSchema, type Backfill, type Database } from '@ticketing-dev/common/mongo';
import { testDatabase } from '@ticketing-dev/common/testing';
import mongoose from 'mongoose';

let database: Database;
beforeEach(() => {
  database = testDatabase();
});
afterEach(() => database.close());

function open(backfill: Backfill): Promise<void> {
  database.aggregates('Seat', aggregateSchema({ row: { type: String } }), backfill);
  return database.open();
}

describe('a database that is being opened', () => {
  it('migrates its documents again if it was unavailable meanwhile', async () => {
    let tries = 0;

    await open(() => {
      tries += 1;
      if (tries === 2) return Promise.resolve();
      return Promise.reject(new mongoose.mongo.MongoNetworkError('connection closed'));
    });

    expect(tries).toBe(2);
  });

  it('fails if its documents cannot be migrated', async () => {
    await expect(open(() => Promise.reject(new Error('no such field')))).rejects.toThrow(
      'no such field',
    );
  });
});
