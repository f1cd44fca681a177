import type { Connection } from 'mongoose';

import { aDatabase, drop } from './support/a-database';

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

interface Seat {
  readonly _id: string;
  readonly version: number;
  readonly holder?: string;
  readonly until?: Date;
  readonly outbox?: readonly { eventId: string }[];
}

describe('of what comes at once for one document', () => {
  let database: Connection;
  const seats = () => database.collection<Seat>('seats');

  beforeAll(async () => {
    database = await aDatabase();
  });
  beforeEach(() => seats().deleteMany({}));
  afterAll(() => drop(database));

  it('each of 100 $inc counts', async () => {
    await seats().insertOne({ _id: '1A', version: 0 });

    await Promise.all(times(100, () => seats().updateOne({ _id: '1A' }, { $inc: { version: 1 } })));

    expect(await seats().findOne({ _id: '1A' })).toMatchObject({ version: 100 });
  });

  it('each of 100 $push is kept, and each of 100 $pull takes its own out', async () => {
    await seats().insertOne({ _id: '1A', version: 0, outbox: [] });
    const events = times(100, (i) => ({ eventId: `e${i}` }));

    await Promise.all(
      events.map((outbox) => seats().updateOne({ _id: '1A' }, { $push: { outbox } })),
    );
    const pushed = await seats().findOne({ _id: '1A' });
    await Promise.all(
      events.map((outbox) => seats().updateOne({ _id: '1A' }, { $pull: { outbox } })),
    );

    expect(pushed?.outbox).toHaveLength(100);
    expect(await seats().findOne({ _id: '1A' })).toMatchObject({ outbox: [] });
  });

  it('one of 20 compare-and-sets wins, of 20 versions in turn', async () => {
    await seats().insertOne({ _id: '1A', version: 0 });

    for (const version of times(20, (i) => i)) {
      const results = await Promise.all(
        times(20, (i) =>
          seats().updateOne(
            { _id: '1A', version },
            { $set: { holder: `buyer ${i}` }, $inc: { version: 1 } },
          ),
        ),
      );
      expect(results.map(({ modifiedCount }) => modifiedCount).filter(Boolean)).toEqual([1]);
    }

    expect(await seats().findOne({ _id: '1A' })).toMatchObject({ version: 20 });
  });

  it('one of 20 compare-and-sets wins whose condition is a date that has passed', async () => {
    const minute = 60_000;
    await seats().insertMany([
      { _id: 'over', version: 0, until: new Date(Date.now() - minute) },
      { _id: 'held', version: 0, until: new Date(Date.now() + minute) },
    ]);
    const free = (_id: string) =>
      seats().updateOne(
        { _id, version: 0, $expr: { $not: [{ $gt: ['$until', '$$NOW'] }] } },
        { $set: { version: 1 } },
      );
    const wins = async (_id: string) =>
      (await Promise.all(times(20, () => free(_id)))).filter((each) => each.modifiedCount > 0);

    expect(await wins('over')).toHaveLength(1);
    expect(await wins('held')).toHaveLength(0);
  });

  it('the newest of 50 replacements stays, whichever inserts it', async () => {
    const replace = (version: number, upsert: boolean) =>
      seats().replaceOne({ _id: '1A', version: { $lt: version } }, { version }, { upsert });

    await Promise.all(
      times(50, (i) =>
        replace(i, true).catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== 11_000) throw error;
          return replace(i, false);
        }),
      ),
    );

    expect(await seats().findOne({ _id: '1A' })).toEqual({ _id: '1A', version: 49 });
  });
});
