import { eventually } from '@ticketing-dev/common/testing';
import { type Durable, startDurable } from '@ticketing-dev/local';
import { type Collection, MongoClient } from 'mongodb';

import { aStackFolder } from '../kit/own-stack';

const writers = 8;
const rounds = 4;
/** Answers between two kills, so that each kill happens under load. */
const answersBetween = 400;
const backMs = 60_000;
const victims = [['test-postgres'], ['test-mongo'], ['test-postgres', 'test-mongo']];

interface Row {
  readonly _id: string;
  readonly count?: number;
}

/** A client that counts its writes. */
class Writer {
  readonly inserted: string[] = [];
  /** Answered increments of the document `sum`, which all writers share. */
  added = 0;
  tried = 0;

  constructor(
    private readonly name: string,
    private readonly rows: Collection<Row>,
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    for (let n = 0; !isOver(); n += 1) {
      const _id = `${this.name}-${n}`;
      await this.attempt(async () => {
        await this.rows.insertOne({ _id });
        this.inserted.push(_id);
      });
      this.tried += 1;
      await this.attempt(async () => {
        await this.rows.updateOne({ _id: 'sum' }, { $inc: { count: 1 } });
        this.added += 1;
      });
    }
  }

  /** A write that fails during a kill may be done or not. */
  private async attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch {
      await eventually(() => this.rows.findOne({ _id: 'sum' }), backMs);
    }
  }
}

describe('a kill -9 under load', () => {
  let durable: Durable;
  let client: MongoClient;
  let forget: () => Promise<void>;

  beforeAll(async () => {
    const folder = await aStackFolder();
    forget = folder.end;
    durable = await startDurable({ dir: folder.dir, services: ['test'] });
    client = new MongoClient(durable.uris['test'] ?? '', {
      retryWrites: false,
      serverSelectionTimeoutMS: 2_000,
      socketTimeoutMS: 4_000,
      heartbeatFrequencyMS: 500,
    });
  });
  afterAll(async () => {
    await client.close();
    await durable.close();
    await forget();
  });

  it(
    'of PostgreSQL, of FerretDB and of both loses no write that was answered',
    async () => {
      const rows = client.db().collection<Row>('rows');
      await rows.insertOne({ _id: 'sum', count: 0 });
      const all = Array.from({ length: writers }, (_, i) => new Writer(`writer-${i}`, rows));
      const answered = (): number =>
        all.reduce((sum, { inserted, added }) => sum + inserted.length + added, 0);
      const moreAnswers = (from: number): Promise<void> =>
        eventually(() => expect(answered()).toBeGreaterThan(from + answersBetween), backMs);
      let isOver = false;
      const writing = all.map((writer) => writer.run(() => isOver));

      for (const names of Array.from({ length: rounds }, () => victims).flat()) {
        await moreAnswers(answered());
        for (const name of names) durable.kill(name);
      }
      await moreAnswers(answered());
      isOver = true;
      await Promise.all(writing);

      const stored = new Map((await rows.find().toArray()).map((row) => [row._id, row]));
      const sum = stored.get('sum')?.count;
      const missing = all.flatMap(({ inserted }) => inserted).filter((id) => !stored.has(id));
      expect(missing).toEqual([]);
      expect(sum).toBeGreaterThanOrEqual(all.reduce((total, { added }) => total + added, 0));
      expect(sum).toBeLessThanOrEqual(all.reduce((total, { tried }) => total + tried, 0));
      console.log(`${rounds * victims.length} kills; ${answered()} writes answered, 0 missing`);
    },
    10 * 60_000,
  );
});
