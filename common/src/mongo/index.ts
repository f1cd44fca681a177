export { MongoAggregateStore } from './aggregate-store';
export { Database } from './database';
export { MongoReplicaStore } from './replica-store';
export { aggregateSchema, type Fields, replicaSchema } from './schema';
