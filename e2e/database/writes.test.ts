import { randomUUID } from 'node:crypto';

import { testServer } from '@ticketing-dev/common/testing';
import mongoose, { Schema } from 'mongoose';

interface Seat {
  readonly _id: string;
  readonly version: number;
  readonly holder?: string;
  readonly until?: Date;
  readonly outbox?: readonly { eventId: string }[];
}

/** With the driver's own time-outs, because a busy machine may need them. */
const uri = `${testServer('MONGO')}/test-${randomUUID()}?w=majority&journal=true`;
const database = mongoose.createConnection(uri);
const seats = database.collection<Seat>('seats');
const claims = database.model(
  'Claim',
  new Schema({ slot: { type: String, required: true, unique: true } }),
);

beforeAll(() => claims.init());
beforeEach(async () => {
  await seats.deleteMany({});
  await claims.deleteMany({});
});
afterAll(async () => {
  await database.dropDatabase();
  await database.close();
});

const concurrently = <T>(count: number, write: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => write(i)));

const row = { _id: '1A' };

describe('of concurrent writes to one document', () => {
  it('each of 100 $inc counts', async () => {
    await seats.insertOne({ ...row, version: 0 });

    await concurrently(100, () => seats.updateOne(row, { $inc: { version: 1 } }));

    expect(await seats.findOne(row)).toMatchObject({ version: 100 });
  });

  it('each of 100 $push adds its event, and each of 100 $pull removes its own', async () => {
    await seats.insertOne({ ...row, version: 0, outbox: [] });
    const event = (i: number) => ({ outbox: { eventId: `e${i}` } });

    await concurrently(100, (i) => seats.updateOne(row, { $push: event(i) }));
    const pushed = await seats.findOne(row);
    await concurrently(100, (i) => seats.updateOne(row, { $pull: event(i) }));

    expect(pushed?.outbox).toHaveLength(100);
    expect(await seats.findOne(row)).toMatchObject({ outbox: [] });
  });

  it('one of 20 compare-and-sets succeeds, for each of 20 versions', async () => {
    await seats.insertOne({ ...row, version: 0 });

    for (let version = 0; version < 20; version += 1) {
      const results = await concurrently(20, (i) =>
        seats.updateOne(
          { ...row, version },
          { $set: { holder: `buyer ${i}` }, $inc: { version: 1 } },
        ),
      );
      expect(results.map(({ modifiedCount }) => modifiedCount).filter(Boolean)).toEqual([1]);
    }

    expect(await seats.findOne(row)).toMatchObject({ version: 20 });
  });

  it.each([
    ['has passed', -60_000, 1],
    ['is in the future', 60_000, 0],
  ])('of 20 compare-and-sets on a date that %s succeed: %d ms, %d', async (_when, ms, count) => {
    await seats.insertOne({ ...row, version: 0, until: new Date(Date.now() + ms) });

    const isOver = { $expr: { $not: [{ $gt: ['$until', '$$NOW'] }] } };
    const results = await concurrently(20, () =>
      seats.updateOne({ ...row, version: 0, ...isOver }, { $set: { version: 1 } }),
    );

    expect(results.filter(({ modifiedCount }) => modifiedCount > 0)).toHaveLength(count);
  });

  it('the newest of 50 replacements remains, whichever inserts it', async () => {
    const replace = (version: number, upsert: boolean) =>
      seats.replaceOne({ ...row, version: { $lt: version } }, { version }, { upsert });

    await concurrently(50, (i) =>
      replace(i, true).catch((error: unknown) => {
        if (codeOf(error) !== duplicateKey.code) throw error;
        return replace(i, false);
      }),
    );

    expect(await seats.findOne(row)).toEqual({ ...row, version: 49 });
  });
});

const claimants = 50;
const duplicateKey = { name: 'MongoServerError', code: 11_000 };
/** FerretDB ends one of two writes that wait for each other, and rolls it back. See docs/databases.md. */
const deadlock = 16_908_292;
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

describe('a unique index', () => {
  async function expectOneToSucceed(writes: readonly PromiseLike<unknown>[]): Promise<void> {
    const results = await Promise.allSettled(writes);
    const refused = results.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as unknown] : [],
    );
    expect(refused).toHaveLength(claimants - 1);
    for (const error of refused) expect([duplicateKey.code, deadlock]).toContain(codeOf(error));
  }

  it(`accepts one of ${claimants} concurrent inserts of a value, ten times`, async () => {
    for (const slot of '0123456789') {
      await expectOneToSucceed(Array.from({ length: claimants }, () => claims.create({ slot })));
      expect(await claims.countDocuments({ slot })).toBe(1);
    }
  });

  it('accepts one of many concurrent updates to a value', async () => {
    const made = await claims.create(
      Array.from({ length: claimants }, (_, i) => ({ slot: `own ${i}` })),
    );

    await expectOneToSucceed(
      made.map(({ _id }) => claims.updateOne({ _id }, { slot: 'wanted' }).exec()),
    );
  });

  it("gives E11000 to mongoose's create, save and updateOne", async () => {
    await claims.create({ slot: 'taken' });
    const other = await claims.create({ slot: 'free' });

    for (const write of [
      () => claims.create({ slot: 'taken' }),
      () => other.set('slot', 'taken').save(),
      () => claims.updateOne({ _id: other._id }, { slot: 'taken' }).exec(),
    ]) {
      await expect(write()).rejects.toMatchObject(duplicateKey);
    }
  });

  it('names the duplicates of an unordered insertMany, and inserts the others', async () => {
    await claims.create({ slot: 'b' });

    const lot = ['a', 'b', 'c'].map((slot) => ({ slot }));
    await expect(claims.collection.insertMany(lot, { ordered: false })).rejects.toMatchObject({
      writeErrors: [{ code: duplicateKey.code, index: 1 }],
    });

    expect(await claims.distinct('slot')).toEqual(['a', 'b', 'c']);
  });

  it('is enforced as soon as createIndex has returned', async () => {
    const rows = database.collection('rows');
    await rows.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ seat: `seat ${i}` })));

    await rows.createIndex({ seat: 1 }, { unique: true });

    await expect(rows.insertOne({ seat: 'seat 1' })).rejects.toMatchObject(duplicateKey);
  });

  it('cannot be created if there are duplicates already', async () => {
    const rows = database.collection('doubles');
    await rows.insertMany([{ seat: '1A' }, { seat: '1A' }]);

    await expect(rows.createIndex({ seat: 1 }, { unique: true })).rejects.toThrow();
  });
});
