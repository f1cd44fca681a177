import { type Connection, type Model, Schema } from 'mongoose';

import { aDatabase, drop } from './support/a-database';

const claimants = 50;
const duplicateKey = { name: 'MongoServerError', code: 11_000 };
/** FerretDB has another word for it: of writes that wait for each other one is ended, undone. See docs/databases.md. */
const deadlock = 16_908_292;
const lostTheRace = [duplicateKey.code, deadlock];
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

const failures = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));

describe('a unique index', () => {
  let database: Connection;
  let claims: Model<{ slot: string }>;

  beforeAll(async () => {
    database = await aDatabase();
    const schema = new Schema({ slot: { type: String, required: true, unique: true } });
    claims = database.model('Claim', schema);
    await claims.init();
  });
  beforeEach(() => claims.deleteMany({}));
  afterAll(() => drop(database));

  it(`lets one of ${claimants} in, ten times`, async () => {
    for (const slot of '0123456789') {
      const racing = Array.from({ length: claimants }, () => claims.create({ slot }));
      const refused = failures(await Promise.allSettled(racing));

      expect(refused).toHaveLength(claimants - 1);
      for (const error of refused) expect(lostTheRace).toContain(codeOf(error));
      expect(await claims.countDocuments({ slot })).toBe(1);
    }
  });

  it('lets one of many updates to the same value through', async () => {
    const made = await claims.create(
      Array.from({ length: claimants }, (_, i) => ({ slot: `own ${i}` })),
    );

    const racing = made.map(({ _id }) => claims.updateOne({ _id }, { slot: 'wanted' }));
    const refused = failures(await Promise.allSettled(racing));

    expect(refused).toHaveLength(claimants - 1);
    for (const error of refused) expect(lostTheRace).toContain(codeOf(error));
  });

  it("says E11000 to mongoose's create, save and updateOne", async () => {
    await claims.create({ slot: 'taken' });
    const other = await claims.create({ slot: 'free' });

    await expect(claims.create({ slot: 'taken' })).rejects.toMatchObject(duplicateKey);
    await expect(other.set('slot', 'taken').save()).rejects.toMatchObject(duplicateKey);
    await expect(claims.updateOne({ _id: other._id }, { slot: 'taken' })).rejects.toMatchObject(
      duplicateKey,
    );
  });

  it('says of each insert of an unordered lot whether it was a duplicate, and makes the others', async () => {
    await claims.create({ slot: 'b' });

    const lot = claims.collection.insertMany(
      ['a', 'b', 'c'].map((slot) => ({ slot })),
      { ordered: false },
    );

    await expect(lot).rejects.toMatchObject({ writeErrors: [{ code: 11_000, index: 1 }] });
    expect(await claims.distinct('slot')).toEqual(['a', 'b', 'c']);
  });

  it('holds as soon as it is said to be there', async () => {
    const seats = database.collection('seats');
    const all = Array.from({ length: 20_000 }, (_, i) => ({ seat: `seat ${i}` }));
    await seats.insertMany(all);

    await seats.createIndex({ seat: 1 }, { unique: true });

    await expect(seats.insertOne({ seat: 'seat 1' })).rejects.toMatchObject(duplicateKey);
  });

  it('is refused where there are duplicates already', async () => {
    const seats = database.collection('doubles');
    await seats.insertMany([{ seat: '1A' }, { seat: '1A' }]);

    await expect(seats.createIndex({ seat: 1 }, { unique: true })).rejects.toThrow();
  });
});
