export { MongoAggregateStore } from './aggregate-store';
export { type Backfill, Database } from './database';
export { MongoReplicaStore } from './replica-store';
export { aggregateSchema, type Fields, replicaSchema } from './schema';
