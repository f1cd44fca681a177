import { aggregateSchema, replicaSchema } from '@ticketing-dev/common/mongo';
import {
  type Claim,
  dropAndClose,
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
  storeConformance,
  testDatabase,
} from '@ticketing-dev/common/testing';

const fields = {
  slot: { type: String, required: true },
  until: { type: Date, required: true },
  note: { type: String },
};

describe.each(Object.entries(storeConformance))('every store %s', (_title, run) => {
  it('in memory', async () => {
    const { now } = fixedClock();

    await run({
      claims: new MemoryAggregateStore<Claim>(['slot'], { now }),
      copies: new MemoryReplicaStore<Claim>(),
      now,
    });
  });

  it('on MongoDB', async () => {
    const database = testDatabase();
    const schema = aggregateSchema<Claim>(fields);
    schema.index({ slot: 1 }, { unique: true });
    const claims = database.aggregates<Claim>('Claim', schema);
    const copies = database.replicas<Claim>('Copy', replicaSchema<Claim>(fields));
    await database.open();

    try {
      await run({ claims, copies, now: () => new Date() });
    } finally {
      await dropAndClose(database);
    }
  });
});
