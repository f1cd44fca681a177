import { aggregateSchema, replicaSchema } from '@ticketing-dev/common/mongo';
import {
  type Claim,
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

describe.each(storeConformance)('every store $title', (conformance) => {
  it('in memory', async () => {
    const { now } = fixedClock();

    await conformance.run({
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
      await conformance.run({ claims, copies, now: () => new Date() });
    } finally {
      await database.connection.dropDatabase();
      await database.close();
    }
  });
});
